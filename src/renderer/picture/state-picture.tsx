/** The picture of a state: hidden from readers, because the word beside it says the same. */
import type { ReactNode } from 'react';
import styles from './state-picture.module.css';
import { pictureOf, type Picture, type PictureEnd, type PictureKind } from './picture-view.ts';

interface StatePictureProps {
  readonly kind: PictureKind;
  /** Mirrored in right-to-left languages; the tick is not. */
  readonly direction: 'ltr' | 'rtl';
}

/** Drawn in `--mark` on `--tint`, which the panel around it sets. */
export function StatePicture({ kind, direction }: StatePictureProps): ReactNode {
  const picture = pictureOf(kind);
  return (
    <svg className={styles['picture']} viewBox="0 0 560 182" aria-hidden="true" focusable="false">
      <g transform={direction === 'rtl' ? 'translate(560 0) scale(-1 1)' : undefined}>
        {picture.dots !== undefined && (
          <path className={styles['dots']} data-march={picture.dots.march} data-pale={picture.dots.pale} d={picture.dots.path} />
        )}
        {/* A line of another shape is another line: it must not be stretched into it. */}
        <path key={picture.line} className={styles['line']} d={picture.line} pathLength={1} strokeDashoffset={1 - picture.shown} />
        <circle className={styles['fill']} cx={40} cy={108} r={15} />
        <Obstacles picture={picture} />
        {picture.head !== undefined && <circle className={styles['head']} cx={picture.head[0]} cy={picture.head[1]} r={14.5} />}
        <End end={picture.end} direction={direction} />
      </g>
    </svg>
  );
}

function Obstacles({ picture }: { readonly picture: Picture }): ReactNode {
  return (
    <>
      <rect className={styles['block']} x={250} y={78} width={60} height={60} rx={10} />
      {picture.second && <rect className={styles['block']} x={300} y={9} width={46} height={46} rx={8} />}
      {picture.bar && <path className={styles['bar']} d="M300 8V56" />}
    </>
  );
}

function End({ end, direction }: { readonly end: PictureEnd; readonly direction: 'ltr' | 'rtl' }): ReactNode {
  switch (end) {
    case 'ring':
      return <circle className={styles['ring']} cx={520} cy={108} r={22} />;
    case 'tick':
      return (
        <>
          <circle className={styles['fill']} cx={520} cy={108} r={22} />
          <path className={styles['tick']} d="M511 108.500L517.500 115L530 101.500" transform={direction === 'rtl' ? 'translate(1040 0) scale(-1 1)' : undefined} />
        </>
      );
    case 'pause':
      return (
        <>
          <circle className={styles['ring']} cx={520} cy={108} r={22} />
          <path className={styles['sign']} d="M515 100V116M525 100V116" />
        </>
      );
    case 'cross':
      return (
        <>
          <circle className={styles['ring']} cx={520} cy={108} r={22} />
          <path className={styles['sign']} d="M512.500 100.500L527.500 115.500M527.500 100.500L512.500 115.500" />
        </>
      );
  }
}
