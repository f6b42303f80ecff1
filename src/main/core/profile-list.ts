/** What makes two servers of the list the same. Pure. */
import type { Profile } from '../../shared/profile.ts';

/**
 * Everything that decides how a server is reached, as one text: equal for two links that differ only in name or in
 * how they are written. Holds secrets: compare it, never keep or log it.
 */
export function profileIdentity(profile: Profile): string {
  return canonical(profile, profile.type === 'openvpn' ? shownOfOpenvpn : shown);
}

const shown: ReadonlySet<string> = new Set(['name', 'raw']);
/** Certificates are seen by newer readers only, and said by the blocks. */
const shownOfOpenvpn: ReadonlySet<string> = new Set([...shown, 'certificates']);
const none: ReadonlySet<string> = new Set();

/**
 * Every value in one way only: members sorted, without those of `left`, texts with their length before them. A copy
 * without them, or quoting each text, takes five times as long.
 */
function canonical(value: unknown, left: ReadonlySet<string> = none): string {
  if (typeof value === 'string') return `${value.length}:${value}`;
  if (Array.isArray(value)) return `[${value.map((item) => canonical(item)).join(',')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  let text = '{';
  for (const key of Object.keys(value).toSorted()) {
    const member = (value as Readonly<Record<string, unknown>>)[key]; // one of its own keys
    if (member !== undefined && !left.has(key)) text += `${key.length}:${key}=${canonical(member)},`;
  }
  return `${text}}`;
}

/**
 * A 53-bit fingerprint of a text under a secret seed (two 32-bit multiplicative hashes, after cyrb53). Finds
 * candidates quickly among 50,000; equality is decided on the text itself, so a collision costs time only.
 */
export function fingerprint(text: string, seed: number): number {
  let high = 0xdeadbeef ^ seed;
  let low = 0x41c6ce57 ^ seed;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    high = Math.imul(high ^ unit, 2654435761);
    low = Math.imul(low ^ unit, 1597334677);
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  return 4294967296 * (2097151 & low) + (high >>> 0);
}
