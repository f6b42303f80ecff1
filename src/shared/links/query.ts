/**
 * Link parameters by normalised key: lower-case, without `_` and `-`, so that `allow_insecure`, `allowInsecure` and
 * `allow-insecure` are one. Readers take what they know; what is left becomes `extra`.
 */
import type { Extra } from '../profile.ts';
import { decodePercent, encodePercent } from './percent.ts';

interface QueryPair {
  /** As written, decoded. */
  readonly name: string;
  readonly value: string;
  /** encoded: out of a URL. plain: out of JSON, not to be decoded. bare: a URL key without `=`. */
  readonly kind: 'encoded' | 'plain' | 'bare';
}

export interface Query {
  readonly pairs: Map<string, QueryPair>;
  /** Whether spaces were written as `%20`: then a `+` is a plus everywhere. */
  readonly hasEncodedSpace: boolean;
}

/** Parameters where form encoders put `+` for a space. In all others (keys, passwords) a `+` is a plus. */
const spaceKeys = new Set(['up', 'down', 'path', 'host', 'extra', 'remarks', 'remark', 'spx']);
/** Names that could reach an object's prototype when copied carelessly later. */
export const prototypeKeys = new Set(['__proto__', 'constructor', 'prototype']);
const trueWords = new Set(['1', 'true', 'yes', 'on']);
const falseWords = new Set(['', '0', 'false', 'no', 'off', 'none']);

/** The form in which keys are compared. */
export function normalizeKey(name: string): string {
  return /[A-Z_-]/.test(name) ? name.toLowerCase().replace(/[_-]/g, '') : name;
}

/** Cuts a raw query. The first of repeated keys wins, unless it is empty. */
export function readQuery(raw: string): Query {
  const pairs = new Map<string, QueryPair>();
  let start = 0;
  while (start < raw.length) {
    const found = raw.indexOf('&', start);
    const end = found < 0 ? raw.length : found;
    if (end > start) addEncoded(pairs, raw, start, end);
    start = end + 1;
  }
  return { pairs, hasEncodedSpace: raw.includes('%20') };
}

function addEncoded(pairs: Map<string, QueryPair>, raw: string, start: number, end: number): void {
  const found = raw.indexOf('=', start);
  const equals = found < 0 || found > end ? end : found;
  let from = start; // `??a=b` happens where links are put together by hand
  while (from < equals && raw.charCodeAt(from) === 63) from += 1;
  const name = decodePercent(raw.slice(from, equals)).trim();
  if (equals === end) addPair(pairs, { name, value: '', kind: 'bare' });
  else addPair(pairs, { name, value: raw.slice(equals + 1, end), kind: 'encoded' });
}

function addPair(pairs: Map<string, QueryPair>, pair: QueryPair): void {
  if (pair.name === '' || prototypeKeys.has(pair.name)) return;
  const key = normalizeKey(pair.name);
  const earlier = pairs.get(key);
  if (earlier === undefined || (earlier.value === '' && pair.value !== '')) pairs.set(key, pair);
}

/** Every value of a key that may be repeated, decoded, in order; `key` is normalised. At most 256. */
export function readRepeated(raw: string, key: string): string[] {
  const values: string[] = [];
  for (const part of raw.split('&')) {
    const equals = part.indexOf('=');
    if (equals < 0 || normalizeKey(decodePercent(part.slice(0, equals)).trim()) !== key) continue;
    const value = decodePercent(part.slice(equals + 1)).trim();
    if (value !== '' && values.length < 256) values.push(value);
  }
  return values;
}

/** A query made of fields that are plain text already. */
export function queryOf(fields: Iterable<readonly [name: string, value: string]>): Query {
  const pairs = new Map<string, QueryPair>();
  for (const [name, value] of fields) addPair(pairs, { name, value, kind: 'plain' });
  return { pairs, hasEncodedSpace: true };
}

function decodePair(query: Query, key: string, pair: QueryPair): string {
  if (pair.kind !== 'encoded') return pair.value;
  const raw = pair.value;
  const isSpaced = spaceKeys.has(key) && !query.hasEncodedSpace && raw.includes('+');
  return decodePercent(isSpaced ? raw.replaceAll('+', ' ') : raw);
}

