/** Words that lock what leaves: easy to say over the telephone, ten random bits each. Pure. */
import words from './words.json' with { type: 'json' };

/** Words of a suggestion: forty random bits, behind a second of scrypt for every guess. */
const wordCount = 4;
/** Random bytes that `suggestPassphrase` wants. */
export const passphraseBytes = wordCount * 2;

/** Four words out of 1,024, by a single space. `bytes` are random and secret. */
export function suggestPassphrase(bytes: Uint8Array): string {
  const picked = Array.from({ length: wordCount }, (_, place) => {
    const number = ((bytes[place * 2] ?? 0) << 8) | (bytes[place * 2 + 1] ?? 0);
    return words[number % words.length] ?? '';
  });
  return picked.join(' ');
}
