/** A surface with a line around it, and rows inside it. A row goes somewhere or does something, never both. */
import { useId, type ReactNode } from 'react';
import styles from './card.module.css';

export interface CardProps {
  readonly children: ReactNode;
  /** A quiet heading above the card. */
  readonly title?: string;
  /** Read out where there is no heading. */
  readonly label?: string;
}

/** A section of a page. */
export function Card({ children, title, label }: CardProps): ReactNode {
  const id = useId();
  const name = title !== undefined ? { 'aria-labelledby': id } : label !== undefined ? { 'aria-label': label } : {};
  return (
    <section className={styles['section']} {...name}>
      {title !== undefined && <h2 id={id} className={styles['title']}>{title}</h2>}
      <div className={styles['card']}>{children}</div>
    </section>
  );
}

export interface RowProps {
  readonly title: ReactNode;
  readonly line?: ReactNode;
  /** A sign or glyph, in a column of its own so that the texts of all rows start at one line. */
  readonly lead?: ReactNode;
  /** What it does: one control. */
  readonly end?: ReactNode;
  /** On narrow windows the control goes under the words. */
  readonly wraps?: boolean;
  /** For a control that is described by the line. */
  readonly lineId?: string;
}

/** A row that says something and may do one thing. */
export function Row({ title, line, lead, end, wraps = false, lineId }: RowProps): ReactNode {
  return (
    <div className={styles['row']} data-wraps={wraps} data-lead={lead !== undefined}>
      {lead !== undefined && <div className={styles['lead']}>{lead}</div>}
      <div className={styles['words']}>
        <div className={styles['name']}>{title}</div>
        {line !== undefined && <div id={lineId} className={styles['line']}>{line}</div>}
      </div>
      {end}
    </div>
  );
}

/** A part of a card with a large control of its own, e.g. a field. */
export function CardBlock({ children, title }: { readonly children: ReactNode; readonly title?: string }): ReactNode {
  return (
    <div className={styles['block']}>
      {title !== undefined && <div className={styles['label']}>{title}</div>}
      {children}
    </div>
  );
}
