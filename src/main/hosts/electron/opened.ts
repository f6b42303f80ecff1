/** What a system says was opened with Byway, out of the words and messages it says it with. Pure. */
import { ownScheme, shareSchemes } from '../../../shared/link-schemes.ts';

/** One link or one file, or something that is not taken. */
export type Opened = { readonly kind: 'link'; readonly text: string } | { readonly kind: 'file'; readonly path: string } | { readonly kind: 'refused' };

/** Longest link that is taken, in UTF-16 units. Longer texts are for files and the clipboard. */
export const maxLinkLength = 64 * 1024;

const refused: Opened = { kind: 'refused' };
const schemes: readonly string[] = [ownScheme, ...shareSchemes];
/** What a browser or desktop hands over has nothing of this; a line break could hide a second link. */
// oxlint-disable-next-line no-control-regex -- they are what is looked for
const control = /[\u0000-\u001f\u007f\u2028\u2029]/;

/** A link as the system gave it: taken when its scheme is one of ours and its length and letters are those of a link. */
export function readLink(text: string): Opened {
  if (text.length > maxLinkLength || control.test(text)) return refused;
  const scheme = /^([a-z][a-z0-9+.-]{0,30}):\/\//i.exec(text)?.[1]?.toLowerCase();
  return scheme !== undefined && schemes.includes(scheme) ? { kind: 'link', text } : refused;
}

/**
 * The words of a start, Electron's own and the program's taken off. Chromium adds switches and changes the order, so
 * what begins with `-` is never looked at and no place means anything: exactly one link of ours counts. Undefined when
 * there is neither a link nor a file among them.
 */
export function openedBy(words: readonly string[]): Opened | undefined {
  const given = words.filter((word, index) => !word.startsWith('-') && words[index - 1] !== '--data-dir');
  const links = given.filter((word) => /^[a-z][a-z0-9+.-]+:/i.test(word) && !isFileAddress(word));
  const [link, ...more] = links;
  if (more.length > 0) return refused;
  if (link !== undefined) return readLink(link);
  const [file, ...others] = given.filter(isTextFile);
  return file === undefined || others.length > 0 ? undefined : { kind: 'file', path: file };
}

/** What another start of Byway passed on, checked anew: it came from another process. */
export function readPassedOn(data: unknown): Opened | undefined {
  if (typeof data !== 'object' || data === null || !('kind' in data)) return undefined;
  if (data.kind === 'link') return 'text' in data && typeof data.text === 'string' ? readLink(data.text) : refused;
  if (data.kind === 'file') return 'path' in data && typeof data.path === 'string' && isTextFile(data.path) ? { kind: 'file', path: data.path } : refused;
  return data.kind === 'refused' ? refused : undefined;
}

/** Files with servers in them, by their names; pictures are for the window, which reads them in a place of their own. */
export function isTextFile(path: string): boolean {
  return path.length <= 4096 && !path.includes('\0') && /\.(?:byway|conf|ovpn|ya?ml|json|txt)$/i.test(path);
}

function isFileAddress(word: string): boolean {
  return /^(?:file:|[a-z]:[\\/])/i.test(word); // also a Windows path, which looks like a scheme of one letter
}
