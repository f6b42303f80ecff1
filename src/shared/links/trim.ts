/** Trimming of chosen characters in linear time: a regular expression such as `x+$` is quadratic on hostile text. */

/** Without the characters of `set` at the end. */
export function trimEndOf(text: string, set: string): string {
  let end = text.length;
  while (end > 0 && set.includes(text.charAt(end - 1))) end -= 1;
  return end === text.length ? text : text.slice(0, end);
}

/** Without the characters of `set` at both ends. */
export function trimOf(text: string, set: string): string {
  let start = 0;
  while (start < text.length && set.includes(text.charAt(start))) start += 1;
  return trimEndOf(text.slice(start), set);
}

const brackets: ReadonlyMap<string, string> = new Map([[')', '('], [']', '['], ['}', '{'], ['>', '<'], ['）', '（'], ['】', '【'], ['」', '「']]);
const quotes = '"\'`';

/** Without trailing characters of `set`, trailing white space, closing brackets never opened, and quotes never paired. */
export function trimDirt(text: string, set: string): string {
  const surplus = new Map<string, number>();
  let end = text.length;
  for (; end > 0; end -= 1) {
    const last = text.charAt(end - 1);
    if (set.includes(last) || /\s/.test(last)) continue;
    const opener = brackets.get(last) ?? (quotes.includes(last) ? last : undefined);
    if (opener === undefined) break;
    const left = surplus.get(last) ?? unpaired(text, end, opener, last);
    if (left <= 0) break;
    surplus.set(last, left - 1);
  }
  return end === text.length ? text : text.slice(0, end);
}

/** How many closers have no opener; for a quote, which is its own opener, 1 when their number is odd. */
function unpaired(text: string, end: number, opener: string, closer: string): number {
  let closers = 0;
  let openers = 0;
  for (let index = 0; index < end; index += 1) {
    const character = text.charAt(index);
    if (character === closer) closers += 1;
    else if (character === opener) openers += 1;
  }
  return opener === closer ? closers % 2 : closers - openers;
}
