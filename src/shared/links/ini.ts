/** The INI of WireGuard: sections that repeat, keys of any case, values with `=` in them, comments at line ends. */

export interface IniEntry {
  /** Lower-case. */
  readonly key: string;
  /** As written. */
  readonly name: string;
  readonly value: string;
}

export interface IniSection {
  /** Lower-case, without brackets. */
  readonly name: string;
  /** 1-based line of its heading. */
  readonly line: number;
  /** In order, repeated keys several times. */
  readonly entries: readonly IniEntry[];
  /** Comments behind the heading or on lines of their own, without their sign. */
  readonly comments: readonly string[];
}

/** Peers of one profile, at most, and its own section. */
const maxSections = 1_001;
const maxEntries = 20_000;

/** Sections in order; lines in front of the first are passed over. */
export function readIni(text: string): readonly IniSection[] {
  const sections: { name: string; line: number; entries: IniEntry[]; comments: string[] }[] = [];
  let entries = 0;
  for (const [index, raw] of text.split(/\r\n|\n|\r/).entries()) {
    const line = raw.trim();
    const heading = /^\[\s*([a-z]{1,20})\s*\]\s*(?:[#;](.*))?$/i.exec(line);
    if (heading?.[1] !== undefined) {
      if (sections.length >= maxSections) break;
      sections.push({ name: heading[1].toLowerCase(), line: index + 1, entries: [], comments: heading[2] === undefined ? [] : [heading[2].trim()] });
      continue;
    }
    const section = sections.at(-1);
    if (section === undefined || line === '') continue;
    if (/^[#;]/.test(line)) section.comments.push(line.slice(1).trim());
    else if (entries < maxEntries) entries += addEntry(line, section.entries);
  }
  return sections;
}

/** How many entries the line gave. AmneziaWG's `i1` holds tags, in which a comment sign stands for itself. */
function addEntry(line: string, entries: IniEntry[]): number {
  const equals = line.indexOf('=');
  if (equals <= 0) return 0;
  const name = line.slice(0, equals).trim();
  const key = name.toLowerCase();
  const value = line.slice(equals + 1).trim();
  entries.push({ key, name, value: /^(?:i[1-5]|j[1-3]|pre(?:up|down)|post(?:up|down))$/.test(key) ? value : withoutComment(value) });
  return 1;
}

function withoutComment(value: string): string {
  const found = /(?:^|\s)[#;]/.exec(value);
  return found === null ? value : value.slice(0, found.index).trim();
}
