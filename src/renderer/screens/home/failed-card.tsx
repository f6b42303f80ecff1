/** Why it did not work, in one sentence, and what to do: it stays until something changes. */
import type { ReactNode } from 'react';
import { restoreProxy } from '../../actions.ts';
import { adviceFor } from '../../fault-view.ts';
import { useText } from '../../language/language.tsx';
import { Button } from '../../parts/button.tsx';
import { Card } from '../../parts/card.tsx';
import { changeUi, useStore } from '../../store.ts';
import styles from './home.module.css';

export function FailedCard(): ReactNode {
  const { t } = useText();
  const connection = useStore(({ mirror }) => mirror?.connection);
  if (connection?.kind !== 'failed') return null;
  const { code } = connection.fault;
  const advice = adviceFor(code);
  return (
    <Card label={t('state.failed')}>
      <div className={styles['advice']}>
        <h2 className={styles['heading']}>{t(`fault.${code}`)}</h2>
        <p className={styles['text']}>{t(advice)}</p>
        <div className={styles['buttons']}>
          {advice === 'advice.restore' && (
            <Button kind="link" onPress={() => void restoreProxy()}>
              {t('home.restore')}
            </Button>
          )}
          {advice === 'advice.checks' || advice === 'advice.proxy' ? (
            <Button kind="link" onPress={() => changeUi({ screen: 'settings' })}>
              {t('nav.settings')}
            </Button>
          ) : null}
          <Button kind="link" onPress={() => changeUi({ screen: 'log' })}>
            {t('home.see-log')}
          </Button>
        </div>
      </div>
    </Card>
  );
}
