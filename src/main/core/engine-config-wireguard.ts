/** WireGuard and AmneziaWG → the library's fields. */
import { succeed, type Result } from '../../shared/fault.ts';
import { isWireguardKey } from '../../shared/links/wireguard-fields.ts';
import type { AmneziawgProfile, WireguardPeer, WireguardProfile } from '../../shared/profile-tunnels.ts';
import { cannotRun, missingField } from './engine-config-limits.ts';
import { tunnelDns } from './engine-config-tunnel-dns.ts';
import type { Fields, ProxyFields } from './engine-config-types.ts';

/**
 * A WireGuard tunnel. One peer gets everything, whatever its `allowedIps` say: in a profile they choose what stays
 * outside the tunnel, and here that is decided before it. With several peers they choose between them. The library
 * takes one address of each family and one keepalive. Faults: see `engineProxy`.
 */
export function wireguardProxy(profile: WireguardProfile | AmneziawgProfile): Result<ProxyFields> {
  const [first, ...others] = profile.peers;
  if (first === undefined) return missingField('publicKey');
  if (!isWireguardKey(profile.privateKey)) return missingField('privateKey');
  if (!profile.peers.every((peer) => isWireguardKey(peer.publicKey))) return missingField('publicKey');
  const ip = profile.addresses.find((address) => !address.includes(':'));
  const ipv6 = profile.addresses.find((address) => address.includes(':'));
  if (ip === undefined && ipv6 === undefined) return missingField('addresses');
  return succeed({
    type: 'wireguard',
    'private-key': profile.privateKey,
    ...(ip === undefined ? {} : { ip }),
    ...(ipv6 === undefined ? {} : { ipv6 }),
    ...(profile.mtu === undefined ? {} : { mtu: profile.mtu }),
    ...(first.keepalive === undefined ? {} : { 'persistent-keepalive': first.keepalive }),
    udp: true,
    ...tunnelDns(profile.dns ?? []),
    ...(others.length === 0 ? peerKeys(first) : { peers: profile.peers.map((peer) => peerFields(peer, [ip, ipv6])) }),
  });
}

function peerKeys(peer: WireguardPeer): Fields {
  return {
    'public-key': peer.publicKey,
    ...(peer.presharedKey === undefined ? {} : { 'pre-shared-key': peer.presharedKey }),
    ...(peer.reserved === undefined ? {} : { reserved: [...peer.reserved] }),
  };
}

function peerFields(peer: WireguardPeer, [ip, ipv6]: readonly [string | undefined, string | undefined]): Fields {
  const everything = [...(ip === undefined ? [] : ['0.0.0.0/0']), ...(ipv6 === undefined ? [] : ['::/0'])];
  const allowed = peer.allowedIps ?? [];
  return { server: peer.server, port: peer.port, ...peerKeys(peer), 'allowed-ips': allowed.length === 0 ? everything : [...allowed] };
}

/** AmneziaWG keys → the library's, and what each holds. */
const textKeys = [
  'h1', 'h2', 'h3', 'h4', 'i1', 'i2', 'i3', 'i4', 'i5', 'j1', 'j2', 'j3', 'header-protection-key', 'content-padding-addition', 'rekey-after-time', 'rekey-timeout',
  'reject-after-time', 'keepalive-timeout', 'max-handshake-attempts',
];
const countKeys = ['jc', 'jmin', 'jmax', 's1', 's2', 's3', 's4', 'itime'];
const flagKeys = ['random-trailers', 'disable-cookies'];
/** Only version 1.5 had these, and the library refuses them beside those of version 3. */
const middleKeys = ['j1', 'j2', 'j3', 'itime'];
const thirdKeys = new Set([...textKeys.slice(textKeys.indexOf('header-protection-key')), ...flagKeys]);
const spelledPlain: ReadonlyMap<string, string> = new Map([...textKeys, ...countKeys, ...flagKeys].map((key) => [key.replaceAll('-', ''), key]));

/**
 * AmneziaWG of versions 1 to 3.1. A key that the library does not know would silently make another protocol of it,
 * so it is a fault, and so is a value of the wrong kind. Faults: see `engineProxy`.
 */
export function amneziawgProxy(profile: AmneziawgProfile): Result<ProxyFields> {
  const plain = wireguardProxy(profile);
  if (!plain.ok) return plain;
  const options: Record<string, string | number | boolean> = {};
  for (const [written, text] of Object.entries(profile.amnezia)) {
    const key = spelledPlain.get(written.toLowerCase().replaceAll(/[-_]/g, ''));
    const value = key === undefined ? undefined : amneziaValue(key, text.trim());
    if (key === undefined || value === undefined) return cannotRun('amnezia-key');
    if (value !== '') options[key] = value;
  }
  const isThird = Object.keys(options).some((key) => thirdKeys.has(key));
  if (isThird && middleKeys.some((key) => key in options)) return cannotRun('amnezia-key');
  return succeed({ ...plain.value, 'amnezia-wg-option': { ...(isThird ? { version: 3 } : {}), ...options } });
}

function amneziaValue(key: string, text: string): string | number | boolean | undefined {
  if (countKeys.includes(key)) return /^\d{1,9}$/.test(text) ? Number(text) : undefined;
  if (!flagKeys.includes(key)) return text;
  if (/^(?:1|true|on|yes)$/i.test(text)) return true;
  return /^(?:0|false|off|no|)$/i.test(text) ? '' : undefined;
}
