/** What kind of file something is, and which texts can be looked at together. Pure. */
import { isLockedText } from '../../shared/locked-text.ts';

/** For the dialog: what people pass around. */
export const acceptedFiles = '.conf,.ovpn,.yaml,.yml,.json,.txt,.byway,.png,.jpg,.jpeg,.webp,image/png,image/jpeg,image/webp';

/** Most files of one drop, paste or choice. */
export const mostFiles = 32;

/** Pictures are searched for codes; everything else is read as text. A name counts where the system knows no type. */
export function isPicture({ type, name }: { readonly type: string; readonly name: string }): boolean {
  return type === '' ? /\.(?:png|jpe?g|webp|gif|bmp|avif)$/i.test(name) : type.startsWith('image/') && type !== 'image/svg+xml';
}

/** Lists of links become one text; documents and locked texts stay texts of their own, since each is read as a whole. */
export function gatherTexts(texts: readonly string[]): readonly string[] {
  const given = texts.filter((text) => text.trim() !== '');
  const lists = given.filter(isLinkList);
  return [...(lists.length === 0 ? [] : [lists.join('\n')]), ...given.filter((text) => !isLinkList(text))];
}

/** Every line that says something is a link or a note. */
function isLinkList(text: string): boolean {
  if (isLockedText(text)) return false;
  const lines = text.split(/\r\n|\r|\n/).filter((line) => line.trim() !== '' && !/^\s*(?:#|\/\/|;)/.test(line));
  return lines.length > 0 && lines.every((line) => /^\ufeff?\s*[a-z][a-z0-9+.-]{1,30}:(?:\/\/|%3A%2F%2F)/i.test(line));
}
