/** Texts locked with a passphrase, as far as one can tell without opening them. */

/** How such a text begins; the digit is the format's version. */
export const lockedMark = 'byway1:';

/** True for a text that has to be opened with a passphrase before it can be read, white space around it allowed. */
export function isLockedText(text: string): boolean {
  const start = text.slice(0, 1_000).trimStart();
  return start.startsWith(lockedMark) && !start.startsWith(`${lockedMark}//`);
}
