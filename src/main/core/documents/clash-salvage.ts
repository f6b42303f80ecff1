/**
 * A Clash file that is no valid YAML as a whole: the items of its list are cut out by their indentation and read one
 * by one, so that a bad item costs that item.
 */
import { isClashProxy, readClashProxies } from './clash.ts';
import { addItem, type Findings, type Site } from './findings.ts';
import { makeFault } from '../../../shared/fault.ts';
import type { Places, TreeMap } from './tree.ts';
import { readYaml, type Anchors } from './yaml-text.ts';

/** Items that are cut at most. */
const maxItems = 50_000;

interface Cut {
  readonly start: number;
  readonly text: string;
}

/** Reads what can be read; false when there is no list to cut. */
export function salvageClash(text: string, site: Site, findings: Findings): boolean {
  const places: Places = new WeakMap();
  const found: TreeMap[] = [];
  let damaged = 0;
  const cuts = cutItems(text);
  const anchors: Anchors = new Map();
  readAnchors(text, cuts, anchors);
  for (const cut of cuts) {
    const item = readItem(cut.text, anchors);
    if (item !== undefined) {
      places.set(item, cut.start);
      found.push(item);
      continue;
    }
    damaged += 1;
    const place: TreeMap = new Map();
    places.set(place, cut.start);
    addItem(findings, { ok: false, fault: makeFault('link-malformed', 'This entry is damaged and no YAML.') }, place, { lines: site.lines, places });
  }
  readClashProxies(found, { lines: site.lines, places }, findings, new Map());
  return found.length + damaged > 0;
}

/** Anchors that items merge stand anywhere around the list, each in a part of the file with a heading of its own. */
function readAnchors(text: string, cuts: readonly Cut[], anchors: Anchors): void {
  const first = cuts[0]?.start ?? 0;
  const last = cuts.at(-1);
  const around = [text.slice(0, first).replace(/^[ \t]*proxies[ \t]*:[^\n]*\n?$/im, ''), last === undefined ? '' : text.slice(last.start + last.text.length)];
  for (const part of around) {
    if (!part.includes('&')) continue;
    if (readYaml(part, anchors).ok) continue;
    for (const block of part.split(/^(?=[A-Za-z_"'])/m, 1_000)) if (block.includes('&')) readYaml(block, anchors);
  }
}

function readItem(text: string, anchors: Anchors): TreeMap | undefined {
  for (const attempt of [text, repaired(text)]) {
    const read = readYaml(attempt, anchors);
    const first = read.ok ? read.values[0] : undefined;
    const item = Array.isArray(first) ? first[0] : undefined;
    if (isClashProxy(item)) return item;
  }
  return undefined;
}

/** Names and secrets that begin with one of YAML's own signs are put into quotes. */
function repaired(text: string): string {
  const flat = withoutTabs(text);
  if (/^\s*-\s*(?:&[^\s{]+\s+)?\{/.test(flat)) return flat.replace(/([{,]\s*(?:name|password|psk|auth|auth-str|obfs-password|username)\s*:\s*)([^"'\s,][^,}\n]*)/g, quoted);
  return flat.replace(/^([ -]*(?:name|password|psk|auth|auth-str|obfs-password|username)\s*:[ ]+)([^"'\s][^\n]*)$/gm, quoted);
}

/** A tab in front of a key stands for the column of the item's first key; where the item itself is behind one, for two spaces. */
function withoutTabs(text: string): string {
  if (!text.includes('\t')) return text;
  const column = text.startsWith('\t') ? 2 : (/^ *-\s*/.exec(text)?.[0].length ?? 2);
  return text.replace(/^[ \t]+/gm, (blank) => blank.replaceAll('\t', ' '.repeat(column))).replaceAll('\t', ' ');
}

function quoted(_all: string, before: string, value: string): string {
  return `${before}'${value.trimEnd().replaceAll("'", "''")}'`;
}

const headingLine = /^[ \t]*proxies[ \t]*:/i;

/** The items below every `proxies:`, or of the whole text where there is no such line. */
function cutItems(text: string): readonly Cut[] {
  const hasHeading = /^[ \t]*proxies[ \t]*:/im.test(text);
  const cuts: { start: number; end: number }[] = [];
  let isInList = !hasHeading;
  let indent = -1;
  for (let start = 0; start < text.length; ) {
    const end = endOfLine(text, start);
    const line = text.slice(start, end);
    const own = /^[ \t]*/.exec(line)?.[0].length ?? 0;
    const isItem = line.charAt(own) === '-' && /[\s{]/.test(line.charAt(own + 1));
    if (headingLine.test(line)) {
      isInList = true;
      indent = -1;
    } else if (hasHeading && /^(?:[A-Za-z]|---)/.test(line)) isInList = false;
    else if (isInList && isItem && (indent < 0 || own === indent)) {
      if (cuts.length >= maxItems) break;
      indent = own;
      cuts.push({ start, end });
    } else if (isInList) extendLast(cuts, end);
    start = end + 1;
  }
  return cuts.map((cut) => ({ start: cut.start, text: text.slice(cut.start, cut.end) }));
}

function endOfLine(text: string, start: number): number {
  const found = text.indexOf('\n', start);
  return found < 0 ? text.length : found;
}

function extendLast(cuts: readonly { end: number }[], end: number): void {
  const last = cuts.at(-1);
  if (last !== undefined) last.end = end;
}
