/** Address, kind, key: the technical facts, complete. The key and the link stay hidden until asked for. */
import { useState, type ReactNode } from 'react';
import type { ProfileCard } from '../../../shared/snapshot.ts';
import type { CallAnswer } from '../../../shared/contract.ts';
import { reveal } from '../../actions.ts';
import { useNow } from '../../clock.ts';
import { useText } from '../../language/language.tsx';
import { Technical } from '../../language/sentence.tsx';
import { Button } from '../../parts/button.tsx';
import { Icon } from '../../parts/icon.tsx';
import { agoText } from '../../quantity.ts';
import { kindText, networkText } from '../../server-view.ts';
import styles from './drawer.module.css';
import { Certificates } from './certificates.tsx';
import { secretOf } from './secret-view.ts';

export function DrawerFacts({ card }: { readonly card: ProfileCard }): ReactNode {
  const text = useText();
  const now = useNow(60_000, true);
  const provider = card.source === 'practice' ? 'drawer.provider.practice' : card.warnings.includes('unencrypted') ? 'drawer.provider.plain' : 'drawer.provider.line';
  const network = networkText(text, card);
  return (
    <section className={styles['section']}>
      <dl className={styles['facts']}>
        <dt>{text.t('drawer.address')}</dt>
        <dd className={styles['technical']}>
          <Technical>{card.server}</Technical>
          {card.source !== 'practice' && <span className={styles['small']}>{text.t('drawer.port', { port: `\u2068${card.port}\u2069` })}</span>}
        </dd>
        {network !== undefined && (
          <>
            <dt>{text.t('drawer.network')}</dt>
            <dd>{network}</dd>
          </>
        )}
        <dt>{text.t('drawer.kind')}</dt>
        <dd>{kindText(text, card)}</dd>
        {card.source !== 'practice' && <Secrets id={card.id} />}
      </dl>
      <p className={styles['small']}>{text.t('drawer.added', { ago: agoText(text, now - card.addedAt) })}</p>
      {card.warnings.map((warning) => (
        <p key={warning} className={styles['warning']}>
          <Icon name="warning" size={18} />
          <span>{text.t(`warning.${warning}`)}</span>
        </p>
      ))}
      <div className={styles['tile']}>
        <h3 className={styles['tileTitle']}>{text.t('drawer.provider')}</h3>
        <p>{text.t(provider)}</p>
      </div>
    </section>
  );
}

function Secrets({ id }: { readonly id: string }): ReactNode {
  const { t } = useText();
  const [shown, setShown] = useState<CallAnswer<'profiles.reveal'>>();
  const toggle = async (): Promise<void> => setShown(shown === undefined ? await reveal(id) : undefined);
  const secret = shown === undefined ? undefined : secretOf(shown.profile.profile);
  return (
    <>
      <dt>{t('drawer.key')}</dt>
      <dd className={styles['technical']}>
        {shown === undefined ? (
          <>
            <span aria-hidden="true">••••••••</span>
            <span className={styles['spoken']}>{t('drawer.key.hidden')}</span>
          </>
        ) : (
          <Technical>{secret ?? '–'}</Technical>
        )}
        <Button kind="link" size="small" onPress={() => void toggle()}>
          {t(shown === undefined ? 'action.show' : 'action.hide')}
        </Button>
      </dd>
      {shown !== undefined && (
        <>
          <dt>{t('drawer.name-in-link')}</dt>
          <dd dir="auto">{shown.profile.profile.name}</dd>
          <Certificates profile={shown.profile.profile} />
          <dt>{t('drawer.link')}</dt>
          <dd className={styles['technical']}>
            <Technical>{shown.link}</Technical>
          </dd>
        </>
      )}
    </>
  );
}
