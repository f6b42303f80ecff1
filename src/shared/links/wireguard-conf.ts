/**
 * Configuration files of WireGuard and AmneziaWG: `[Interface]`, then one `[Peer]` or more. Keys in any case, lists that
 * add up, comments at line ends. Commands of a file (`PostUp` and its like) are kept as text, told and never run.
 */
import { fail, succeed, type Result } from '../fault.ts';
import type { AmneziawgProfile, WireguardPeer, WireguardProfile } from '../profile-tunnels.ts';
import type { Draft } from './codec.ts';
import { readEndpoint } from './host.ts';
import { readIni, type IniSection } from './ini.ts';
import { normalizeKey, prototypeKeys, splitList } from './query.ts';
import { amneziaName, isPlainWireguard, readNetworks, readReserved, readWireguardKey } from './wireguard-fields.ts';

/** One `[Interface]` with the peers below it. */
export interface TunnelRead {
  readonly profile: WireguardProfile | AmneziawgProfile;
  /** English sentences about what was left out and what is never done. */
  readonly notes: readonly string[];
  /** Whether the file asks to run programs. */
  readonly hasHooks: boolean;
}

/** An `[Interface]` and the sections up to the next. */
export interface TunnelSections {
  readonly own: IniSection;
  readonly peers: readonly IniSection[];
}

/** Keys of a section by normalised spelling: the spelling found, and every value in order. */
type Fields = Map<string, { readonly name: string; readonly values: string[] }>;

const mostPeers = 1_000;
/** What a peer cannot say; a damaged `[Interface]` line leaves it under the peer before, and it must not be added up. */
const ownKeys = new Set(['privatekey', 'address', 'dns', 'mtu']);
const hooks = new Set(['preup', 'postup', 'predown', 'postdown', 'saveconfig']);

/** True for a key that has programs run as root, in any spelling. */
export function isHook(name: string): boolean {
  return hooks.has(normalizeKey(name));
}

/** The tunnels of a text in order; other sections and lines in front are passed over. */
export function tunnelSections(text: string): readonly TunnelSections[] {
  const tunnels: { own: IniSection; peers: IniSection[] }[] = [];
  for (const section of readIni(text)) {
    if (section.name === 'interface') tunnels.push({ own: section, peers: [] });
    else if (section.name === 'peer') tunnels.at(-1)?.peers.push(section);
  }
  return tunnels;
}

/** Reads a file with one tunnel, or the first of several. Faults: link-missing-field, link-malformed, link-bad-host, link-bad-port. */
export function readWireguardConf(text: string): Result<TunnelRead> {
  const [first] = tunnelSections(text);
  return first === undefined ? fail('link-missing-field', 'The configuration has no [Interface].') : readTunnel(first);
}

/** Reads one tunnel; its name stands in a comment, if anywhere. Faults: as `readWireguardConf`. */
export function readTunnel({ own, peers: sections }: TunnelSections): Result<TunnelRead> {
  const fields = fieldsOf(own);
  const privateKey = readWireguardKey(takeFirst(fields, 'privatekey'), 'private key');
  if (!privateKey.ok) return privateKey;
  if (sections.length > mostPeers) return fail('link-malformed', 'The configuration has more than a thousand peers.');
  const reserved = readReserved(takeFirst(fields, 'reserved'));
  const peerFields = sections.map(fieldsOf);
  const peers = readPeers(peerFields, reserved);
  if (!peers.ok) return peers;
  const addresses = readNetworks(take(fields, 'address').flatMap(splitList));
  if (!addresses.ok) return addresses;
  const { server = '', port = 0 } = peers.value[0] ?? {};
  const name = nameOf([own, ...sections]);
  const base: Draft<Omit<WireguardProfile, 'type'>> = { name, server, port, privateKey: privateKey.value, addresses: addresses.value, peers: peers.value };
  const isHidden = peers.value.length < sections.length;
  const commands = [...fields.values()].map((field) => field.name).filter(isHook);
  return succeed({ profile: complete(base, fields, peerFields), notes: notesOf(commands, isHidden), hasHooks: commands.length > 0 });
}

function notesOf(commands: readonly string[], isHidden: boolean): string[] {
  const notes = isHidden ? ['Peers without an Endpoint were left out: nothing can be sent to them first.'] : [];
  if (commands.length > 0) notes.unshift(`This file asks to run programs (${commands.join(', ')}); they are never run.`);
  return notes;
}

