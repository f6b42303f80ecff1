/**
 * Edits one group of a KConfig file and leaves every other byte alone. Pure. A key's raw value is its whole line (lines,
 * if it stands there more than once) without the line end, so that putting it back needs no understanding of it.
 */
import type { Values } from './shape.ts';

/** What an absent kioslaverc means, and what is written instead of deleting it: Chromium does not notice a deletion. */
export const noProxyText = '[Proxy Settings]\nProxyType=0\n';

const group = '[Proxy Settings]';

/** The raw lines of `keys`; null where a key is absent. */
export function readLines(text: string, keys: readonly string[]): Values {
  const lines = text.split('\n');
  const own = groupLines(lines).map((index) => lines[index] ?? '');
  return Object.fromEntries(
    keys.map((key) => {
      const found = own.filter((line) => keyOf(line) === key);
      return [key, found.length === 0 ? null : found.join('\n')];
    }),
  );
}

/** Puts raw lines in place: over the key's first line, else at the end of the group (made when missing); null removes. */
export function editLines(text: string, changes: Values): string {
  return Object.entries(changes).reduce((edited, [key, raw]) => editKey(edited, key, raw), text);
}

/** Keys of the group that are marked immutable (`[$i]` on the file, the group or the key): KDE's administrator lock. */
export function lockedIn(text: string, keys: readonly string[]): readonly string[] {
  const lines = text.split('\n');
  const first = lines.find((line) => line.trim() !== '' && !line.startsWith('#'));
  if (first?.trim() === '[$i]') return keys;
  if (lines.some((line) => line.trim().startsWith(group) && line.slice(group.length).includes('$i'))) return keys;
  const marked = groupLines(lines).map((index) => lines[index] ?? '').filter((line) => /^[^=]*\[\$[a-z]*i[a-z]*\]\s*(=|$)/.test(line));
  return keys.filter((key) => marked.some((line) => keyOf(line) === key));
}

function editKey(text: string, key: string, raw: string | null): string {
  const lines = text.split('\n');
  const own = groupLines(lines);
  const found = own.filter((index) => keyOf(lines[index] ?? '') === key);
  const [first] = found;
  const added = raw === null ? [] : raw.split('\n');
  if (first !== undefined) {
    const kept = lines.flatMap((line, index) => (index === first ? added : found.includes(index) ? [] : [line]));
    return kept.join('\n');
  }
  return raw === null ? text : insert(lines, own, added);
}

function insert(lines: readonly string[], own: readonly number[], added: readonly string[]): string {
  const header = lines.findLastIndex((line) => isOurHeader(line));
  if (header < 0) {
    const separator = lines.at(-1) === '' ? '' : '\n';
    return `${lines.join('\n')}${separator}${group}\n${added.join('\n')}\n`;
  }
  const filled = own.filter((index) => index > header && (lines[index] ?? '').trim() !== '');
  const place = (filled.at(-1) ?? header) + 1;
  const rest = lines.slice(place);
  return [...lines.slice(0, place), ...added, ...(rest.length === 0 ? [''] : rest)].join('\n');
}

/** Indexes of the lines inside the group, headers not counted. The group may stand in the file more than once. */
function groupLines(lines: readonly string[]): readonly number[] {
  let inside = false;
  return lines.flatMap((line, index) => {
    if (!line.trimStart().startsWith('[')) return inside ? [index] : [];
    inside = isOurHeader(line);
    return [];
  });
}

function isOurHeader(line: string): boolean {
  const trimmed = line.trim();
  return trimmed === group || /^\[Proxy Settings\]\[\$[a-z]+\]$/.test(trimmed);
}

/** The key of a line without its options: `NoProxyFor[$e]=…` is NoProxyFor. Comments have none. */
function keyOf(line: string): string | null {
  if (line.trimStart().startsWith('#')) return null;
  const end = line.indexOf('=');
  if (end === -1) return null;
  const name = line.slice(0, end).trim();
  const options = name.indexOf('[');
  if (options === -1) return name;
  return /^\[\$[a-z]+\]$/.test(name.slice(options)) ? name.slice(0, options).trimEnd() : null;
}
