/** The mark: never mirrored, rotated or coloured by state. */
import type { ReactNode } from 'react';
import styles from './mark.module.css';

export function Mark({ size }: { readonly size: number }): ReactNode {
  return (
    <svg viewBox="0 0 24 24" width={size} height={size} aria-hidden="true" focusable="false">
      <path className={styles['road']} d="M6 3v3a3 3 0 0 0 3 3h3a6 6 0 0 1 0 12H6" />
      <rect className={styles['block']} x={4.5} y={12} width={6} height={6} rx={1.2} />
    </svg>
  );
}
