/** Finds links inside one line of text: in prose, quotes, brackets, markdown, lists, several in a row. Linear. */
import { isBase64Alphabet } from './base64.ts';
import { trimDirt, trimEndOf } from './trim.ts';

export interface FoundLink {
  readonly text: string;
  readonly scheme: string;
  /** An arrow or `&&detour=` joins it to the link before it, through which it is reached. */
  readonly isChained: boolean;
  /** Nothing but list marks stands before it, and nothing behind it. */
  readonly isAlone: boolean;
  /** What followed the white space that ended it, on the same line: perhaps the rest of a damaged base64. */
  readonly rest: string;
}

/** share: a server link. web: http and https. other: any other word before `://`. */
export type SchemeKind = 'share' | 'web' | 'other';

interface Start {
  readonly at: number;
  readonly scheme: string;
  readonly kind: SchemeKind;
}

const pairsOfQuotes: ReadonlyMap<string, string> = new Map(
  ['""', "''", '``', '<>', '()', '[]', '{}', '«»', '“”', '‘’', '「」', '【】', '（）'].map((pair) => [pair.charAt(0), pair.charAt(1)]),
);
const longestScheme = 24;

/** All links of a line, in order. `kindOf` answers undefined for a word that is no scheme at all. */
export function findLinks(line: string, kindOf: (scheme: string) => SchemeKind): FoundLink[] {
  const starts = findStarts(line, kindOf);
  return starts.map((start, index) => cutLink(line, start, starts[index + 1]?.at, index === 0));
}

function findStarts(line: string, kindOf: (scheme: string) => SchemeKind): Start[] {
  const starts: Start[] = [];
  let current: Start | undefined;
  let hash = line.indexOf('#');
  for (let colon = line.indexOf('://'); colon >= 0; colon = line.indexOf('://', colon + 3)) {
    const start = readStart(line, colon, kindOf);
    if (start === undefined) continue;
    if (current !== undefined && !opensNext(line, hash >= 0 && hash < start.at, start, current)) continue;
    current = start;
    if (hash >= 0 && hash < start.at) hash = line.indexOf('#', start.at);
    starts.push(start);
  }
  return starts;
}

/** The scheme that ends at `colon`: the longest known one, so that `1.vless` and `namevless` are vless. */
function readStart(line: string, colon: number, kindOf: (scheme: string) => SchemeKind): Start | undefined {
  let from = colon;
  while (from > 0 && colon - from < longestScheme && isSchemeCode(line.charCodeAt(from - 1))) from -= 1;
  const word = line.slice(from, colon).toLowerCase();
  for (let skip = 0; skip < word.length; skip += 1) {
    const scheme = word.slice(skip);
    const kind = kindOf(scheme);
    // Short names hide at the end of ordinary words (`address`), so those need a boundary in front of them.
    const isWhole = skip === 0 || scheme.length >= 5 || !/[a-z0-9]/.test(word.charAt(skip - 1));
    if (kind !== 'other' && isWhole) return { at: from + skip, scheme, kind };
  }
  const letters = word.search(/[a-z]/);
  return letters < 0 ? undefined : { at: from + letters, scheme: word.slice(letters), kind: 'other' };
}

function isSchemeCode(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57) || code === 43 || code === 45 || code === 46;
}

