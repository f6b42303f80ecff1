/** The key to a served window: 256 random bits, new at every start, kept in memory only, never written anywhere. */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { Random } from '../../services/deps.ts';

export const tokenBytes = 32;

/** A fresh token, base64url (43 characters). */
export function createToken(random: Random): string {
  return Buffer.from(random(tokenBytes)).toString('base64url');
}

/** Compares without telling by its time how much was right; hashing first gives both the same length. */
export function isToken(given: unknown, token: string): boolean {
  return typeof given === 'string' && timingSafeEqual(digest(given), digest(token));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
