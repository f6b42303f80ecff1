/** One short word about a thing, on the tint of what it means. */
import { classes } from './classes.ts';
import styles from './tag.module.css';

export interface TagProps {
  readonly children: string;
  readonly tone?: 'off' | 'on' | 'go' | 'hold' | 'fail';
}

export function Tag({ children, tone = 'off' }: TagProps) {
  return <span className={classes(styles['tag'], styles[tone])}>{children}</span>;
}
