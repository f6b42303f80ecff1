/** Whether a text on the clipboard is worth a word: looked at where it lies, and told apart from others by a mark alone. */
import { deepLinkSchemes } from './links/deep-links.ts';
import { isReadableScheme } from './links/registry.ts';
import { isLockedText } from './locked-text.ts';
import { textCheck } from './text-check.ts';

/** What is looked at of a long text, in UTF-16 units. */
const mostLooked = 64 * 1024;
/** Links of these schemes lie on every clipboard and seldom lead to a server of this kind. */
const everyday: ReadonlySet<string> = new Set(['http', 'https', 'ssh']);

/** The mark of a text with a link for Byway in it, the same for the same text; undefined for any other. */
export function linkMark(text: string): string | undefined {
  return hasLink(text.slice(0, mostLooked)) ? textCheck(text.trim()) : undefined;
}

function hasLink(text: string): boolean {
  if (isLockedText(text) || /\b(?:t\.me|telegram\.(?:me|dog))\/(?:proxy|socks)\?/i.test(text)) return true;
  for (const [, scheme = ''] of text.matchAll(/(?<![a-z0-9+.-])([a-z][a-z0-9+.-]{0,30}):\/\/\S/gi)) {
    const name = scheme.toLowerCase();
    if (!everyday.has(name) && (isReadableScheme(name) || deepLinkSchemes.includes(name))) return true;
  }
  return false;
}
