/** A sentence with something in it that is not plain text: a name, an address, a button. */
import { Fragment, type ReactNode } from 'react';
import type { TextKey, TextValues } from '../../shared/text.ts';
import { useText } from './language.tsx';
import { splitSentence } from './sentence-view.ts';

interface SentenceProps {
  readonly text: TextKey;
  readonly values?: TextValues;
  /** What stands in a place, by the place's name. Painted as given: nothing in it is read as markup. */
  readonly parts: Readonly<Record<string, ReactNode>>;
}

/** Cuts the translated sentence at its places and puts the parts there, in the order the language wants. */
export function Sentence({ text: key, values, parts }: SentenceProps): ReactNode {
  const { t } = useText();
  return splitSentence(t, key, values ?? {}, Object.keys(parts)).map((piece, index) => (
    // The pieces of one sentence keep their order for as long as the sentence is the same.
    // oxlint-disable-next-line react/no-array-index-key
    <Fragment key={index}>{piece.kind === 'words' ? piece.words : parts[piece.name]}</Fragment>
  ));
}

/** A name inside a sentence: keeps its own direction, and is cut at 32 graphemes. */
export function Name({ children }: { readonly children: string }): ReactNode {
  return <bdi>{shortName(children)}</bdi>;
}

const longestName = 32;

function shortName(name: string): string {
  if (name.length <= longestName) return name;
  const graphemes = [...new Intl.Segmenter().segment(name)].map(({ segment }) => segment);
  return graphemes.length <= longestName ? name : `${graphemes.slice(0, longestName - 1).join('')}…`;
}

/** Something technical, always left to right, in Western digits: an address, a key, a file name. */
export function Technical({ children }: { readonly children: ReactNode }): ReactNode {
  return (
    <bdi dir="ltr" translate="no">
      {children}
    </bdi>
  );
}
