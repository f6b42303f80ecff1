/** What makes two servers of the list the same. Pure. */
import type { Profile } from '../../shared/profile.ts';

/**
 * Everything that decides how a server is reached, as one text: equal for two links that differ only in name or in
 * how they are written. Holds secrets: compare it, never keep or log it.
 */
export function profileIdentity(profile: Profile): string {
  const { name: _name, raw: _raw, ...rest } = profile;
  if (rest.type !== 'openvpn') return canonical(rest);
  const { certificates: _shown, ...own } = rest; // seen by newer readers only, and said by the blocks
  return canonical(own);
}

/** JSON with sorted members, so that order does not matter. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return `{${members.toSorted(([left], [right]) => (left < right ? -1 : 1)).map(([key, member]) => `${JSON.stringify(key)}:${canonical(member)}`).join(',')}}`;
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
