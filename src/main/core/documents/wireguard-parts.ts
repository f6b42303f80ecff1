/** Parts of WireGuard that several formats write alike: addresses, reserved bytes, AmneziaWG's keys. */
import { fail, succeed, type Result } from '../../../shared/fault.ts';
import { normalizeKey } from '../../../shared/links/query.ts';
import { amneziaNames, isPlainWireguard, readReserved } from '../../../shared/links/wireguard-fields.ts';
import type { Profile } from '../../../shared/profile.ts';
import type { WireguardPeer } from '../../../shared/profile-tunnels.ts';
import { fieldsOf, takeText, textsOf, type Fields } from './fields.ts';
import type { Tree, TreeMap } from './tree.ts';

/** AmneziaWG's keys among the fields, values untouched; takes them. */
export function takeAmnezia(fields: Fields): Readonly<Record<string, string>> {
  const found = amneziaNames.flatMap((key): [string, string][] => {
    const value = takeText(fields, normalizeKey(key));
    return value === undefined ? [] : [[key, value]];
  });
  return Object.fromEntries(found);
}

/** The same out of a map of its own. */
export function amneziaOf(map: TreeMap | undefined): Readonly<Record<string, string>> {
  return takeAmnezia(fieldsOf(map));
}

/** What a tunnel is made of, before it is known which of the two kinds it is. */
export interface TunnelParts {
  readonly name: string;
  readonly privateKey: string;
  readonly addresses: readonly string[];
  readonly peers: readonly WireguardPeer[];
  readonly dns?: readonly string[];
  readonly mtu?: number;
  readonly raw?: string;
  readonly extra?: Readonly<Record<string, string>>;
}

/** WireGuard, or AmneziaWG where any of its keys says something. Faults: link-missing-field (no peer). */
export function buildTunnel(parts: TunnelParts, amnezia: Readonly<Record<string, string>>): Result<Profile> {
  const [first] = parts.peers;
  if (first === undefined) return fail('link-missing-field', 'This WireGuard entry has no peer to connect to.');
  const fields = { server: first.server, port: first.port, ...parts };
  return succeed(isPlainWireguard(amnezia) ? { type: 'wireguard', ...fields } : { type: 'amneziawg', ...fields, amnezia });
}

/** With a mask: /32 for IPv4 and /128 for IPv6 where none is written. */
export function withMask(address: string): string {
  if (address.includes('/')) return address;
  return `${address}/${address.includes(':') ? 128 : 32}`;
}

/** Three bytes: a list, `1,2,3`, or base64 of them. Undefined for anything else. */
export function reservedOf(value: Tree | undefined): readonly number[] | undefined {
  return value === undefined ? undefined : readReserved(typeof value === 'string' ? value : textsOf(value).join(','));
}
