/** The same picture at the size of an icon: road and block, 28 × 16, in `currentColor` with the block in its own. */
import type { ReactNode } from 'react';
import styles from './small-sign.module.css';

export type SmallKind = 'off' | 'go' | 'on' | 'hold' | 'fail';

const roads: Readonly<Record<SmallKind, string>> = {
  off: 'M1.500 12H8',
  go: 'M1.500 12H6.500A2.500 2.500 0 0 0 9 9.500V7A3.500 3.500 0 0 1 12.500 3.500H14',
  on: 'M1.500 12H6.500A2.500 2.500 0 0 0 9 9.500V7A3.500 3.500 0 0 1 12.500 3.500H15.500A3.500 3.500 0 0 1 19 7V9.500A2.500 2.500 0 0 0 21.500 12H26.500',
  hold: 'M1.500 12H6.500A2.500 2.500 0 0 0 9 9.500V7A3.500 3.500 0 0 1 12.500 3.500H14',
  fail: 'M1.500 12H6.500A2.500 2.500 0 0 0 9 9.500V7A3.500 3.500 0 0 1 12.500 3.500H14',
};

const rests: Readonly<Record<SmallKind, string>> = {
  off: 'M20 12H20.010M24 12H24.010',
  go: 'M18.500 6H18.510M21 9.500H21.010M25 12H25.010',
  on: '',
  hold: 'M20 5V12M24.500 5V12',
  fail: 'M19.500 6.500L25 12M25 6.500L19.500 12',
};

/** Hidden from readers: a word always stands beside it. */
export function SmallSign({ kind }: { readonly kind: SmallKind }): ReactNode {
  return (
    <svg className={styles['sign']} viewBox="0 0 28 16" width={28} height={16} aria-hidden="true" focusable="false">
      <path d={roads[kind]} />
      {rests[kind] !== '' && <path d={rests[kind]} />}
      <rect className={styles['block']} x={11.5} y={9} width={5} height={5} rx={1} />
    </svg>
  );
}