function fieldsOf(section: IniSection): Fields {
  const fields: Fields = new Map();
  for (const { name, value } of section.entries) {
    if (value === '' || prototypeKeys.has(name)) continue;
    const entry = fields.get(normalizeKey(name));
    if (entry === undefined) fields.set(normalizeKey(name), { name, values: [value] });
    else entry.values.push(value);
  }
  return fields;
}

function take(fields: Fields, key: string): readonly string[] {
  const values = fields.get(key)?.values ?? [];
  fields.delete(key);
  return values;
}

function takeFirst(fields: Fields, key: string): string | undefined {
  return take(fields, key)[0];
}

/** Peers that wait for others to call are left out, as long as there is another. */
function readPeers(sections: readonly Fields[], reserved: readonly number[] | undefined): Result<readonly WireguardPeer[]> {
  const peers: WireguardPeer[] = [];
  for (const fields of sections) {
    const endpoint = takeFirst(fields, 'endpoint');
    const peer = endpoint === undefined ? undefined : readPeer(fields, endpoint, reserved);
    if (peer?.ok === false) return peer;
    if (peer === undefined) fields.clear();
    else peers.push(peer.value);
  }
  if (peers.length > 0) return succeed(peers);
  if (sections.length === 0) return fail('link-missing-field', 'The configuration has no [Peer].');
  return fail('link-missing-field', 'No [Peer] of the configuration has an Endpoint, so there is nothing to connect to.');
}

function readPeer(fields: Fields, address: string, reserved: readonly number[] | undefined): Result<WireguardPeer> {
  const endpoint = readEndpoint(address, 51_820);
  if (!endpoint.ok) return endpoint;
  const publicKey = readWireguardKey(takeFirst(fields, 'publickey'), 'public key');
  if (!publicKey.ok) return publicKey;
  const peer: Draft<WireguardPeer> = { publicKey: publicKey.value, ...endpoint.value };
  const written = takeFirst(fields, 'presharedkey');
  const presharedKey = written === undefined ? undefined : readWireguardKey(written, 'preshared key');
  if (presharedKey?.ok === false) return presharedKey;
  if (presharedKey !== undefined) peer.presharedKey = presharedKey.value;
  const allowedIps = readNetworks(take(fields, 'allowedips').flatMap(splitList));
  if (!allowedIps.ok) return allowedIps;
  if (allowedIps.value.length > 0) peer.allowedIps = allowedIps.value;
  const keepalive = takeFirst(fields, 'persistentkeepalive') ?? '';
  if (/^\d{1,5}$/.test(keepalive) && Number(keepalive) > 0) peer.keepalive = Number(keepalive);
  const own = readReserved(takeFirst(fields, 'reserved')) ?? reserved;
  if (own !== undefined) peer.reserved = own;
  return succeed(peer);
}

function complete(base: Draft<Omit<WireguardProfile, 'type'>>, own: Fields, peers: readonly Fields[]): WireguardProfile | AmneziawgProfile {
  const dns = take(own, 'dns').flatMap(splitList);
  if (dns.length > 0) base.dns = dns;
  const mtu = Number(/^\d{1,5}$/.exec(takeFirst(own, 'mtu') ?? '')?.[0] ?? 0);
  if (mtu >= 1 && mtu <= 65_535) base.mtu = mtu;
  const amnezia: Record<string, string> = {};
  const extra: Record<string, string> = {};
  for (const fields of [own, ...peers]) {
    for (const [key, { name, values }] of fields) {
      if (fields !== own && ownKeys.has(key)) continue;
      const known = amneziaName(key);
      if (known === undefined) extra[name] = values.join('\n');
      else amnezia[known] ??= values[0] ?? '';
    }
  }
  if (Object.keys(extra).length > 0) base.extra = extra;
  return isPlainWireguard(amnezia) ? { type: 'wireguard', ...base } : { type: 'amneziawg', ...base, amnezia };
}

/** Programs that write such files put the name into a comment, `# Name = …`. */
function nameOf(sections: readonly IniSection[]): string {
  for (const { comments } of sections) {
    for (const comment of comments) {
      const name = /^(?:friendly)?_?name\s*[=:]\s*(.{1,200})$/i.exec(comment)?.[1];
      if (name !== undefined) return name.trim();
    }
  }
  return '';
}
