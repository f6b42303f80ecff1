/**
 * JSON as panels and people write it: single quotes, trailing commas, bare keys, raw line breaks in texts, a BOM,
 * something behind the closing bracket. Tried only after the strict reader has said no.
 */

const mostDepth = 64;

/** Own members of the object in this text; undefined when there is none, or when it is nested deeper than 64. */
export function readJsonObject(text: string): ReadonlyMap<string, unknown> | undefined {
  const start = text.indexOf('{');
  if (start < 0 || isDeep(text, start)) return undefined;
  try {
    const value: unknown = JSON.parse(start === 0 ? text : text.slice(start));
    return typeof value === 'object' && value !== null ? new Map(Object.entries(value)) : undefined;
  } catch {
    const value = new LooseReader(text, start).readValue(0);
    return value instanceof Map ? value : undefined;
  }
}

/** Deep values parse, and then overflow the stack of whoever walks them. Brackets inside texts count too: rare, harmless. */
function isDeep(text: string, start: number): boolean {
  if (text.indexOf('{', start + 1) < 0 && !text.includes('[')) return false;
  let depth = 0;
  for (let index = start; index < text.length && depth <= mostDepth; index += 1) {
    const character = text.charAt(index);
    if (character === '{' || character === '[') depth += 1;
    else if (character === '}' || character === ']') depth -= 1;
  }
  return depth > mostDepth;
}

const failed = Symbol('failed');
const literals: ReadonlyMap<string, unknown> = new Map<string, unknown>([['true', true], ['false', false], ['null', null], ['undefined', null]]);

/** A cursor over the text: identity and lifetime are one read. */
class LooseReader {
  readonly #text: string;
  #at: number;

  constructor(text: string, start: number) {
    this.#text = text;
    this.#at = start;
  }

  /** A Map, an array, a text, number, boolean or null; `failed` when damaged. */
  readValue(depth: number): unknown {
    this.#skipBlank();
    const first = this.#text.charAt(this.#at);
    if (first === '{') return depth < mostDepth ? this.#readObject(depth) : failed;
    if (first === '[') return depth < mostDepth ? this.#readArray(depth) : failed;
    if (first === '"' || first === "'") return this.#readQuoted(first);
    const word = this.#readWord();
    if (word === '') return failed;
    return literals.has(word) ? literals.get(word) : word;
  }

  #readObject(depth: number): unknown {
    const fields = new Map<string, unknown>();
    this.#at += 1;
    for (;;) {
      this.#skipBlank();
      const next = this.#text.charAt(this.#at);
      if (next === '}') return this.#closed(fields);
      if (next === '') return failed;
      const key = next === '"' || next === "'" ? this.#readQuoted(next) : this.#readWord();
      this.#skipBlank();
      if (typeof key !== 'string' || key === '' || this.#text.charAt(this.#at) !== ':') return failed;
      this.#at += 1;
      const value = this.readValue(depth + 1);
      if (value === failed) return failed;
      fields.set(key, value);
    }
  }

  #readArray(depth: number): unknown {
    const items: unknown[] = [];
    this.#at += 1;
    for (;;) {
      this.#skipBlank();
      if (this.#text.charAt(this.#at) === ']') return this.#closed(items);
      const value = this.readValue(depth + 1);
      if (value === failed) return failed;
      items.push(value);
    }
  }

  #closed<T>(value: T): T {
    this.#at += 1;
    return value;
  }

  #skipBlank(): void {
    while (/[\s,\uFEFF]/.test(this.#text.charAt(this.#at))) this.#at += 1;
  }

  /** Everything up to punctuation: numbers stay texts, so that no digit is lost. */
  #readWord(): string {
    const start = this.#at;
    while (/[^\s,:{}[\]"']/.test(this.#text.charAt(this.#at))) this.#at += 1;
    return this.#text.slice(start, this.#at);
  }

  #readQuoted(quote: string): unknown {
    let value = '';
    for (this.#at += 1; this.#at < this.#text.length; this.#at += 1) {
      const character = this.#text.charAt(this.#at);
      if (character === quote) return this.#closed(value);
      value += character === '\\' ? this.#readEscape() : character;
    }
    return failed;
  }

  #readEscape(): string {
    this.#at += 1;
    const letter = this.#text.charAt(this.#at);
    const digits = letter === 'u' ? this.#text.slice(this.#at + 1, this.#at + 5) : '';
    if (/^[0-9a-fA-F]{4}$/.test(digits)) {
      this.#at += 4;
      return String.fromCharCode(Number.parseInt(digits, 16));
    }
    return { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' }[letter] ?? letter;
  }
}
