/** From whatever people paste to profiles and refusals: whole-text and per-line base64, dirt, several links per line. */
import type { Parsed, Profile, Reject } from '../profile.ts';
import { decodeBase64Text, isBase64Alphabet } from './base64.ts';
import { hasMarks, restoreName, stripJoiners, stripMarks, unescapeHtml, unescapeLine } from './clean-text.ts';
import { documentReason } from './document-hint.ts';
import { reject } from './excerpt.ts';
import { findLinks, type FoundLink, type SchemeKind } from './find-links.ts';
import { isReadableScheme, parseLink } from './registry.ts';
import { readRepaired } from './repair.ts';
import { hasLooseTelegram, withSlashes } from './telegram.ts';
import { trimOf } from './trim.ts';
import { unsupportedReason } from './unsupported.ts';

/** Longest text, in UTF-16 units: 16 Mi. */
export const maxTextLength = 16 * 1024 * 1024;
/** Most lines that are read; the rest is refused in one entry. */
export const maxLines = 50_000;
/** Longest line, in UTF-16 units: long post-quantum keys and xhttp settings exist. */
export const maxLineLength = 64 * 1024;
/** How many layers of base64 are opened. */
export const maxBase64Depth = 2;

/** What one reading collects. */
interface Reading {
  readonly profiles: Profile[];
  readonly rejected: Reject[];
  /** Web addresses and strange schemes in prose: reported only when nothing else was found. */
  readonly mentioned: Reject[];
}

/**
 * Finds and reads every link of a text. Line numbers count from 1 in the text as pasted; where the whole text is
 * base64 they count in the decoded list. Never throws; what cannot be read becomes an entry of `rejected`, and so do
 * the limits (input-too-large) and a text without links (input-empty).
 */
export function parseText(text: string): Parsed {
  if (text.length > maxTextLength) {
    return { profiles: [], rejected: [reject(1, 'input-too-large', 'The text is longer than 16 million characters.', '')] };
  }
  const reading: Reading = { profiles: [], rejected: [], mentioned: [] };
  readLayer(text, 0, reading);
  if (reading.profiles.length + reading.rejected.length > 0) return { profiles: reading.profiles, rejected: reading.rejected };
  if (reading.mentioned.length > 0) return { profiles: [], rejected: reading.mentioned };
  return { profiles: [], rejected: [nothingFound(text)] };
}

function nothingFound(text: string): Reject {
  const hint = documentReason(text);
  if (hint !== undefined) return reject(1, 'link-unsupported', hint, '');
  return reject(1, 'input-empty', 'There is no link in this text.', '');
}

function readLayer(text: string, depth: number, reading: Reading): void {
  const inner = text.includes('://') ? undefined : openBase64(text);
  if (inner === undefined) return readLines(text, depth, reading);
  if (depth >= maxBase64Depth) {
    reading.rejected.push(reject(1, 'input-too-large', 'The text is wrapped in base64 more often than twice.', ''));
  } else readLayer(inner, depth + 1, reading);
}

/** The text inside, when the whole is one base64. Lines that are links of their own are left to `readLines`. */
function openBase64(text: string): string | undefined {
  const body = trimOf(stripMarks(text).trim(), '"\'`').replace(/^data:[a-z/;=+,-]{0,60}base64,/i, '');
  if (body.length < 12 || !isBase64Alphabet(body) || areEntries(body)) return undefined;
  const decoded = decodeSpaced(body);
  return decoded !== undefined && (decoded.includes('://') || (decoded.length >= 12 && isBase64Alphabet(decoded))) ? decoded : undefined;
}

/** Base64, again with its spaces read as the `+` that a form decoder made them of. */
function decodeSpaced(body: string): string | undefined {
  return decodeBase64Text(body) ?? (body.includes(' ') ? decodeBase64Text(body.replaceAll(' ', '+')) : undefined);
}

/** True when the first two lines are each the base64 of a link, which the pieces of a wrapped text are not. */
function areEntries(body: string): boolean {
  const [, first, second] = /^(\S+)\s+(\S+)/.exec(body) ?? [];
  return first !== undefined && second !== undefined && isLinkInside(first) && isLinkInside(second);
}

function isLinkInside(line: string): boolean {
  return /^\s*[a-z][a-z0-9+.-]{0,30}:\/\//i.test(decodeBase64Text(line) ?? '');
}