/** Takes the first of these keys that is present, even when empty; other spellings of it are dropped. */
export function takePresent(query: Query, ...keys: readonly string[]): string | undefined {
  const isPresent = keys.some((key) => query.pairs.has(key));
  return isPresent ? (takeText(query, ...keys) ?? '') : undefined;
}

/** Takes the first of these keys with a value; other spellings of it are dropped. Keys must be normalised. */
export function takeText(query: Query, ...keys: readonly string[]): string | undefined {
  return takeWith(query, keys, decodePair);
}

/** Like `takeText` for parameters that panels encode twice: a second decoding when the first leaves escapes behind. */
export function takeTwiceEncoded(query: Query, ...keys: readonly string[]): string | undefined {
  return takeWith(query, keys, decodePairTwice);
}

function takeWith(query: Query, keys: readonly string[], decode: typeof decodePair): string | undefined {
  let taken: string | undefined;
  for (const key of keys) {
    const pair = query.pairs.get(key);
    if (pair === undefined) continue;
    query.pairs.delete(key);
    if (taken !== undefined || pair.value === '') continue;
    const value = decode(query, key, pair).trim();
    if (value !== '') taken = value;
  }
  return taken;
}

function decodePairTwice(query: Query, key: string, pair: QueryPair): string {
  const value = decodePair(query, key, pair);
  const isTwice = pair.kind === 'encoded' && pair.value.includes('%25') && !value.startsWith('{') && /%[0-9a-fA-F]{2}/.test(value);
  return isTwice ? decodePercent(value) : value;
}

/** Takes all of these switches; true when any is on. A key without `=` is on, an empty value is off. */
export function takeFlag(query: Query, ...keys: readonly string[]): boolean {
  let isOn = false;
  for (const key of keys) {
    const pair = query.pairs.get(key);
    if (pair === undefined) continue;
    query.pairs.delete(key);
    if (pair.kind === 'bare' || readFlag(decodePair(query, key, pair)) === true) isOn = true;
  }
  return isOn;
}

/** Takes a whole number within the range; anything else stays in the query, and so in `extra`. */
export function takeInteger(query: Query, key: string, least: number, most: number): number | undefined {
  const pair = query.pairs.get(key);
  if (pair === undefined) return undefined;
  const text = decodePair(query, key, pair).trim();
  const value = /^\d{1,9}$/.test(text) ? Number(text) : -1;
  if (text !== '' && (value < least || value > most)) return undefined;
  query.pairs.delete(key);
  return text === '' ? undefined : value;
}

/** The words people write for yes and no; undefined for any other. */
export function readFlag(text: string): boolean | undefined {
  const word = text.trim().toLowerCase();
  if (trueWords.has(word)) return true;
  return falseWords.has(word) ? false : undefined;
}

/** Splits a comma list, dropping empty items. */
export function splitList(text: string): string[] {
  if (!text.includes(',')) return text === '' ? [] : [text.trim()];
  return text.split(',').map((item) => item.trim()).filter((item) => item !== '');
}

/** What nobody took, in order; undefined when nothing is left. Bare keys come out as `true`. */
export function restOf(query: Query): Extra | undefined {
  if (query.pairs.size === 0) return undefined;
  const extra: Record<string, string> = {};
  for (const [key, pair] of query.pairs) extra[pair.name] = pair.kind === 'bare' ? 'true' : decodePair(query, key, pair);
  return extra;
}

/** Parameters in writing order; undefined values are left out by `formatQuery`. */
export type Parameters = (readonly [name: string, value: string | undefined])[];

/** `?a=b&c=d`, or an empty text without parameters. `extra` comes last and never overwrites. */
export function formatQuery(parameters: Parameters, extra: Extra | undefined): string {
  const written = new Set<string>();
  const parts: string[] = [];
  for (const [name, value] of [...parameters, ...Object.entries(extra ?? {})]) {
    const key = normalizeKey(name);
    if (value === undefined || written.has(key)) continue;
    written.add(key);
    parts.push(`${encodePercent(name)}=${encodePercent(value)}`);
  }
  return parts.length === 0 ? '' : `?${parts.join('&')}`;
}

/** `#name`, or an empty text without a name. */
export function formatFragment(name: string): string {
  return name === '' ? '' : `#${encodePercent(name)}`;
}
