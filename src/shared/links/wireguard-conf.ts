/**
 * Configuration files of WireGuard and AmneziaWG: `[Interface]`, then one `[Peer]` or more. Keys in any case, lists that
 * add up, comments at line ends. Commands of a file (`PostUp` and its like) are kept as text and never run.
 */
import { fail, succeed, type Result } from '../fault.ts';
import type { AmneziawgProfile, WireguardPeer, WireguardProfile } from '../profile-tunnels.ts';
import type { Draft } from './codec.ts';
import { formatHost, readEndpoint } from './host.ts';
import { normalizeKey, prototypeKeys, splitList } from './query.ts';
import { amneziaFileName, amneziaName, isPlainWireguard, readNetworks, readReserved, readWireguardKey } from './wireguard-fields.ts';

type AnyWireguard = WireguardProfile | AmneziawgProfile;

/** Keys of a section by normalised spelling: the spelling found, and every value in order. */
type Section = Map<string, { readonly name: string; readonly values: string[] }>;

const mostPeers = 1_000;

/** Reads a whole file; the name is left empty. Faults: link-missing-field, link-malformed, link-bad-host, link-bad-port. */
export function readWireguardConf(text: string): Result<AnyWireguard> {
  const { own, peers: sections } = readSections(text);
  const privateKey = take(own, 'privatekey')[0];
  if (privateKey === undefined) return fail('link-missing-field', 'The configuration has no PrivateKey.');
  if (sections.length === 0 || sections.length > mostPeers) return fail('link-missing-field', 'The configuration has no [Peer], or more than a thousand.');
  const peers: WireguardPeer[] = [];
  for (const section of sections) {
    const peer = readPeer(section);
    if (!peer.ok) return peer;
    peers.push(peer.value);
  }
  const addresses = readNetworks(take(own, 'address').flatMap(splitList));
  if (!addresses.ok) return addresses;
  const [first] = peers;
  const { server = '', port = 0 } = first ?? {};
  return succeed(complete({ name: '', server, port, privateKey: readWireguardKey(privateKey), addresses: addresses.value, peers }, own, sections));
}

function readSections(text: string): { readonly own: Section; readonly peers: Section[] } {
  const own: Section = new Map();
  const peers: Section[] = [];
  let current: Section | undefined;
  for (const raw of text.split(/\r?\n/, 50_000)) {
    const line = raw.replace(/^\s*[#;].*$|\s[#;].*$/, '').trim();
    const heading = /^\[\s*(\w+)\s*\]$/.exec(line)?.[1]?.toLowerCase();
    if (heading === 'interface') current = own;
    else if (heading === 'peer') peers.push((current = new Map()));
    else if (heading !== undefined) current = undefined;
    else if (current !== undefined) addLine(current, line);
  }
  return { own, peers };
}

function addLine(section: Section, line: string): void {
  const equals = line.indexOf('=');
  const name = line.slice(0, Math.max(equals, 0)).trim();
  const value = line.slice(equals + 1).trim();
  if (name === '' || value === '' || prototypeKeys.has(name)) return;
  const entry = section.get(normalizeKey(name));
  if (entry === undefined) section.set(normalizeKey(name), { name, values: [value] });
  else entry.values.push(value);
}

function take(section: Section, key: string): readonly string[] {
  const values = section.get(key)?.values ?? [];
  section.delete(key);
  return values;
}

function readPeer(section: Section): Result<WireguardPeer> {
  const publicKey = take(section, 'publickey')[0];
  const endpointText = take(section, 'endpoint')[0];
  if (publicKey === undefined) return fail('link-missing-field', 'A [Peer] of the configuration has no PublicKey.');
  if (endpointText === undefined) return fail('link-missing-field', 'A [Peer] of the configuration has no Endpoint.');
  const endpoint = readEndpoint(endpointText);
  if (!endpoint.ok) return endpoint;
  const allowedIps = readNetworks(take(section, 'allowedips').flatMap(splitList));
  if (!allowedIps.ok) return allowedIps;
  const peer: Draft<WireguardPeer> = { publicKey: readWireguardKey(publicKey), ...endpoint.value };
  const presharedKey = take(section, 'presharedkey')[0];
  if (presharedKey !== undefined) peer.presharedKey = readWireguardKey(presharedKey);
  if (allowedIps.value.length > 0) peer.allowedIps = allowedIps.value;
  const keepalive = take(section, 'persistentkeepalive')[0] ?? '';
  if (/^\d{1,5}$/.test(keepalive) && Number(keepalive) > 0) peer.keepalive = Number(keepalive);
  const reserved = readReserved(take(section, 'reserved')[0] ?? '');
  if (reserved !== undefined) peer.reserved = reserved;
  return succeed(peer);
}

function complete(fields: Draft<Omit<WireguardProfile, 'type'>>, own: Section, sections: readonly Section[]): AnyWireguard {
  const dns = take(own, 'dns').flatMap(splitList);
  if (dns.length > 0) fields.dns = dns;
  const mtu = take(own, 'mtu')[0] ?? '';
  if (/^\d{1,5}$/.test(mtu)) fields.mtu = Number(mtu);
  const amnezia: Record<string, string> = {};
  const extra: Record<string, string> = {};
  for (const section of [own, ...sections]) {
    for (const [key, { name, values }] of section) {
      const known = amneziaName(key);
      if (known === undefined) extra[name] = values.join('\n');
      else amnezia[known] ??= values[0] ?? '';
    }
  }
  if (Object.keys(extra).length > 0) fields.extra = extra;
  return isPlainWireguard(amnezia) ? { type: 'wireguard', ...fields } : { type: 'amneziawg', ...fields, amnezia };
}

/** Writes the file. Keys that were only kept (`extra`) are written back, a line for each of their values. */
export function writeWireguardConf(profile: AnyWireguard): string {
  const lines = ['[Interface]', `PrivateKey = ${profile.privateKey}`];
  if (profile.addresses.length > 0) lines.push(`Address = ${profile.addresses.join(', ')}`);
  if (profile.dns !== undefined) lines.push(`DNS = ${profile.dns.join(', ')}`);
  if (profile.mtu !== undefined) lines.push(`MTU = ${profile.mtu}`);
  const amnezia = profile.type === 'amneziawg' ? profile.amnezia : {};
  for (const [name, value] of Object.entries(amnezia)) lines.push(`${amneziaFileName(name)} = ${value}`);
  for (const [name, values] of Object.entries(profile.extra ?? {})) lines.push(...values.split('\n').map((value) => `${name} = ${value}`));
  for (const peer of profile.peers) lines.push('', ...peerLines(peer));
  return `${lines.join('\n')}\n`;
}

function peerLines(peer: WireguardPeer): string[] {
  const lines = ['[Peer]', `PublicKey = ${peer.publicKey}`];
  if (peer.presharedKey !== undefined) lines.push(`PresharedKey = ${peer.presharedKey}`);
  lines.push(`AllowedIPs = ${(peer.allowedIps ?? ['0.0.0.0/0', '::/0']).join(', ')}`, `Endpoint = ${formatHost(peer.server)}:${peer.port}`);
  if (peer.keepalive !== undefined) lines.push(`PersistentKeepalive = ${peer.keepalive}`);
  if (peer.reserved !== undefined) lines.push(`Reserved = ${peer.reserved.join(',')}`);
  return lines;
}
