/** A server that is no longer in its list: when it goes, and a way to keep it. */
import type { ReactNode } from 'react';
import type { ProfileCard } from '../../../shared/snapshot.ts';
import { useNow } from '../../clock.ts';
import { useText } from '../../language/language.tsx';
import { keepServer } from '../../list-actions.ts';
import { Button } from '../../parts/button.tsx';
import { useStore, type State } from '../../store.ts';
import styles from './drawer.module.css';
import { daysLeft } from './list-facts.ts';

/** When the server will be removed, in milliseconds since 1970; undefined while its list has it. */
export function leavesAt({ mirror }: State, card: ProfileCard): number | undefined {
  return card.subscription === undefined ? undefined : mirror?.subscriptions.find(({ id }) => id === card.subscription)?.leaving?.[card.id];
}

export function DrawerLeaving({ card }: { readonly card: ProfileCard }): ReactNode {
  const { t } = useText();
  const now = useNow(60_000, true);
  const at = useStore((state) => leavesAt(state, card));
  const kept = useStore(({ mirror }) => mirror?.subscriptions.some(({ keptByHand }) => keptByHand?.includes(card.id) === true) === true);
  if (at === undefined) return kept ? <p className={styles['small']}>{t('drawer.kept')}</p> : null;
  return (
    <section className={styles['tile']}>
      <h3 className={styles['tileTitle']}>{t('drawer.leaving')}</h3>
      <p>{t('drawer.leaving.line', { count: daysLeft(at, now) })}</p>
      <div className={styles['tileAction']}>
        <Button size="small" onPress={() => void keepServer(card.id)}>
          {t('drawer.keep')}
        </Button>
      </div>
    </section>
  );
}
