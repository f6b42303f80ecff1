/** The lists that are followed: how old, how much is used, what went wrong, and what the last refresh changed. */
import { useState, type ReactNode } from 'react';
import type { SubscriptionCard, SubscriptionDiff } from '../../../shared/subscription.ts';
import { useNow } from '../../clock.ts';
import { useText } from '../../language/language.tsx';
import { Technical } from '../../language/sentence.tsx';
import { refreshList, removeList } from '../../list-actions.ts';
import { Button, IconButton } from '../../parts/button.tsx';
import { Card, Row } from '../../parts/card.tsx';
import { Sheet } from '../../parts/sheet.tsx';
import { useStore } from '../../store.ts';
import styles from './list-cards.module.css';
import { isNews, listFacts } from './list-facts.ts';

const none: readonly SubscriptionCard[] = [];

export function ListCards(): ReactNode {
  const { t } = useText();
  const lists = useStore(({ mirror }) => mirror?.subscriptions ?? none);
  const [shown, setShown] = useState<SubscriptionDiff>();
  if (lists.length === 0) return null;
  return (
    <>
      <Card title={t('lists.title')}>
        {lists.map((list) => (
          <ListRow key={list.id} list={list} onShow={setShown} />
        ))}
      </Card>
      {shown !== undefined && <DiffSheet diff={shown} onClose={() => setShown(undefined)} />}
    </>
  );
}

function ListRow({ list, onShow }: { readonly list: SubscriptionCard; readonly onShow: (diff: SubscriptionDiff) => void }): ReactNode {
  const text = useText();
  const { t } = text;
  const now = useNow(60_000, true);
  const { lastDiff, title, host, fault, announce } = list;
  return (
    <Row
      wraps
      title={<span dir="auto">{title}</span>}
      line={
        <span className={styles['facts']}>
          {title !== host && <Technical>{host}</Technical>}
          <span>{listFacts(text, list, now).join(' · ')}</span>
          {fault !== undefined && <span className={styles['fault']}>{t(`fault.${fault.code}`)}</span>}
          {announce !== undefined && announce !== '' && <span dir="auto">{announce}</span>}
        </span>
      }
      end={
        <span className={styles['tools']}>
          {lastDiff !== undefined && isNews(lastDiff) && (
            <Button kind="link" size="small" onPress={() => onShow(lastDiff)}>
              {t('list.changes')}
            </Button>
          )}
          <Button size="small" isDisabled={list.refreshing === true} aria-label={t('list.refresh-one', { title })} onPress={() => void refreshList(list.id)}>
            {list.refreshing === true ? t('offer.fetching') : t('list.refresh')}
          </Button>
          <IconButton icon="trash" label={t('list.remove', { title })} onPress={() => void removeList(list.id)} />
        </span>
      }
    />
  );
}

/** What the last refresh changed, by name. */
function DiffSheet({ diff, onClose }: { readonly diff: SubscriptionDiff; readonly onClose: () => void }): ReactNode {
  const { t } = useText();
  const parts = [
    { key: 'list.fresh', names: diff.fresh, count: diff.counts.fresh },
    { key: 'list.changed', names: diff.changed, count: diff.counts.changed },
    { key: 'list.gone', names: diff.gone, count: diff.counts.gone },
  ] as const;
  return (
    <Sheet title={t('list.changes')} line={t('list.kept', { kept: diff.counts.kept })} closeWord={t('action.close')} isOpen onClose={onClose} footer={<Button kind="primary" onPress={onClose}>{t('action.done')}</Button>}>
      {parts.filter(({ count }) => count > 0).map(({ key, names, count }) => (
        <Card key={key} title={t(key, { number: count })}>
          {names.map((name, index) => (
            // Names may be alike; the list never changes.
            // oxlint-disable-next-line react/no-array-index-key
            <Row key={index} title={<span dir="auto">{name}</span>} />
          ))}
        </Card>
      ))}
    </Sheet>
  );
}
