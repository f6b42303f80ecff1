/**
 * Documents that hold servers: one file per format in this folder, and here the order in which they are tried. Pure;
 * no network, no file, no clock.
 */
import { decodeBase64Text, isBase64Alphabet } from '../../../shared/links/base64.ts';
import { maxTextLength, parseText } from '../../../shared/links/parse-text.ts';
import { hasLooseTelegram } from '../../../shared/links/telegram.ts';
import { trimOf } from '../../../shared/links/trim.ts';
import type { Parsed } from '../../../shared/profile.ts';
import { addLinks } from './add-links.ts';
import { cleanDocument } from './clean-document.ts';
import { salvageClash } from './clash-salvage.ts';
import { emptyFindings, LineIndex, refusedDocument, type Findings } from './findings.ts';
import { refuseForeign } from './foreign.ts';
import { readValues } from './json-document.ts';
import { readJson, startOfJson } from './json-text.ts';
import { isOpenvpn, readOpenvpn } from './openvpn.ts';
import { readSurgeLines } from './surge-lines.ts';
import { isList, isMap, mapsOf, type TreeReading } from './tree.ts';
import { isWireguardConf, readWireguardConf } from './wireguard-conf.ts';
import { readYaml } from './yaml-text.ts';

/** How many layers of base64 around a document are opened. */
const maxBase64Depth = 2;

/**
 * What a document holds; undefined for a text that is none, which is then read for links. Line numbers count from 1 in
 * the text, or in what base64 around it held. Never throws; every limit is a refusal with `input-too-large` and the
 * limit in its reason.
 */
export function parseDocument(text: string): Parsed | undefined {
  if (text.length > maxTextLength) return undefined;
  const findings = readLayer(text, 0);
  if (findings === undefined) return undefined;
  const { profiles, rejected, subscriptions, notes } = findings;
  const isEmpty = profiles.length + rejected.length + subscriptions.length === 0;
  return {
    profiles,
    rejected: isEmpty ? [{ line: 1, code: 'input-empty', reason: 'There is no server in this document.', excerpt: '' }] : rejected,
    ...(subscriptions.length === 0 ? {} : { subscriptions }),
    ...(notes.length === 0 ? {} : { notes: [...new Set(notes)].slice(0, 100) }),
  };
}

