/** From whatever people paste to profiles and refusals: whole-text and per-line base64, dirt, several links per line. */
import { succeed, type Result } from '../fault.ts';
import type { Parsed, Profile, Reject } from '../profile.ts';
import { decodeBase64Text, isBase64Alphabet } from './base64.ts';
import { hasMarks, restoreName, stripJoiners, stripMarks, unescapeHtml, unescapeLine } from './clean-text.ts';
import { documentReason } from './document-hint.ts';
import { reject } from './excerpt.ts';
import { findLinks, type FoundLink, type SchemeKind } from './find-links.ts';
import { isWrapper, openWebAddress, openWrapper } from './open-wrapper.ts';
import { addFindings, emptyReading, parsedOf, type Reading } from './reading.ts';
import { isReadableScheme, parseLink } from './registry.ts';
import { readRepaired } from './repair.ts';
import { hasLooseTelegram, withSlashes } from './telegram.ts';
import { withRepair } from './telegram-repair.ts';
import { trimOf } from './trim.ts';
import { unsupportedReason } from './unsupported.ts';
import type { Finding, Findings, ReadTools } from './wrapper.ts';

/** Longest text, in UTF-16 units: 16 Mi. */
export const maxTextLength = 16 * 1024 * 1024;
/** Most lines that are read; the rest is refused in one entry. */
export const maxLines = 50_000;
/** Longest line, in UTF-16 units: long post-quantum keys and xhttp settings exist. */
export const maxLineLength = 64 * 1024;
/** Most servers on the way to another. */
const maxHops = 4;
/** How many layers of base64 are opened. */
export const maxBase64Depth = 2;

/**
 * Finds and reads every link of a text. Line numbers count from 1 in the text as pasted; where the whole text is
 * base64 they count in the decoded list. Never throws; what cannot be read becomes an entry of `rejected`, and so do
 * the limits (input-too-large) and a text without links (input-empty).
 */
export function parseText(text: string, tools: ReadTools = {}): Parsed {
  if (text.length > maxTextLength) {
    return { profiles: [], rejected: [reject(1, 'input-too-large', 'The text is longer than 16 million characters.', '')] };
  }
  const reading = emptyReading(tools);
  readLayer(text, 0, reading);
  return parsedOf(reading) ?? { profiles: [], rejected: [nothingFound(text)] };
}

function nothingFound(text: string): Reject {
  const hint = documentReason(text);
  if (hint !== undefined) return reject(1, 'link-unsupported', hint, '');
  return reject(1, 'input-empty', 'There is no link in this text.', '');
}

function readLayer(text: string, depth: number, reading: Reading): void {
  const inner = holdsLink(text) ? undefined : openBase64(text);
  if (inner === undefined) return readLines(text, depth, reading);
  if (depth >= maxBase64Depth) {
    reading.rejected.push(reject(1, 'input-too-large', 'The text is wrapped in base64 more often than twice.', ''));
  } else readLayer(inner, depth + 1, reading);
}

/** Telegram's links stand without their slashes at times. */
function holdsLink(text: string): boolean {
  return text.includes('://') || hasLooseTelegram(text);
}

/** The text inside, when the whole is one base64. Lines that are links of their own are left to `readLines`. */
function openBase64(text: string): string | undefined {
  const body = trimOf(stripMarks(text).trim(), '"\'`').replace(/^data:[a-z/;=+,-]{0,60}base64,/i, '');
  if (body.length < 12 || !isBase64Alphabet(body) || areEntries(body)) return undefined;
  const decoded = decodeSpaced(body);
  return decoded !== undefined && (holdsLink(decoded) || (decoded.length >= 12 && isBase64Alphabet(decoded))) ? decoded : undefined;
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
      if (start === text.length) return; // the end of the last line, not a line of its own
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
  let isWayLost = false;
  for (const [index, found] of links.entries()) {
    const isLast = index === links.length - 1;
    const isNameKept = isMarked && links.length === 1 && line.endsWith(found.text) && !place.isLoose;
    const link = isNameKept ? { ...found, text: restoreName(found.text, original) } : found;
    const before = reading.profiles.length;
    const way = found.isChained ? reading.profiles[before - 1] : undefined;
    next = Math.max(next, readFound(link, isLast, place, reading));
    isWayLost = found.isChained && (isWayLost || way === undefined || !isChainable(way));
    if (found.isChained) chain(reading, before, isWayLost ? undefined : way, place.line);
    isWayLost ||= reading.profiles.length !== before + 1;
  }
  return next;
}

/** Ways may be four servers long. */
function isChainable(way: Profile): boolean {
  let hops = 1;
  for (let next = way.detour; next !== undefined; next = next.detour) hops += 1;
  return hops <= maxHops;
}

