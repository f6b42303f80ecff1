/**
 * Edits the default programs in a `mimeapps.list` (freedesktop: MIME applications) and leaves every other byte alone.
 * Pure. What is read is the whole line, so that putting it back needs no understanding of it.
 */

const group = '[Default Applications]';

/** The line about a type; null when there is none. The last one counts, as it does for desktops. */
export function readDefault(text: string, type: string): string | null {
  const lines = text.split('\n');
  return placesOf(lines, type).map((index) => lines[index] ?? '').at(-1) ?? null;
}

/** Puts the line in place of those about the type, else at the end of the group (made when missing); null removes them. */
export function writeDefault(text: string, type: string, line: string | null): string {
  const lines = text.split('\n');
  const places = placesOf(lines, type);
  const last = places.at(-1);
  if (last !== undefined) return lines.flatMap((each, index) => (index === last && line !== null ? [line] : places.includes(index) ? [] : [each])).join('\n');
  if (line === null) return text;
  const header = lines.findLastIndex((each) => each.trim() === group);
  if (header < 0) return `${text}${text === '' || text.endsWith('\n') ? '' : '\n'}${group}\n${line}\n`;
  const inside = groupLines(lines).filter((index) => index > header && (lines[index] ?? '').trim() !== '');
  const place = (inside.at(-1) ?? header) + 1;
  const rest = lines.slice(place);
  return [...lines.slice(0, place), line, ...(rest.length === 0 ? [''] : rest)].join('\n');
}

/** The first program a line names. */
export function programOf(line: string | null): string | undefined {
  const program = line?.slice(line.indexOf('=') + 1).split(';')[0]?.trim();
  return program === '' ? undefined : program;
}

function placesOf(lines: readonly string[], type: string): readonly number[] {
  return groupLines(lines).filter((index) => (lines[index] ?? '').split('=')[0]?.trim() === type);
}

/** Indexes of the lines inside the group, headers not counted. */
function groupLines(lines: readonly string[]): readonly number[] {
  let inside = false;
  return lines.flatMap((line, index) => {
    if (!line.trimStart().startsWith('[')) return inside ? [index] : [];
    inside = line.trim() === group;
    return [];
  });
}
