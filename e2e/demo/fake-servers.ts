/** Made-up servers and test results, in every state a list can show. */
import { displayName } from '../../src/shared/display-name.ts';
import type { Network, ProbeStage, ProbeState, ProfileCard } from '../../src/shared/snapshot.ts';

type Outline = readonly [name: string, server: string, type: ProfileCard['type'], security: ProfileCard['security'], transport: string, source: ProfileCard['source'], probe: ProbeState | undefined];

const ago = (minutes: number): number => Date.now() - minutes * 60_000;

function stages(...ms: readonly number[]): readonly ProbeStage[] {
  const names = ['dial', 'handshake', 'request', 'first-byte', 'body'] as const;
  return names.flatMap((stage, index) => (ms[index] === undefined ? [] : [{ stage, ms: ms[index] }]));
}

function good(ms: number): ProbeState {
  return { kind: 'good', at: ago(20), ms, stages: stages(Math.round(ms * 0.4), Math.round(ms * 0.3), 1, Math.round(ms * 0.3), 400), bytes: 65_536 };
}

function failed(code: 'timeout' | 'cut-off' | 'auth-failed' | 'check-failed', bytes = 0): ProbeState {
  return { kind: 'failed', at: ago(20), fault: { code }, stages: code === 'timeout' ? [] : stages(41, 58), bytes };
}

/** Holders of the made-up addresses, by their beginning. */
const holders: Readonly<Record<string, Network>> = {
  '198.51.100.': { number: 64_500, name: 'Polder Hosting', country: 'NL' },
  '203.0.113.': { number: 64_501, name: 'Danube Servers', country: 'DE' },
  '192.0.2.': { number: 64_502, name: 'Pearl Net', country: 'HK' },
  '2001:db8:': { number: 64_503, name: 'Baltic Cloud', country: 'EE' },
  '10.': { number: 64_504, name: 'Fjord Data', country: 'NO' },
};

/** Names as strangers write them: long, in every script, empty, with marks meant to mislead. */
const outlines: readonly Outline[] = [
  ['Leto — Amsterdam', '198.51.100.24', 'vless', 'reality', 'tcp', 'paste', good(48)],
  ['Leto — Vienna 2', 'vienna2.leto.example', 'vless', 'reality', 'grpc', 'paste', good(71)],
  ['BEST FREE VPN @fastkeys_channel JOIN NOW! unlimited gigabit no logs 2026', '203.0.113.7', 'vmess', 'tls', 'ws', 'subscription', good(1400)],
  ['سرور رایگان | خوابگاه 443 VLESS-Reality برای دانشجوها', '203.0.113.80', 'vless', 'reality', 'tcp', 'subscription', good(112)],
  ['vless-reality-[2001:db8:40::17]:8443-u84f-node-0001-long-name', '2001:db8:40::17', 'vless', 'reality', 'xhttp', 'subscription', failed('timeout')],
  ['香港 02｜IPLC 专线｜倍率 0.5', '192.0.2.55', 'trojan', 'tls', 'tcp', 'subscription', failed('cut-off', 16_384)],
  ['Папин сервер (не трогать)', 'papa.example.net', 'shadowsocks', 'none', 'tcp', 'paste', good(64)],
  ['🇳🇴 Marina\u202e’s home ⚡', 'marina.example.org', 'hysteria2', 'tls', 'tcp', 'paste', undefined],
  ['', '198.51.100.99', 'socks5', 'none', 'tcp', 'paste', failed('auth-failed')],
  ['Office proxy', 'proxy.office.example', 'http', 'none', 'tcp', 'link', { kind: 'asking', since: Date.now() }],
  ['Queued one', 'queued.example', 'trojan', 'tls', 'grpc', 'file', { kind: 'queued' }],
  ['Practice', '127.0.0.1', 'vless', 'reality', 'tcp', 'practice', failed('check-failed')],
];

/** `count` servers; beyond the twelve drawn by hand they are numbered. */
export function fakeServers(count: number): { readonly cards: readonly ProfileCard[]; readonly probes: Readonly<Record<string, ProbeState>> } {
  const cards: ProfileCard[] = [];
  const probes: Record<string, ProbeState> = {};
  for (let index = 0; index < count; index += 1) {
    const [name, server, type, security, transport, source, probe] = outlines[index] ?? numbered(index);
    const id = `server${index}`;
    cards.push({
      id, type, server, security, transport, source, name: displayName(name, server), port: 443, addedAt: ago(60 * 26 + index),
      ...networkAt(server),
      warnings: index === 8 ? ['unencrypted'] : index === 2 ? ['insecure', 'old-cipher'] : [],
    });
    if (probe !== undefined) probes[id] = probe;
  }
  return { cards, probes };
}

function networkAt(server: string): Pick<ProfileCard, 'network'> {
  const found = Object.entries(holders).find(([start]) => server.startsWith(start));
  return found === undefined ? {} : { network: found[1] };
}

function numbered(index: number): Outline {
  const probe = index % 9 === 0 ? good(60 + ((index * 37) % 900)) : index % 9 < 5 ? failed('timeout') : undefined;
  return [`node-${String(index).padStart(4, '0')} reality grpc`, `10.${index >> 8}.${index & 255}.9`, 'vless', 'reality', 'grpc', 'subscription', probe];
}
