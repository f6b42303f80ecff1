/** One short word about a thing, on the tint of what it means. */
import type { ReactNode } from 'react';
import styles from './tag.module.css';

export interface TagProps {
  readonly children: string;
  readonly tone?: 'off' | 'on' | 'go' | 'hold' | 'fail';
}

export function Tag({ children, tone = 'off' }: TagProps): ReactNode {
  return (
    <span className={styles['tag']} data-tone={tone}>
      {children}
    </span>
  );
}
