/** The page that came through the practice server: the proof that a tunnel carries something. */
import type { ReactNode } from 'react';
import { useText } from '../../language/language.tsx';
import { CardBlock } from '../../parts/card.tsx';
import { tookText } from '../../quantity.ts';
import { useStore } from '../../store.ts';
import styles from './home.module.css';

export function PracticeBlock(): ReactNode {
  const text = useText();
  const page = useStore(({ mirror }) => mirror?.practicePage);
  if (page === undefined) return null;
  return (
    <CardBlock title={text.t('home.practice.title')}>
      <figure className={styles['page']}>
        <p className={styles['pageTitle']} dir="auto">
          {page.title}
        </p>
        <p className={styles['pageText']} dir="auto">
          {page.text}
        </p>
        <figcaption className={styles['small']}>{text.t('home.practice.time', { time: tookText(text, page.ms) })}</figcaption>
      </figure>
    </CardBlock>
  );
}