/** Whoever was told to go through a server does not get a profile that goes past it. */
function chain(reading: Reading, before: number, way: Profile | undefined, line: number): void {
  const added = reading.profiles.splice(before);
  for (const profile of added) {
    if (way !== undefined) reading.profiles.push(Object.assign(profile, { detour: way }));
    else reading.rejected.push(reject(line, 'link-malformed', 'The servers through which this one is reached cannot be read, or are more than four.', profile.raw ?? ''));
  }
}

function kindOf(scheme: string): SchemeKind {
  if (scheme === 'http' || scheme === 'https') return 'web';
  return isReadableScheme(scheme) || unsupportedReason(scheme) !== undefined ? 'share' : 'other';
}

function readFound(found: FoundLink, isLast: boolean, place: Place, reading: Reading): number {
  const link = unescapeHtml(found.text);
  const own = isWrapper(found.scheme) ? undefined : parseLink(link);
  if (own?.ok === true) { // the way of nearly every link, kept free of allocations
    reading.profiles.push(own.value);
    return place.start;
  }
  const read = readOther(link, found.scheme, own, reading.tools);
  if (read.ok) return (addRead(reading, read.value, found, place), place.start);
  const again = (text: string): readonly Finding[] | undefined => valueOf(readOther(text, found.scheme, undefined, reading.tools));
  const repaired = isLast ? readRepaired(again, link, found.rest, place.text, place.end) : undefined;
  if (repaired !== undefined) return (addRead(reading, repaired.value, found, place), repaired.end);
  const { code, cause } = read.fault;
  const entry = withRepair(reject(place.line, code, cause ?? 'This link cannot be read.', link), link);
  const kind = kindOf(found.scheme);
  const isMention = !found.isAlone && (kind === 'other' || (kind === 'web' && code === 'link-unsupported'));
  (isMention ? reading.mentioned.rejected : reading.rejected).push(entry);
  return place.start;
}

/** What a link wraps, or else the link itself, which may have been read already; a web address that is no proxy is the address of a list. */
function readOther(link: string, scheme: string, own: Result<Profile> | undefined, tools: ReadTools): Findings {
  const opened = own === undefined ? openWrapper(link, scheme, tools) : undefined;
  if (opened !== undefined) return opened;
  const read = own ?? parseLink(link);
  if (read.ok) return succeed([{ kind: 'profile', profile: read.value }]);
  const isWeb = read.fault.code === 'link-unsupported' && kindOf(scheme) === 'web';
  return (isWeb ? openWebAddress(link) : undefined) ?? read;
}

function valueOf<T>(result: Result<T>): T | undefined {
  return result.ok ? result.value : undefined;
}

function addRead(reading: Reading, findings: readonly Finding[], found: FoundLink, place: Place): void {
  const isMention = kindOf(found.scheme) === 'web' && !found.isAlone;
  addFindings(reading, findings, place.line, isMention, (text) => readInside(text, place, reading));
}

/** Text out of a wrapper counts as a layer, so that wrappers inside wrappers come to an end. */
function readInside(text: string, place: Place, reading: Reading): void {
  if (place.depth < maxBase64Depth) readInner(text, place, reading);
  else reading.rejected.push(reject(place.line, 'input-too-large', 'Links are wrapped in one another more often than twice.', ''));
}

/** A line without `://`: perhaps base64 of links, or a link whose slashes were lost. */
function readPlainLine(line: string, place: Place, reading: Reading): void {
  const bare = trimOf(line, '"\'`,');
  if (bare.length >= 12 && isBase64Alphabet(bare)) {
    const inner = decodeSpaced(bare);
    if (inner !== undefined && holdsLink(inner) && place.depth < maxBase64Depth) readInner(inner, place, reading);
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

/** What stands inside one line's base64 or wrapper is told with that line's number. */
function readInner(inner: string, place: Place, reading: Reading): void {
  const own: Reading = { ...emptyReading(reading.tools), profiles: reading.profiles, notes: reading.notes };
  readLayer(inner, place.depth + 1, own);
  const { line } = place;
  reading.rejected.push(...own.rejected.map((entry) => ({ ...entry, line })));
  reading.mentioned.rejected.push(...own.mentioned.rejected.map((entry) => ({ ...entry, line })));
  addAll(reading.subscriptions, own.subscriptions, line);
  addAll(reading.mentioned.subscriptions, own.mentioned.subscriptions, line);
}

function addAll(lists: Reading['subscriptions'], found: Reading['subscriptions'], line: number): void {
  for (const [url, subscription] of found) if (!lists.has(url)) lists.set(url, { ...subscription, line });
}
