/** Cutting a translated sentence at its places. Pure. */
import type { Text, TextKey, TextValues } from '../../shared/text.ts';

export type Piece = { readonly kind: 'words'; readonly words: string } | { readonly kind: 'place'; readonly name: string };

/** Stand-ins from a private-use plane, which no sentence of ours contains. */
const firstMark = 0xf0000;

/** The sentence in pieces: words as they are, and the named places where something else is to stand. */
export function splitSentence(t: Text['t'], key: TextKey, values: TextValues, names: readonly string[]): readonly Piece[] {
  const marks = new Map(names.map((name, index) => [String.fromCodePoint(firstMark + index), name]));
  const marked = t(key, { ...values, ...Object.fromEntries([...marks].map(([mark, name]) => [name, mark])) });
  const pieces: Piece[] = [];
  let words = '';
  for (const character of marked) {
    const name = marks.get(character);
    if (name === undefined) {
      words += character;
      continue;
    }
    if (words !== '') pieces.push({ kind: 'words', words });
    words = '';
    pieces.push({ kind: 'place', name });
  }
  return words === '' ? pieces : [...pieces, { kind: 'words', words }];
}
