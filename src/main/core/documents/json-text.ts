/**
 * JSON as panels and people write it: comments, trailing or missing commas, single or curly quotes, bare keys, several
 * values one after the other. Numbers stay texts; `null` is the same as absent.
 */
import { isPrototypeKey, maxDepth, type Places, type Tree, type TreeMap, type TreeReading } from './tree.ts';

/**
 * Reads all values from the beginning of a text; `end` is where something else begins. Of repeated keys the last wins.
 * A damaged item of a list costs that item, and where the text breaks off, what stood before is in `salvaged`.
 * Faults: link-malformed, input-too-large (nested deeper than 64).
 */
export function readJson(text: string): TreeReading {
  const reader = new JsonReader(text);
  const { places, incomplete } = reader;
  const values: Tree[] = [];
  for (;;) {
    reader.skipBlank();
    const end = reader.at;
    const isOver = reader.isBroken || !/^[{[]/.test(text.charAt(end));
    if (isOver && reader.damagedAt === undefined) {
      if (values.length > 0) return { ok: true, values, places, end };
      return { ok: false, code: 'link-malformed', reason: 'This is not JSON.', at: end };
    }
    if (reader.isTooDeep) return { ok: false, code: 'input-too-large', reason: `This JSON is nested deeper than ${maxDepth} levels.`, at: end };
    if (isOver) return { ok: false, code: 'link-malformed', reason: reasonOf(reader), at: reader.damagedAt ?? end, salvaged: { values, places, incomplete } };
    const value = reader.readValue(0);
    if (value !== nothing) values.push(value);
  }
}

/** The text from its first character that is neither blank nor comment, at most 64 characters: enough to see what it is. */
export function startOfJson(text: string): string {
  const reader = new JsonReader(text);
  reader.skipBlank();
  return text.slice(reader.at, reader.at + 64);
}

function reasonOf(reader: JsonReader): string {
  return reader.isAtEnd() ? 'This JSON breaks off before it is complete.' : 'This JSON is damaged here.';
}

const nothing = Symbol('null');
const closers: ReadonlyMap<string, string> = new Map([['"', '"'], ["'", "'"], ['“', '”'], ['‘', '’']]);
const escapes: ReadonlyMap<string, string> = new Map([['n', '\n'], ['r', '\r'], ['t', '\t'], ['b', '\b'], ['f', '\f']]);

/** A cursor over the text: identity and lifetime are one read. */
class JsonReader {
  readonly places: Places = new WeakMap();
  /** Maps in which something is damaged or missing. */
  readonly incomplete = new WeakSet<TreeMap>();
  at = 0;
  isTooDeep = false;
  /** Nothing can be read any further. */
  isBroken = false;
  /** Where the first damage was. */
  damagedAt: number | undefined;
  readonly #text: string;
  #damages = 0;

  constructor(text: string) {
    this.#text = text;
  }

  isAtEnd(): boolean {
    return (this.damagedAt ?? this.at) >= this.#text.length;
  }

  /** A tree, or `nothing` for null and for damage. */
  readValue(depth: number): Tree | typeof nothing {
    this.skipBlank();
    const first = this.#text.charAt(this.at);
    if (first === '{' || first === '[') {
      this.isTooDeep = depth >= maxDepth;
      if (this.isTooDeep) return this.#damage();
      return first === '{' ? this.#readMap(depth) : this.#readList(depth);
    }
    if (closers.has(first)) return this.#readQuoted(first) ?? this.#damage();
    const word = this.#readWord();
    if (word === '') return this.#damage();
    return word === 'null' || word === 'undefined' ? nothing : word;
  }

  #damage(): typeof nothing {
    this.isBroken = true;
    this.#damages += 1;
    this.damagedAt ??= this.at;
    return nothing;
  }

  #readMap(depth: number): TreeMap {
    const map = new Map<string, Tree>();
    this.places.set(map, this.at);
    this.at += 1;
    const damages = this.#damages;
    while (!this.isBroken) {
      this.#skipCommas();
      const next = this.#text.charAt(this.at);
      if (next === '}') return this.#closed(map);
      const key = closers.has(next) ? this.#readQuoted(next) : this.#readWord();
      this.skipBlank();
      if (key === undefined || this.#text.charAt(this.at) !== ':') {
        this.#damage();
        break;
      }
      this.at += 1;
      const value = this.readValue(depth + 1);
      if (value === nothing) map.delete(key);
      else if (!isPrototypeKey(key)) map.set(key, value);
      if (this.#damages > damages) this.incomplete.add(map);
    }
    this.incomplete.add(map);
    return map;
  }

  #readList(depth: number): readonly Tree[] {
    const items: Tree[] = [];
    this.at += 1;
    for (;;) {
      this.#skipCommas();
      if (this.#text.charAt(this.at) === ']') return this.#closed(items);
      const start = this.at;
      const value = this.readValue(depth + 1);
      if (value !== nothing) items.push(value);
      if (this.isBroken && !this.#resume(start)) return items;
    }
  }

  /** Goes on behind a damaged item that is closed somewhere; false where the text breaks off. */
  #resume(start: number): boolean {
    if (this.isTooDeep || this.#text.charAt(start) !== '{') return false;
    const end = endOfItem(this.#text, start);
    if (end === undefined) return false;
    this.at = end;
    this.isBroken = false;
    return true;
  }

  #closed<T>(value: T): T {
    this.at += 1;
    return value;
  }

  #skipCommas(): void {
    do this.skipBlank();
    while (this.#text.charAt(this.at) === ',' && (this.at += 1) > 0);
  }

  /** White space, invisible marks and comments. */
  skipBlank(): void {
    for (;;) {
      const code = this.#text.charCodeAt(this.at);
      if (code <= 32 || code === 0xa0 || code === 0xfeff || (code >= 0x200b && code <= 0x200f) || code === 0x3000) this.at += 1;
      else if (code === 35) this.#skipTo('\n', 0);
      else if (code === 47 && this.#text.charCodeAt(this.at + 1) === 47) this.#skipTo('\n', 0);
      else if (code === 47 && this.#text.charCodeAt(this.at + 1) === 42) this.#skipTo('*/', 2);
      else return;
    }
  }

  #skipTo(mark: string, length: number): void {
    const found = this.#text.indexOf(mark, this.at + length);
    this.at = found < 0 ? this.#text.length : found + length;
  }

  /** Everything up to punctuation: numbers stay texts, so that no digit is lost. */
  #readWord(): string {
    const start = this.at;
    while (/[^\s,:{}[\]"']/.test(this.#text.charAt(this.at))) this.at += 1;
    return this.#text.slice(start, this.at);
  }

  #readQuoted(quote: string): string | undefined {
    const closer = closers.get(quote) ?? quote;
    const start = this.at + 1;
    const close = this.#text.indexOf(closer, start);
    const escape = close < 0 ? -1 : this.#text.slice(start, close).indexOf('\\');
    if (close >= 0 && escape < 0) {
      this.at = close + 1;
      return this.#text.slice(start, close);
    }
    return this.#readEscaped(closer);
  }

  #readEscaped(closer: string): string | undefined {
    let value = '';
    let start = this.at + 1;
    for (this.at = start; this.at < this.#text.length; this.at += 1) {
      const character = this.#text.charAt(this.at);
      if (character === closer) return this.#closed(value + this.#text.slice(start, this.at));
      if (character !== '\\') continue;
      value += this.#text.slice(start, this.at) + this.#readEscape();
      start = this.at + 1;
    }
    return undefined;
  }

  #readEscape(): string {
    this.at += 1;
    const letter = this.#text.charAt(this.at);
    const digits = letter === 'u' ? this.#text.slice(this.at + 1, this.at + 5) : '';
    if (!/^[0-9a-fA-F]{4}$/.test(digits)) return escapes.get(letter) ?? letter;
    this.at += 4;
    return String.fromCharCode(Number.parseInt(digits, 16));
  }
}

/** Behind the bracket that closes the map at `start`; at a bracket that closes what is around it; undefined for neither. */
function endOfItem(text: string, start: number): number | undefined {
  const open: string[] = [];
  for (let at = start; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === '"') {
      for (at += 1; at < text.length && text.charAt(at) !== '"'; at += 1) if (text.charAt(at) === '\\') at += 1;
    } else if (character === '{' || character === '[') open.push(character);
    else if (character === ']' && open.pop() !== '[') return at;
    else if (character === '}') {
      while (open.length > 0 && open.pop() !== '{'); // a list that is not closed ends with the map around it
      if (open.length === 0) return at + 1;
    }
  }
  return undefined;
}
