/** The page before the app has been reached, and after it has ended. */
import type { ReactNode } from 'react';
import { useText } from '../language/language.tsx';
import { Mark } from '../picture/mark.tsx';
import { useStore } from '../store.ts';
import styles from './frame.module.css';

export function Waiting(): ReactNode {
  const { t } = useText();
  const link = useStore(({ ui }) => ui.link);
  const opening = link === 'opening' || link === 'open';
  return (
    <div className={styles['waiting']} role="status">
      <Mark size={64} />
      <h1 className={styles['title']}>{t(opening ? 'app.starting' : `wire.${link}`)}</h1>
      {!opening && <p className={styles['line']}>{t(`wire.${link}.line`)}</p>}
    </div>
  );
}
