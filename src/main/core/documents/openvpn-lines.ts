/** The text of an OpenVPN file: directives as words, inline blocks, `<connection>` sections. Nothing is judged here. */

export interface OpenvpnDirective {
  readonly words: readonly string[];
  /** 1-based. */
  readonly line: number;
}

export interface OpenvpnFile {
  readonly directives: readonly OpenvpnDirective[];
  readonly connections: readonly (readonly OpenvpnDirective[])[];
  /** By lower-case tag; the first of a name counts. */
  readonly blocks: ReadonlyMap<string, string>;
  /** The tag of a block that is never closed. */
  readonly unclosed: string | undefined;
}

/** Reads it. Blocks are kept without the blank lines around them. */
export function readOpenvpnLines(text: string): OpenvpnFile {
  const lines = text.split(/\r\n|\n|\r/);
  const directives: OpenvpnDirective[] = [];
  const connections: OpenvpnDirective[][] = [];
  const blocks = new Map<string, string>();
  for (let index = 0; index < lines.length; index += 1) {
    const line = (lines[index] ?? '').trim();
    const tag = /^<([a-z0-9-]{1,40})>$/i.exec(line)?.[1]?.toLowerCase();
    if (tag === undefined) {
      const words = directiveOf(line);
      if (words.length > 0) directives.push({ words, line: index + 1 });
      continue;
    }
    const end = closingLine(lines, index + 1, tag);
    if (end === undefined) return { directives, connections, blocks, unclosed: tag };
    const body = lines.slice(index + 1, end);
    if (tag === 'connection') connections.push(sectionOf(body, index + 2));
    else if (!blocks.has(tag)) blocks.set(tag, body.map((each) => each.trim()).join('\n').trim());
    index = end;
  }
  return { directives, connections, blocks, unclosed: undefined };
}

function closingLine(lines: readonly string[], start: number, tag: string): number | undefined {
  for (let index = start; index < lines.length; index += 1) if ((lines[index] ?? '').trim().toLowerCase() === `</${tag}>`) return index;
  return undefined;
}

function sectionOf(lines: readonly string[], first: number): OpenvpnDirective[] {
  return lines.flatMap((line, index) => {
    const words = directiveOf(line.trim());
    return words.length === 0 ? [] : [{ words, line: first + index }];
  });
}

/** The name in small letters and without the dashes of the command line. */
function directiveOf(line: string): readonly string[] {
  const [name, ...rest] = wordsOf(line);
  return name === undefined ? [] : [name.replace(/^--/, '').toLowerCase(), ...rest];
}

/** Words as OpenVPN cuts them: quotes of both kinds, a backslash protects, `#` and `;` begin a comment at a word's start. */
export function wordsOf(line: string): readonly string[] {
  const words: string[] = [];
  let word: string | undefined;
  let quote = '';
  for (let index = 0; index < line.length; index += 1) {
    const character = line.charAt(index);
    if (quote === "'") {
      if (character === quote) quote = '';
      else word = (word ?? '') + character;
    } else if (character === '\\' && index + 1 < line.length) {
      index += 1;
      word = (word ?? '') + line.charAt(index);
    } else if (quote === '"') {
      if (character === quote) quote = '';
      else word = (word ?? '') + character;
    } else if (character === '"' || character === "'") {
      quote = character;
      word ??= '';
    } else if (/\s/.test(character)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else if (word === undefined && (character === '#' || character === ';')) break;
    else word = (word ?? '') + character;
  }
  if (word !== undefined) words.push(word);
  return words;
}
