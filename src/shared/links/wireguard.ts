/**
 * `wireguard://` or `wg://` `[privateKey@]host[:51820]?publickey=…&address=…#name`, which may carry AmneziaWG's keys,
 * and `awg://` with the same or with the base64 of a whole configuration file behind it.
 */
import { fail, succeed, type Result } from '../fault.ts';
import type { AmneziawgProfile, WireguardPeer, WireguardProfile } from '../profile-tunnels.ts';
import { decodeBase64Text, encodeBase64Text } from './base64.ts';
import type { Draft, LinkCodec } from './codec.ts';
import { formatHost, readEndpoint, type Endpoint } from './host.ts';
import { readName } from './name.ts';
import { decodePercent, decodeSecret, encodePercent } from './percent.ts';
import { formatFragment, formatQuery, readQuery, restOf, splitList, takeInteger, takeText, type Query } from './query.ts';
import { splitLink } from './split.ts';
import { takeName } from './vless.ts';
import { isHook, readWireguardConf } from './wireguard-conf.ts';
import { writeWireguardConf } from './wireguard-conf-format.ts';
import { amneziaName, isPlainWireguard, readNetworks, readReserved, readWireguardKey } from './wireguard-fields.ts';

type AnyWireguard = WireguardProfile | AmneziawgProfile;

export const wireguardLinks: LinkCodec<WireguardProfile> = { schemes: [], parse: () => fail('link-unknown'), format: formatWireguard };
export const amneziawgLinks: LinkCodec<AmneziawgProfile> = { schemes: [], parse: () => fail('link-unknown'), format: formatAmneziawg };
/** Which of both types a link is shows in its keys only. */
export const wireguardSchemes: readonly string[] = ['wireguard', 'wg', 'awg', 'amneziawg'];

/** Reads a link of either type. Faults: link-missing-field, link-bad-host, link-bad-port, link-malformed. */
export function parseWireguard(link: string): Result<AnyWireguard> {
  const parts = splitLink(link);
  const conf = parts.query === '' ? decodeBase64Text(decodePercent(parts.authority + parts.path)) : undefined;
  if (conf !== undefined && /^[ \t]*\[interface\]/im.test(conf)) return namedConf(conf, readName(parts.fragment));
  const query = readQuery(parts.query);
  const endpoint = readEndpoint(parts.authority, 51_820);
  if (!endpoint.ok) return endpoint;
  const written = takeText(query, 'privatekey', 'pk', 'secretkey');
  const privateKey = readWireguardKey(decodeSecret(parts.user ?? '') || written, 'private key');
  if (!privateKey.ok) return privateKey;
  const peer = takePeer(query, endpoint.value);
  if (!peer.ok) return peer;
  const addresses = readNetworks(takeNetworks(query, 'address', 'ip', 'localaddress', 'addresses'));
  if (!addresses.ok) return addresses;
  const fields: Draft<Omit<WireguardProfile, 'type'>> = {
    name: takeName(query, parts),
    ...endpoint.value,
    privateKey: privateKey.value,
    addresses: addresses.value,
    peers: [peer.value],
  };
  return succeed(addOptional(fields, query));
}

function namedConf(conf: string, name: string): Result<AnyWireguard> {
  const read = readWireguardConf(conf);
  if (!read.ok) return read;
  return succeed(name === '' ? read.value.profile : { ...read.value.profile, name });
}

function takePeer(query: Query, endpoint: Endpoint): Result<WireguardPeer> {
  const publicKey = readWireguardKey(takeText(query, 'publickey', 'peerpublickey', 'peerpk', 'pub', 'peerpub'), 'public key (publickey)');
  if (!publicKey.ok) return publicKey;
  const allowedIps = readNetworks(takeNetworks(query, 'allowedips', 'allowedip'));
  if (!allowedIps.ok) return allowedIps;
  const peer: Draft<WireguardPeer> = { publicKey: publicKey.value, ...endpoint };
  const shared = takeText(query, 'presharedkey', 'psk');
  const presharedKey = shared === undefined ? undefined : readWireguardKey(shared, 'preshared key');
  if (presharedKey?.ok === false) return presharedKey;
  if (presharedKey !== undefined) peer.presharedKey = presharedKey.value;
  if (allowedIps.value.length > 0) peer.allowedIps = allowedIps.value;
  const keepalive = ['keepalive', 'persistentkeepalive', 'persistentkeepaliveinterval'].find((key) => query.pairs.has(key));
  const seconds = keepalive === undefined ? undefined : takeInteger(query, keepalive, 0, 65_535);
  if (seconds !== undefined && seconds > 0) peer.keepalive = seconds;
  const written = takeText(query, 'reserved');
  const reserved = written === undefined ? undefined : readReserved(written);
  if (written !== undefined && reserved === undefined) return fail('link-malformed', 'The reserved bytes of this WireGuard link are not three numbers from 0 to 255.');
  if (reserved !== undefined) peer.reserved = reserved;
  return succeed(peer);
}

/** A list by commas or, in some programs, by hyphens. */
function takeNetworks(query: Query, ...keys: readonly string[]): readonly string[] {
  return splitList((takeText(query, ...keys) ?? '').replaceAll('-', ',')).filter((item) => item !== '');
}

function addOptional(fields: Draft<Omit<WireguardProfile, 'type'>>, query: Query): AnyWireguard {
  const dns = splitList(takeText(query, 'dns') ?? '');
  if (dns.length > 0) fields.dns = dns;
  const mtu = takeInteger(query, 'mtu', 1, 65_535);
  if (mtu !== undefined) fields.mtu = mtu;
  const amnezia: Record<string, string> = {};
  for (const key of query.pairs.keys()) {
    const name = amneziaName(key);
    const value = name === undefined ? undefined : takeText(query, key);
    if (name !== undefined && value !== undefined) amnezia[name] = value;
  }
  const extra = restOf(query);
  if (extra !== undefined) fields.extra = extra;
  return isPlainWireguard(amnezia) ? { type: 'wireguard', ...fields } : { type: 'amneziawg', ...fields, amnezia };
}

/** The common link where one peer is all there is; the whole file in base64 where it is not. */
function formatWireguard(profile: WireguardProfile): string {
  const [peer, ...others] = profile.peers;
  if (peer === undefined || others.length > 0) return fileLink(profile);
  const query = formatQuery(
    [
      ['publickey', peer.publicKey],
      ['presharedkey', peer.presharedKey],
      ['address', profile.addresses.length === 0 ? undefined : profile.addresses.join(',')],
      ['dns', profile.dns?.join(',')],
      ['mtu', profile.mtu?.toString()],
      ['reserved', peer.reserved?.join(',')],
      ['keepalive', peer.keepalive?.toString()],
      ['allowedips', peer.allowedIps?.join(',')],
    ],
    Object.fromEntries(Object.entries(profile.extra ?? {}).filter(([key]) => !isHook(key))),
  );
  return `wireguard://${encodePercent(profile.privateKey)}@${formatHost(profile.server)}:${profile.port}${query}${formatFragment(profile.name)}`;
}

/** The common link's readers do not know these keys and would connect without them. */
function formatAmneziawg(profile: AmneziawgProfile): string {
  return fileLink(profile);
}

function fileLink(profile: AnyWireguard): string {
  return `awg://${encodeBase64Text(writeWireguardConf(profile), 'url')}${formatFragment(profile.name)}`;
}
