/** Dirt that copying leaves in text: invisible marks, web escapes, JSON escapes. */
import { trimOf } from './trim.ts';

/** BOM, zero-width space, direction marks, word joiner, soft hyphen, controls except tab and line ends. */
const dirt = String.raw`\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff`;
const marks = new RegExp(`[${dirt}]`, 'g');
const anyMark = new RegExp(`[${dirt}\\u200c\\u200d\\u00a0\\u3000]`);
const edgeMarks = '\0 \t\r\n\u00a0\u3000\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff';

/** True when a text holds any mark that `stripMarks` would take away. */
export function hasMarks(text: string): boolean {
  return anyMark.test(text);
}

/** Without invisible marks; wide and unbreakable spaces become plain ones. */
export function stripMarks(text: string): string {
  return text.replace(marks, '').replace(/[\u00a0\u3000]/g, ' ');
}

/** A cleaned link with the name of its line before cleaning (`original`), where only marks at the ends are dirt. */
export function restoreName(cleaned: string, original: string): string {
  const hash = cleaned.indexOf('#');
  if (hash < 0) return cleaned;
  const head = cleaned.slice(0, hash);
  const from = original.indexOf('#', original.indexOf('://'));
  return `${head}#${trimOf(original.slice(from + 1), edgeMarks)}`;
}

/** Without joiners in front of the first name: inside a name they can belong to a letter. */
export function stripJoiners(line: string): string {
  const hash = line.indexOf('#');
  const head = (hash < 0 ? line : line.slice(0, hash)).replace(/[\u200c\u200d]/g, '');
  return hash < 0 ? head : head + line.slice(hash);
}

/** Undoes what JSON, markdown, web pages and percent-encoding do to a whole line. */
export function unescapeLine(line: string): string {
  let text = line;
  if (text.includes('\\')) text = unescapeBackslashes(text);
  if (text.includes('&#')) text = text.replace(/&#(x[0-9a-f]{2}|\d{2,3});/gi, numberedAscii);
  if (text.includes('：') || text.includes('／')) text = text.replace(/([a-z0-9])[:：][/／]{2}/i, '$1://');
  if (/^\s*[a-z](?:[a-z0-9+-]|%2b){1,24}%3a%2f%2f/i.test(text)) text = decodeWhole(text);
  return text;
}

/** JSON protects slashes and ampersands and spells line ends out, markdown protects its own signs. `;`, `:` and `=` are left: plugins protect them too. */
function unescapeBackslashes(text: string): string {
  const spelled = /\\n(?:$|["']|[a-z][a-z0-9+-]{1,20}:\/\/)/i.test(text) ? text.replace(/(?:\\r)?\\n/g, '\n') : text;
  return spelled.replace(/\\u0026/gi, '&').replace(/\\u003d/gi, '=').replace(/\\([/_*#&~?.-])/g, '$1');
}

/** An ampersand stays escaped, for `unescapeHtml` takes all layers of it off at once. */
function numberedAscii(found: string, code: string): string {
  const value = /^x/i.test(code) ? Number.parseInt(code.slice(1), 16) : Number(code);
  if (value === 38) return '&amp;';
  return value > 32 && value < 127 ? String.fromCharCode(value) : found;
}

function decodeWhole(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text.replace(/%3a%2f%2f/i, '://');
  }
}

/** Undoes web escapes, once a `&amp;` between parameters shows that the link came off a page. */
export function unescapeHtml(link: string): string {
  if (!link.includes('&')) return link;
  const hash = link.indexOf('#');
  if (!/&amp;/i.test(hash < 0 ? link : link.slice(0, hash))) return link;
  return link
    .replace(/&(?:amp;)+/gi, '&')
    .replace(/&lt;/gi, '<')
    .replace(/&gt;/gi, '>')
    .replace(/&quot;/gi, '"')
    .replace(/&apos;/gi, "'");
}
