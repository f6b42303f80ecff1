/** No servers yet: what to do about it, in the one place where it can be done. */
import type { ReactNode } from 'react';
import { LinkField } from '../../frame/link-field.tsx';
import { useText } from '../../language/language.tsx';
import { Card } from '../../parts/card.tsx';
import { StatePicture } from '../../picture/state-picture.tsx';
import styles from './servers.module.css';

export function EmptyServers(): ReactNode {
  const { t, direction } = useText();
  return (
    <Card label={t('servers.empty')}>
      <div className={styles['empty']}>
        <div className={styles['emptyPicture']}>
          <StatePicture kind="off" direction={direction} />
        </div>
        <h2 className={styles['emptyTitle']}>{t('servers.empty')}</h2>
        <p className={styles['emptyLine']}>{t('servers.empty.line')}</p>
        <div className={styles['emptyField']}>
          <LinkField />
        </div>
      </div>
    </Card>
  );
}
