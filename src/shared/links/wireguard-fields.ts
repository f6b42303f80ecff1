/** What WireGuard's links and files share: keys, addresses, the reserved bytes, and the keys that make it AmneziaWG. */
import { fail, succeed, type Result } from '../fault.ts';
import { isIpv4, isIpv6 } from './address.ts';
import { decodeBase64, encodeBase64 } from './base64.ts';
import { normalizeKey } from './query.ts';

/** Every AmneziaWG key, versions 1 to 3.1, as profiles spell it. */
export const amneziaNames: readonly string[] = [
  'jc', 'jmin', 'jmax', 's1', 's2', 's3', 's4', 'h1', 'h2', 'h3', 'h4', 'i1', 'i2', 'i3', 'i4', 'i5', 'j1', 'j2', 'j3', 'itime',
  'headerProtectionKey', 'contentPaddingAddition', 'rekeyAfterTime', 'rekeyTimeout', 'rejectAfterTime', 'keepaliveTimeout',
  'maxHandshakeAttempts', 'randomTrailers', 'disableCookies',
];
const amneziaKeys: ReadonlyMap<string, string> = new Map(amneziaNames.map((name) => [normalizeKey(name), name]));

/** The name an AmneziaWG key has in a profile; undefined for other keys. `key` is normalised. */
export function amneziaName(key: string): string | undefined {
  return amneziaKeys.get(key);
}

/** As files spell a key: `Jc`, `HeaderProtectionKey`. */
export function amneziaFileName(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/** True when the keys change nothing on the wire: no junk, no padding, switches off, message types as WireGuard's own. */
export function isPlainWireguard(amnezia: Readonly<Record<string, string>>): boolean {
  return Object.entries(amnezia).every(([name, value]) => {
    const text = value.trim().toLowerCase();
    return idle.has(text) || (/^h[1-4]$/.test(name) && text === name.charAt(1));
  });
}

const idle = new Set(['', '0', 'false', 'off', 'no']);

/**
 * 32 bytes in base64 of either alphabet or in hex, as standard base64. What is plainly a key and has another length was
 * damaged; any other text is kept as written, and cannot be connected with. Faults: link-missing-field, link-malformed.
 */
export function readWireguardKey(text: string | undefined, what: string): Result<string> {
  const key = text?.trim().replaceAll(' ', '+') ?? ''; // a form decoder's doing
  if (key === '') return fail('link-missing-field', `The ${what} of this WireGuard server is missing.`);
  const bytes = /^[0-9a-fA-F]{64}$/.test(key) ? hexBytes(key) : decodeBase64(key);
  if (bytes?.length === 32) return succeed(encodeBase64(bytes, 'standard'));
  if (!isDamagedKey(key)) return succeed(key);
  return fail('link-malformed', `The ${what} of this WireGuard server is not a key of 32 bytes: a part of it was lost or added.`);
}

/** Told from words by its length and by what random bytes look like in base64. */
function isDamagedKey(key: string): boolean {
  return /^[A-Za-z0-9+/_-]{20,}={0,3}$/.test(key) && /[A-Z]/.test(key) && /[a-z]/.test(key) && /\d/.test(key);
}

/** True for a key that a tunnel can be made with. */
export function isWireguardKey(key: string): boolean {
  return decodeBase64(key)?.length === 32;
}

function hexBytes(text: string): Uint8Array {
  return Uint8Array.from({ length: 32 }, (_, index) => Number.parseInt(text.slice(index * 2, index * 2 + 2), 16));
}

/** Addresses with their mask; one without is a single host. Faults: link-bad-host. */
export function readNetworks(items: readonly string[]): Result<readonly string[]> {
  const networks: string[] = [];
  for (const item of items) {
    const [address = '', mask, ...more] = item.replace(/[[\]]/g, '').split('/');
    const bits = isIpv4(address) ? 32 : isIpv6(address) ? 128 : 0;
    const length = mask === undefined ? bits : /^\d{1,3}$/.test(mask) ? Number(mask) : -1;
    if (bits === 0 || more.length > 0 || length < 0 || length > bits) return fail('link-bad-host', 'An address inside the tunnel is not an IP address with its mask.');
    networks.push(`${address.toLowerCase()}/${length}`);
  }
  return succeed(networks);
}

/** Three numbers, `1,2,3` or `1-2-3` or base64 of three bytes; undefined for anything else. */
export function readReserved(text: string | undefined): readonly number[] | undefined {
  if (text === undefined) return undefined;
  const words = text.replace(/[[\]\s]/g, '').split(/[,-]/);
  if (words.length === 3 && words.every((word) => /^\d{1,3}$/.test(word) && Number(word) < 256)) return words.map(Number);
  const bytes = /^[A-Za-z0-9+/_-]{4}$/.test(text.trim()) ? decodeBase64(text) : undefined;
  return bytes === undefined ? undefined : [...bytes];
}
