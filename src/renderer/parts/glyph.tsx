/** Result glyphs: colour, shape and, always beside them, a word. */
import type { ReactNode } from 'react';
import styles from './glyph.module.css';

export type GlyphKind = 'good' | 'slow' | 'cut-off' | 'no-answer' | 'untested' | 'asking' | 'waiting' | 'done';

/** 14 × 14, in the colour of its kind; hidden from readers. */
export function Glyph({ kind }: { readonly kind: GlyphKind }): ReactNode {
  return (
    <svg className={styles['glyph']} data-kind={kind} viewBox="0 0 14 14" width={14} height={14} aria-hidden="true" focusable="false">
      {shapes[kind]}
    </svg>
  );
}

const shapes: Readonly<Record<GlyphKind, ReactNode>> = {
  good: <circle cx={7} cy={7} r={5.5} className={styles['solid']} />,
  slow: (
    <>
      <circle cx={7} cy={7} r={4.9} />
      <path className={styles['solid']} d="M7 2.100A4.900 4.900 0 0 1 7 11.900Z" />
    </>
  ),
  'cut-off': <path d="M2 7H8.500M10.500 2.500V11.500" />,
  'no-answer': <path d="M2.800 2.800L11.200 11.200M11.200 2.800L2.800 11.200" />,
  untested: <circle cx={7} cy={7} r={4.9} />,
  asking: (
    <>
      <circle cx={7} cy={7} r={5} className={styles['track']} />
      <path className={styles['arc']} d="M7 2A5 5 0 0 1 12 7" />
    </>
  ),
  waiting: <circle cx={7} cy={7} r={1.4} className={styles['solid']} />,
  done: <path d="M2.500 7.500L5.500 10.500L11.500 3.500" />,
};
