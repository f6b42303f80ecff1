/** A surface with a line around it, and rows inside it. */
import { useId, type ReactNode } from 'react';
import { classes } from './classes.ts';
import rows from './row.module.css';
import styles from './card.module.css';

export interface CardProps {
  readonly children: ReactNode;
  /** A quiet heading above the card. */
  readonly title?: string;
}

/** A section of a page. */
export function Card({ children, title }: CardProps) {
  const id = useId();
  return (
    <section className={styles['section']} {...(title === undefined ? {} : { 'aria-labelledby': id })}>
      {title === undefined ? undefined : <h2 id={id} className={styles['title']}>{title}</h2>}
      <div className={styles['card']}>{children}</div>
    </section>
  );
}

export interface RowProps {
  readonly name: ReactNode;
  readonly line?: ReactNode;
  /** What it does: one control. */
  readonly end?: ReactNode;
  /** On narrow windows the control goes under the words. */
  readonly wraps?: boolean;
}

/** A row that says something and may do one thing. */
export function Row({ name, line, end, wraps = false }: RowProps) {
  return (
    <div className={rows['row']} data-wraps={wraps}>
      <div className={rows['words']}>
        <div className={rows['name']}>{name}</div>
        {line === undefined ? undefined : <div className={rows['line']}>{line}</div>}
      </div>
      {end}
    </div>
  );
}

/** A row with a large control of its own, e.g. a field. */
export function BlockRow({ children }: { readonly children: ReactNode }) {
  return <div className={classes(rows['row'], styles['block'])}>{children}</div>;
}
