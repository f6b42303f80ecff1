/** The bounds that stored profiles are held to, applied while reading, so that one huge field costs one entry and not the whole import. */
import { fail, succeed, type Result } from '../fault.ts';
import type { Profile } from '../profile.ts';

/** Longest text of a single field, in UTF-16 units: the longest line that links may have. */
export const maxFieldLength = 64 * 1024;
/** Longest text of a field that is one word by nature. */
export const maxWordLength = 256;
const maxItems = 1_000;
/** Extra fields are bounded where they are gathered. */
const words = new Set(['method', 'protocol', 'obfs', 'up', 'down', 'hopInterval', 'congestionControl', 'udpRelayMode', 'heartbeat', 'multiplexing', 'handshakeMode', 'scheme', 'ports']);

/** The profile itself, or why it does not fit. Faults: input-too-large. */
export function checkBounds(profile: Profile): Result<Profile> {
  const reason = excess(profile, '', 0);
  return reason === undefined ? succeed(profile) : fail('input-too-large', reason);
}

/** Hops were checked when they were read. */
function excess(value: unknown, key: string, depth: number): string | undefined {
  if (typeof value === 'string') {
    const most = words.has(key) ? (key === 'ports' ? 12_000 : maxWordLength) : maxFieldLength;
    return value.length <= most ? undefined : `A field of this entry is longer than ${most.toLocaleString('en')} characters.`;
  }
  if (typeof value !== 'object' || value === null || depth > 4) return undefined;
  if (Array.isArray(value) && value.length > (key === 'directives' ? 2_000 : maxItems)) return 'A list in this entry has more than 1,000 items.';
  for (const name in value) {
    if (name === 'detour' && depth === 0) continue;
    // Own members of a plain object or array that was made here.
    const reason = excess((value as Readonly<Record<string, unknown>>)[name], name, depth + 1);
    if (reason !== undefined) return reason;
  }
  return undefined;
}