/** A web address that can only be a proxy: credentials, or a port and no path. */
const proxyStart = /^https?:\/\/(?:(?:www\.)?(?:t\.me|telegram\.(?:me|dog))\/(?:proxy|socks)\?|[^\s/@]{1,400}@|[^\s/:@]{1,253}:\d{1,5}(?=\/?(?:[\s#]|$)))/i;

/** Whether `next` begins a link of its own, or is text inside the one before it (an address in a parameter, in a name). */
function opensNext(line: string, isInName: boolean, next: Start, current: Start): boolean {
  const before = line.charAt(next.at - 1);
  if (line.endsWith('detour=', next.at) && detour.test(line.slice(Math.max(0, next.at - 20), next.at))) return true;
  const isSeparated = /[\s|"'`<>()[\]]/.test(before);
  if (!isInName) {
    if (isSeparated) return next.kind !== 'other' || /\s/.test(before);
    if (next.kind === 'web') return (before === ',' || before === ';') && isProxyStart(line, next);
    // Glued to the link before it: told by a comma, or by a name too long to be there by chance.
    return next.kind === 'share' && (/[,;，；、]/.test(before) || (next.scheme.length >= 5 && !/[=/:+]/.test(before)) || isPadding(line, current, next));
  }
  if (next.kind === 'share') return true;
  if (before === '|' || before === '"' || before === "'") return next.kind === 'web';
  return next.kind === 'web' && (isSeparated || before === ',' || before === ';') && isProxyStart(line, next);
}

function isProxyStart(line: string, start: Start): boolean {
  return proxyStart.test(line.slice(start.at, start.at + 420));
}

const detour = /(?:&|&amp;){2}detour=$/i;
const chain = /(?:(?:&|&amp;){2}detour=|->\s*["'`<(]?)$/i;

/** Whether the `=` before a link ends the base64 that is all of the link before it. */
function isPadding(line: string, current: Start, next: Start): boolean {
  return line.charAt(next.at - 1) === '=' && isBase64Alphabet(line.slice(current.at + current.scheme.length + 3, next.at));
}

function cutLink(line: string, start: Start, nextAt: number | undefined, isFirst: boolean): FoundLink {
  const before = line.slice(0, start.at);
  let text = line.slice(start.at, nextAt);
  const opener = before.slice(-1);
  const closed = cutAtCloser(text, opener);
  text = cutMarkup(closed ?? text, before);
  const { link, rest } = cutAtSpace(text);
  const isPlainStart = isFirst && /^[\s>*•·\-–—+#\d.)、:：]*$/.test(before);
  const isJoined = nextAt !== undefined;
  const trimmed = trimEnd(link, isJoined, !isPlainStart && closed === undefined);
  const isAlone = isPlainStart && !isJoined && rest.trim() === '';
  return { text: trimmed, scheme: start.scheme, isChained: !isFirst && chain.test(before.slice(-40)), isAlone, rest };
}

/** Cuts at the partner of the quote or bracket in front, brackets inside it counted; undefined without one. */
function cutAtCloser(text: string, opener: string): string | undefined {
  const closer = pairsOfQuotes.get(opener);
  if (closer === undefined) return undefined;
  let depth = 1;
  for (let index = 0; index < text.length; index += 1) {
    const character = text.charAt(index);
    if (character === closer) depth -= 1;
    else if (character === opener) depth += 1;
    if (depth === 0) return text.slice(0, index);
  }
  return undefined;
}

/** Ends at a tag, when the link stands in one, and at marks of emphasis or table cells that began before it. */
function cutMarkup(text: string, before: string): string {
  const lineBreak = text.includes('<') ? text.search(/<br\b/i) : -1;
  const tag = before.endsWith('>') ? text.indexOf('</') : -1;
  const end = Math.min(lineBreak < 0 ? text.length : lineBreak, tag < 0 ? text.length : tag);
  const cut = text.slice(0, end);
  const emphasis = emphasisAt(before);
  if (emphasis === '') return cut;
  if (emphasis.endsWith('|')) return cut.includes('#') && !cut.trimEnd().endsWith('|') ? cut : cut.split('|')[0] ?? cut;
  const close = cut.lastIndexOf(emphasis);
  return close > 0 ? cut.slice(0, close) : cut;
}

function emphasisAt(before: string): string {
  const text = before.slice(-40).trimEnd();
  return text.slice(trimEndOf(text, '*_~|').length);
}

/** White space ends a link before its name; inside the name only a tab does. */
function cutAtSpace(text: string): { link: string; rest: string } {
  const hash = text.indexOf('#');
  const found = text.search(/\s/);
  const isNamed = hash >= 0 && (found < 0 || found > hash);
  const space = isNamed && found >= 0 ? text.search(/[\t\r\n\v\f]/) : found;
  return space < 0 ? { link: text, rest: '' } : { link: text.slice(0, space), rest: text.slice(space) };
}

/** Takes off what belongs to the text around: separators, and in prose the full stop of its sentence. */
function trimEnd(link: string, isJoined: boolean, isProse: boolean): string {
  const text = isJoined ? trimJoint(link) : link;
  if (isProse) return trimDirt(text, ',;，；、|\\.。!！?？:');
  return trimDirt(text, text.includes('#') ? ',;，；|\\' : ',;，；、|\\.。');
}

/** What people put between links of one line: bars, commas, arrows, an opening quote, Hiddify's `&&detour=`. */
function trimJoint(link: string): string {
  const mark = link.endsWith('detour=') ? detour.exec(link.slice(-20))?.[0].length : undefined;
  const text = mark !== undefined ? link.slice(0, -mark) : trimEndOf(link, ' \t|,;，；、→<([');
  return trimEndOf(text.endsWith('->') ? text.slice(0, -2) : text, ' \t|,;，；、');
}
