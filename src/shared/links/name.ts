/** The name of a server out of a link's fragment. It comes out as its author meant it; cleaning is for display. */
import { decodeGb18030 } from './base64.ts';
import { decodePercent, percentBytes } from './percent.ts';

/**
 * Decodes a fragment leniently; an absent one gives an empty name. A `+` is a plus, unless there are at least two and
 * no space of any kind: then a form encoder wrote them.
 */
export function readName(fragment: string | undefined): string {
  if (fragment === undefined || fragment === '') return '';
  const spaced = isFormEncoded(fragment) ? fragment.replaceAll('+', ' ') : fragment;
  return decodeName(spaced).trim();
}

function isFormEncoded(fragment: string): boolean {
  const first = fragment.indexOf('+');
  return first >= 0 && fragment.indexOf('+', first + 1) >= 0 && !/\s|%20/.test(fragment);
}

function decodeName(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    const bytes = percentBytes(text);
    return (bytes === undefined ? undefined : decodeGb18030(bytes)) ?? decodePercent(text);
  }
}