function readLayer(layer: string, depth: number): Findings | undefined {
  const foreign = refuseForeign(layer);
  if (foreign !== undefined) return foreign;
  const text = cleanDocument(layer);
  const start = text.slice(0, 65_536); // these two are small files, and looking at all of a large one costs time
  if (isWireguardConf(start)) return readWith(readWireguardConf, text);
  if (isOpenvpn(start)) return readWith(readOpenvpn, text);
  if (/^[{[]/.test(startOfJson(text))) {
    const json = readJsonDocument(text);
    if (json !== undefined) return json;
  }
  if (isYamlLike(text)) return readYamlDocument(text);
  return openBase64(text, depth) ?? readSurgeLines(text);
}

function readWith(read: (text: string, findings: Findings) => void, text: string): Findings {
  const findings = emptyFindings();
  read(text, findings);
  return findings;
}

function openBase64(text: string, depth: number): Findings | undefined {
  const body = trimOf(text.trim(), '"\'`').replace(/^data:[a-z/;=+,-]{0,60}base64,/i, '');
  if (depth >= maxBase64Depth || body.length < 12 || !isBase64Alphabet(body)) return undefined;
  const inner = decodeBase64Text(body);
  return inner === undefined ? undefined : readLayer(inner, depth + 1);
}

/** Undefined when it is JSON in its first character only, and perhaps something else. */
function readJsonDocument(text: string): Findings | undefined {
  const read = readJson(text);
  if (!read.ok && read.code === 'input-too-large') return refusedReading(read, text);
  if (read.ok) return readTrees(read, text);
  const readable = richer(readJsonLines(text), (isYamlLike(text) ? readWholeYaml(text) : undefined) ?? salvageJson(read, text));
  if (readable !== undefined || isYamlLike(text)) return readable;
  const isJson = /^(?:\[\s*)?\{\s*"/.test(startOfJson(text));
  return isJson ? refusedReading(read, text) : undefined;
}

function readTrees(read: Extract<TreeReading, { readonly ok: true }>, text: string): Findings | undefined {
  const findings = emptyFindings();
  const lines = new LineIndex(text);
  const isKnown = readValues(read.values, { lines, places: read.places }, findings);
  const rest = text.slice(read.end);
  if (isKnown) {
    if (rest.includes('://')) addLinks(rest, lines.lineOf(read.end), findings);
    return findings;
  }
  // Words in brackets are prose; and links may stand in JSON of any kind.
  const isProse = !read.values.some((value) => isMap(value) || (isList(value) && mapsOf(value).length > 0));
  if (isProse || ((text.includes('://') || hasLooseTelegram(text)) && parseText(text).profiles.length > 0)) return undefined;
  return refusedDocument('link-unsupported', 'This JSON is not a configuration that Byway knows.');
}

/** What stands before the place where a text breaks off, or around a damaged item; undefined when no server does. */
function salvageJson({ reason, at, salvaged }: Extract<TreeReading, { readonly ok: false }>, text: string): Findings | undefined {
  if (salvaged === undefined) return undefined;
  const findings = emptyFindings();
  const lines = new LineIndex(text);
  readValues(salvaged.values, { lines, places: salvaged.places, incomplete: salvaged.incomplete }, findings);
  if (findings.profiles.length === 0) return undefined;
  const line = lines.lineOf(at);
  findings.rejected.push({ line, code: 'link-malformed', reason: `${reason} What could be read was read.`, excerpt: '' });
  return findings;
}

/** Of two readings of one damaged text the one with more servers. */
function richer(one: Findings | undefined, other: Findings | undefined): Findings | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return other.profiles.length > one.profiles.length ? other : one;
}

function readWholeYaml(text: string): Findings | undefined {
  const read = readYaml(text);
  const findings = emptyFindings();
  return read.ok && readValues(read.values, { lines: new LineIndex(text), places: read.places }, findings) ? findings : undefined;
}

/** One object a line, of which some are damaged: each stands for itself. Undefined for any other text. */
function readJsonLines(text: string): Findings | undefined {
  const lines = text.split('\n', 50_001);
  if (lines.filter((line) => /^\s*\{.*\}\s*,?\s*$/.test(line)).length < 2) return undefined;
  const findings = emptyFindings();
  for (const [index, line] of lines.entries()) {
    if (line.trim() === '') continue;
    const read = readJson(line);
    const own = emptyFindings();
    const isKnown = read.ok && readValues(read.values, { lines: new LineIndex(line), places: read.places }, own);
    if (!isKnown) own.rejected.push({ line: 1, code: 'link-malformed', reason: 'This line is damaged and no JSON.', excerpt: '' });
    findings.profiles.push(...own.profiles);
    for (const entry of own.rejected) findings.rejected.push({ ...entry, line: index + 1 });
  }
  return findings.profiles.length === 0 ? undefined : findings;
}

function isYamlLike(text: string): boolean {
  return /^[ \t]*["']?(?:proxies|proxy-providers|transport|\$type|outbounds|endpoints)["']?[ \t]*:/m.test(text) || /^[ \t]*-[ \t]*(?:\{[ \t]*["']?(?:name|type|server)["']?[ \t]*:|(?:name|type)[ \t]*:)/m.test(text)
    || /^\s*(?:error[ \t]*:|\{[ \t]*name[ \t]*:)/.test(text);
}

/** Characters that YAML forbids, each of which becomes a space where the text cannot be read with it. */
const unprintable = /[^\t\n\r\u{20}-\u{7e}\u{85}\u{a0}-\u{fffd}\u{10000}-\u{10ffff}]/gu;

function readYamlDocument(given: string): Findings | undefined {
  const first = readYaml(given);
  const text = first.ok || first.code === 'input-too-large' ? given : given.toWellFormed().replace(unprintable, ' ');
  const read = text === given ? first : readYaml(text);
  if (read.ok) {
    const findings = emptyFindings();
    const isKnown = readValues(read.values, { lines: new LineIndex(text), places: read.places }, findings);
    return isKnown ? findings : undefined;
  }
  if (read.code === 'input-too-large') return refusedReading(read, text);
  const findings = emptyFindings();
  const site = { lines: new LineIndex(text), places: new WeakMap() };
  if (salvageClash(text, site, findings)) return findings;
  return text.includes('://') ? undefined : refusedReading(read, text);
}

function refusedReading(read: Extract<TreeReading, { readonly ok: false }>, text: string): Findings {
  return refusedDocument(read.code, read.reason, new LineIndex(text).lineOf(read.at));
}
