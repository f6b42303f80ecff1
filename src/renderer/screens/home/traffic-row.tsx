/** What is moving now, as a line and in numbers. */
import type { ReactNode } from 'react';
import { useText } from '../../language/language.tsx';
import { Row } from '../../parts/card.tsx';
import { rateText, sizeText } from '../../quantity.ts';
import { useStore } from '../../store.ts';
import styles from './home.module.css';
import { sparkHeight, sparkPath, sparkWidth } from './traffic-view.ts';

export function TrafficRow(): ReactNode {
  const text = useText();
  const traffic = useStore(({ mirror }) => mirror?.traffic);
  const rates = useStore((state) => state.rates);
  if (traffic === undefined) return null;
  const largest = rates.reduce((most, { up, down }) => Math.max(most, up, down), 0);
  return (
    <Row
      lead={
        <svg className={styles['spark']} viewBox={`0 0 ${sparkWidth} ${sparkHeight}`} aria-hidden="true" focusable="false">
          <path data-way="up" d={sparkPath(rates.map(({ up }) => up), largest)} />
          <path data-way="down" d={sparkPath(rates.map(({ down }) => down), largest)} />
        </svg>
      }
      title={
        <span className={styles['number']}>
          {text.t('home.traffic.rates', { down: rateText(text, traffic.down), up: rateText(text, traffic.up) })}
        </span>
      }
      line={<span className={styles['number']}>{text.t('home.traffic.totals', { down: sizeText(text, traffic.downTotal), up: sizeText(text, traffic.upTotal) })}</span>}
    />
  );
}
