/** The words that open what was just copied: shown once, kept nowhere. */
import type { ReactNode } from 'react';
import { useText } from '../../language/language.tsx';
import { Technical } from '../../language/sentence.tsx';
import styles from './share.module.css';

export function ShareWords({ words }: { readonly words: string }): ReactNode {
  const { t } = useText();
  return (
    <div className={styles['words']} role="status">
      <p>
        {t('share.copied')} {t('share.words')}
      </p>
      <p className={styles['wordsThemselves']}>
        <Technical>{words}</Technical>
      </p>
      <p className={styles['why']}>{t('share.words.tell')}</p>
    </div>
  );
}
