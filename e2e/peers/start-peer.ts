/**
 * One call for suites that just need a server of some kind: it makes what the server needs, starts it, and gives the
 * link to paste. Dial tests use the files beside this one directly, to put many entrances into one process.
 */
import type { Profile } from '../../src/shared/profile.ts';
import { startHysteria } from './hysteria.ts';
import type { StreamProfile } from './inbound.ts';
import { makeKeyPair } from './keys.ts';
import { linkOf } from './link.ts';
import type { Peer, ProxyPeer } from './peer.ts';
import { makeCertificate, makeFolder, type Certificate, type Folder } from './places.ts';
import { startHttp, startOrigin, startSocks } from './plain.ts';
import { startShadowsocks } from './shadowsocks.ts';
import { startTrojan } from './trojan.ts';
import { startV2ray } from './v2ray.ts';
import { startXray } from './xray.ts';

/** Servers by program and what they speak. */
export const peerKinds = [
  'shadowsocks', 'shadowsocks-stream', 'shadowsocks-obfs', 'shadowsocks-websocket', 'v2ray-vmess', 'v2ray-vmess-ws', 'v2ray-vmess-tls', 'v2ray-vless',
  'v2ray-vless-ws', 'v2ray-vless-tls', 'trojan', 'xray-reality', 'xray-xhttp', 'xray-reality-refusing', 'hysteria', 'hysteria-salamander', 'socks', 'http',
] as const;
export type PeerKind = (typeof peerKinds)[number];

/** A running server and the link that fits it. */
export interface LinkedPeer extends Peer {
  readonly profile: Profile;
  readonly link: string;
}

/** What every kind may use. Values that the caller does not give are test values. */
export interface PeerOptions {
  /** Name in the link. */
  readonly name?: string;
  readonly password?: string;
}

/** Starts a server on 127.0.0.1. `stop` also ends its helpers and removes its files. */
export async function startPeer(kind: PeerKind, options: PeerOptions = {}): Promise<LinkedPeer> {
  const kept: { stop(): Promise<void> }[] = [];
  const stop = async () => {
    for (const item of kept.toReversed()) await item.stop();
  };
  try {
    const folder = await makeFolder();
    kept.push({ stop: () => folder.remove() });
    const certificate = await makeCertificate(folder, 'example.com');
    const need: Need = { folder, certificate, password: options.password ?? 'correct horse', keep: (item) => (kept.push(item), item) };
    const peer = need.keep(await starters[kind](need));
    const profile = { ...peer.profile, name: options.name ?? kind };
    return { port: peer.port, bytesSeen: () => peer.bytesSeen(), log: () => peer.log(), stop, profile, link: linkOf(profile) };
  } catch (error) {
    await stop();
    throw error;
  }
}

interface Need {
  readonly folder: Folder;
  readonly certificate: Certificate;
  readonly password: string;
  keep<Item extends { stop(): Promise<void> }>(item: Item): Item;
}

const uuid = 'b831381d-6324-4d53-ad4f-8cda48b30811';
const address = { name: '', server: '127.0.0.1', port: 1 } as const;
const vmess = { ...address, type: 'vmess', uuid, method: 'auto', alterId: 0, security: 'none', transport: { type: 'tcp' } } as const;
const vless = { ...address, type: 'vless', uuid, security: 'none', transport: { type: 'tcp' } } as const;
const ws = { type: 'ws', path: '/way', host: 'example.com' } as const;
const aead = 'chacha20-ietf-poly1305';

const starters: Readonly<Record<PeerKind, (need: Need) => Promise<ProxyPeer>>> = {
  'shadowsocks': (need) => startShadowsocks({ ...need, method: aead }),
  'shadowsocks-stream': (need) => startShadowsocks({ ...need, method: 'aes-256-cfb' }),
  'shadowsocks-obfs': (need) => startShadowsocks({ ...need, method: aead, plugin: { kind: 'obfs-http' } }),
  'shadowsocks-websocket': (need) => startShadowsocks({ ...need, method: aead, plugin: { kind: 'websocket' } }),
  'v2ray-vmess': (need) => startOneV2ray(need, vmess),
  'v2ray-vmess-ws': (need) => startOneV2ray(need, { ...vmess, transport: ws }),
  // the base64 form of VMess links has no pin
  'v2ray-vmess-tls': (need) => startOneV2ray(need, { ...vmess, security: 'tls', sni: 'example.com', insecure: true }),
  'v2ray-vless': (need) => startOneV2ray(need, vless),
  'v2ray-vless-ws': (need) => startOneV2ray(need, { ...vless, transport: ws }),
  'v2ray-vless-tls': (need) => startOneV2ray(need, { ...vless, ...pinned(need) }),
  'trojan': async (need) => startTrojan({ ...need, decoyPort: need.keep(await startOrigin()).port }),
  'xray-reality': (need) => startReality(need, '26.3'),
  'xray-reality-refusing': (need) => startReality(need, '26.7'),
  'xray-xhttp': (need) => startOneXray(need, { ...vless, ...pinned(need), transport: { type: 'xhttp', path: '/way', host: 'example.com' } }),
  'hysteria': startHysteria,
  'hysteria-salamander': (need) => startHysteria({ ...need, salamander: 'pepper' }),
  'socks': ({ password }) => startSocks({ username: 'friend', password }),
  'http': ({ password }) => startHttp({ username: 'friend', password }),
};

function pinned({ certificate }: Need) {
  return { security: 'tls', sni: 'example.com', certificatePins: [certificate.sha256] } as const;
}

async function startOneV2ray({ folder, certificate }: Need, way: StreamProfile): Promise<ProxyPeer> {
  return (await startV2ray({ folder, secrets: { certificate }, profiles: { way } })).ways.way;
}

async function startOneXray({ folder, certificate }: Need, way: StreamProfile): Promise<ProxyPeer> {
  return (await startXray({ folder, secrets: { certificate }, profiles: { way } })).ways.way;
}

async function startReality(need: Need, release: '26.3' | '26.7'): Promise<ProxyPeer> {
  const { folder, certificate } = need;
  const decoy = need.keep(await startOrigin(certificate));
  const keys = makeKeyPair();
  const way = {
    ...vless, security: 'reality', sni: 'example.com', publicKey: keys.publicKey, shortId: '0123abcd', fingerprint: 'chrome', flow: 'xtls-rprx-vision',
  } as const;
  return (await startXray({ folder, secrets: { certificate, reality: { keys, decoyPort: decoy.port } }, profiles: { way }, release })).ways.way;
}
