/** Version and licences. */
import type { ReactNode } from 'react';
import { useText } from '../../language/language.tsx';
import { Card, CardBlock } from '../../parts/card.tsx';
import { Mark } from '../../picture/mark.tsx';
import { useStore } from '../../store.ts';
import { Section } from './section.tsx';
import styles from './settings.module.css';

export function About(): ReactNode {
  const { t } = useText();
  const version = useStore(({ mirror }) => mirror?.host.version ?? '');
  return (
    <Section title={t('settings.section.about')}>
      <Card>
        <CardBlock>
          <div className={styles['about']}>
            <Mark size={40} />
            <div>
              <p className={styles['version']}>{t('settings.version', { version: `\u2068${version}\u2069` })}</p>
              <p className={styles['line']}>{t('settings.licence')}</p>
              <p className={styles['line']}>{t('settings.fonts')}</p>
              <p className={styles['line']}>{t('settings.networks')}</p>
            </div>
          </div>
        </CardBlock>
      </Card>
    </Section>
  );
}
