/** Every regular expression that the sources spell out, and how its time grows on texts that nearly match. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Expression {
  /** `file:line`. */
  readonly where: string;
  readonly pattern: RegExp;
}

const literal = /(?:[(=,:!&|?[{;]|\breturn|=>)\s*(\/(?![/*])(?:[^/\\\n[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/)([dgimsuvy]*)/g;

/** What these search is cut to 16 KiB first, as their own constants say. */
const bounded = new Set(['src/shared/redact.ts']);

/** Literals of all sources below `root`, tests left out. */
export function expressionsOf(root: string): readonly Expression[] {
  const files = globSync('src/**/*.{ts,tsx}', { cwd: root }).filter((file) => !bounded.has(file) && !/\.test\.|-for-test|testing|samples|arbitrary/.test(file));
  return files.flatMap((file) => {
    const text = readFileSync(join(root, file), 'utf8');
    return [...text.matchAll(literal)].flatMap((found): Expression[] => {
      const where = `${file}:${text.slice(0, found.index).split('\n').length}`;
      const pattern = compile((found[1] ?? '').slice(1, -1), found[2] ?? '');
      return pattern === undefined ? [] : [{ where, pattern }];
    });
  });
}

/** Without the flag that makes a search go on where the last one ended; undefined for a division that looks like one. */
function compile(source: string, flags: string): RegExp | undefined {
  try {
    return new RegExp(source, flags.replace('g', ''));
  } catch {
    return undefined;
  }
}

const signs = [...' aA0-./:=<"(,;%\\\n'.split(''), 'é'];

/** Texts of `length` made of what the expression is made of, and ending in what it does not want. */
function* nearMisses(pattern: RegExp, length: number): Generator<string> {
  const words = pattern.source.match(/[A-Za-z0-9:/=<>-]{2,20}/g) ?? [];
  const starts = ['', words[0] ?? ''];
  const pumps = [...signs, ...words.slice(0, 2), 'a ', 'a=', 'a.'];
  for (const start of new Set(starts)) for (const pump of pumps) yield `${start}${pump.repeat(Math.ceil(length / pump.length))}`.slice(0, length) + '\u0001';
}

const short = 4 * 1024;
const long = 64 * 1024;
/** Sixteen times the text may take sixteen times as long; a square of it takes 256 times. */
const mostGrowth = 64;
/** What a linear search of the short text never takes, however busy the machine. */
const suspiciousMs = 1;

/** The beginning of a text on which the expression takes more than its share; undefined when its time grows as the text does. */
export function slowText(pattern: RegExp): string | undefined {
  for (const text of nearMisses(pattern, short)) {
    if (bestMs(pattern, text, 1) < suspiciousMs || bestMs(pattern, text, 3) < suspiciousMs) continue;
    const whole = text.slice(0, -1).repeat(long / short) + text.slice(-1);
    const growth = (runs: number): number => bestMs(pattern, whole, runs) / bestMs(pattern, text, 4);
    const first = growth(1);
    if (first > 2 * mostGrowth || (first > mostGrowth && growth(3) > mostGrowth)) return text.slice(0, 60);
  }
  return undefined;
}

/** The quickest of several runs: what others do on the machine only ever adds. */
function bestMs(pattern: RegExp, text: string, runs: number): number {
  let best = Infinity;
  for (let run = 0; run < runs; run += 1) {
    const started = performance.now();
    pattern.lastIndex = 0;
    pattern.exec(text);
    best = Math.min(best, performance.now() - started);
  }
  return best;
}
