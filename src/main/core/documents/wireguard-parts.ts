/** Parts of WireGuard that several formats write alike: addresses, reserved bytes, AmneziaWG's keys. */
import { fail, succeed, type Result } from '../../../shared/fault.ts';
import { decodeBase64 } from '../../../shared/links/base64.ts';
import type { Profile } from '../../../shared/profile.ts';
import type { WireguardPeer } from '../../../shared/profile-tunnels.ts';
import { fieldsOf, takeText, textsOf, type Fields } from './fields.ts';
import type { Tree, TreeMap } from './tree.ts';

/** Every key of AmneziaWG 1 to 3.1, as profiles spell it. */
const amneziaKeys = [
  'jc', 'jmin', 'jmax', 's1', 's2', 's3', 's4', 'h1', 'h2', 'h3', 'h4', 'i1', 'i2', 'i3', 'i4', 'i5', 'j1', 'j2', 'j3', 'itime',
  'headerProtectionKey', 'contentPaddingAddition', 'rekeyAfterTime', 'rekeyTimeout', 'rejectAfterTime', 'keepaliveTimeout', 'maxHandshakeAttempts',
  'randomTrailers', 'disableCookies',
] as const;

/** AmneziaWG's keys among the fields, values untouched; takes them. */
export function takeAmnezia(fields: Fields): Readonly<Record<string, string>> {
  const found = amneziaKeys.flatMap((key): [string, string][] => {
    const value = takeText(fields, key.toLowerCase());
    return value === undefined ? [] : [[key, value]];
  });
  return Object.fromEntries(found);
}

/** The same out of a map of its own. */
export function amneziaOf(map: TreeMap | undefined): Readonly<Record<string, string>> {
  return takeAmnezia(fieldsOf(map));
}

/** Plain WireGuard writes zeros, and 1 to 4 as the kinds of its messages. */
function isPlain(amnezia: Readonly<Record<string, string>>): boolean {
  return Object.entries(amnezia).every(([key, value]) => value === '0' || value === 'false' || (/^h[1-4]$/.test(key) && value === key.slice(1)));
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
  return succeed(isPlain(amnezia) ? { type: 'wireguard', ...fields } : { type: 'amneziawg', ...fields, amnezia });
}

/** With a mask: /32 for IPv4 and /128 for IPv6 where none is written. */
export function withMask(address: string): string {
  if (address.includes('/')) return address;
  return `${address}/${address.includes(':') ? 128 : 32}`;
}

/** Three bytes: a list, `1,2,3`, or base64 of them. Undefined for anything else. */
export function reservedOf(value: Tree | undefined): readonly number[] | undefined {
  if (value === undefined) return undefined;
  const numbers = textsOf(value).map((text) => (/^\d{1,3}$/.test(text) ? Number(text) : -1));
  if (numbers.length === 3 && numbers.every((byte) => byte >= 0 && byte <= 255)) return numbers;
  const bytes = typeof value === 'string' ? decodeBase64(value) : undefined;
  return bytes?.length === 3 ? [...bytes] : undefined;
}

/** A key of 32 bytes in base64 or hex. Faults: link-missing-field, link-malformed. */
export function requireKey(text: string | undefined, what: string): Result<string> {
  if (text === undefined) return fail('link-missing-field', `The ${what} of this WireGuard entry is missing.`);
  const key = text.trim();
  if (decodeBase64(key)?.length === 32 || /^[0-9a-f]{64}$/i.test(key)) return succeed(key);
  return fail('link-malformed', `The ${what} of this WireGuard entry is not a key of 32 bytes.`);
}