function readLines(text: string, depth: number, reading: Reading): void {
  const isMarked = hasMarks(text);
  const isLoose = hasLooseTelegram(text);
  let start = 0;
  for (let line = 1; start <= text.length; line += 1) {
    if (line > maxLines) {
      reading.rejected.push(reject(line, 'input-too-large', 'Only the first 50,000 lines were read.', ''));
      return;
    }
    const found = text.indexOf('\n', start);
    const end = found < 0 ? text.length : found;
    if (end - start > maxLineLength) reading.rejected.push(reject(line, 'input-too-large', 'This line is longer than 65,536 characters.', ''));
    else if (end > start) start = readLine({ text, start, end, line, depth, isMarked, isLoose }, reading);
    start = Math.max(start, end + 1);
  }
}

/** A line within its text. */
interface Place {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly line: number;
  readonly depth: number;
  /** Whether the text holds invisible marks anywhere. */
  readonly isMarked: boolean;
  /** Whether it holds links of Telegram without their slashes. */
  readonly isLoose: boolean;
}

/** Reads one line; answers where the next begins when this one's link went on over the line end, else `start`. */
function readLine(place: Place, reading: Reading): number {
  const original = unescapeLine(place.text.slice(place.start, place.end));
  const isMarked = place.isMarked && hasMarks(original);
  const clean = (isMarked ? stripMarks(original) : original).trim();
  const line = place.isLoose ? withSlashes(clean) : clean;
  if (line === '' || line.startsWith('#') || line.startsWith('//')) return place.start;
  if (!line.includes('://')) {
    readPlainLine(line, place, reading);
    return place.start;
  }
  const links = findLinks(isMarked ? stripJoiners(line) : line, kindOf);
  let next = place.start;
  for (const [index, found] of links.entries()) {
    const isLast = index === links.length - 1;
    const link = isMarked && links.length === 1 && line.endsWith(found.text) && !place.isLoose ? { ...found, text: restoreName(found.text, original) } : found;
    next = Math.max(next, readFound(link, isLast, place, reading));
  }
  return next;
}

function kindOf(scheme: string): SchemeKind {
  if (scheme === 'http' || scheme === 'https') return 'web';
  return isReadableScheme(scheme) || unsupportedReason(scheme) !== undefined ? 'share' : 'other';
}

function readFound(found: FoundLink, isLast: boolean, place: Place, reading: Reading): number {
  const link = unescapeHtml(found.text);
  const result = parseLink(link);
  if (result.ok) {
    reading.profiles.push(result.value);
    return place.start;
  }
  const repaired = isLast ? readRepaired(link, found.rest, place.text, place.end) : undefined;
  if (repaired !== undefined) {
    reading.profiles.push(repaired.profile);
    return repaired.end;
  }
  const { code, cause } = result.fault;
  const entry = reject(place.line, code, cause ?? 'This link cannot be read.', link);
  const isMention = !found.isAlone && (kindOf(found.scheme) === 'other' || (kindOf(found.scheme) === 'web' && code === 'link-unsupported'));
  (isMention ? reading.mentioned : reading.rejected).push(entry);
  return place.start;
}

/** A line without `://`: perhaps base64 of links, or a link whose slashes were lost. */
function readPlainLine(line: string, place: Place, reading: Reading): void {
  const bare = trimOf(line, '"\'`,');
  if (bare.length >= 12 && isBase64Alphabet(bare)) {
    const inner = decodeSpaced(bare);
    if (inner?.includes('://') === true && place.depth < maxBase64Depth) readInner(inner, place, reading);
    return;
  }
  const scheme = /^([a-z][a-z0-9+-]{1,20}):\/?[^\s/]/i.exec(bare)?.[1]?.toLowerCase();
  if (scheme === undefined || (!isReadableScheme(scheme) && unsupportedReason(scheme) === undefined)) return;
  const reason = unsupportedReason(scheme);
  if (reason === undefined) {
    if (/[@%]|[A-Za-z0-9+/_=-]{16}/.test(bare)) {
      reading.rejected.push(reject(place.line, 'link-malformed', 'The two slashes behind the scheme are missing in this link.', ''));
    }
  } else reading.rejected.push(reject(place.line, 'link-unsupported', reason, `${scheme}://`));
}

/** Links inside one line's base64 are told with that line's number. */
function readInner(inner: string, place: Place, reading: Reading): void {
  const own: Reading = { profiles: reading.profiles, rejected: [], mentioned: [] };
  readLayer(inner, place.depth + 1, own);
  for (const entry of own.rejected) reading.rejected.push({ ...entry, line: place.line });
  for (const entry of own.mentioned) reading.mentioned.push({ ...entry, line: place.line });
}
