/** The lists that are followed: how old, how much is used, what went wrong, and what the last refresh changed. */
import { useState, type ReactNode } from 'react';
import type { SubscriptionCard, SubscriptionDiff } from '../../../shared/subscription.ts';
import { useNow } from '../../clock.ts';
import { useText } from '../../language/language.tsx';
import { Technical } from '../../language/sentence.tsx';
import { copyAddress, refreshList, removeList } from '../../list-actions.ts';
import { Button, IconButton } from '../../parts/button.tsx';
import { Card, Row } from '../../parts/card.tsx';
import { changeUi, useStore } from '../../store.ts';
import { DiffSheet } from './diff-sheet.tsx';
import styles from './list-cards.module.css';
import { isNews, listFacts } from './list-facts.ts';
import { ListSheet } from './list-sheet.tsx';

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
      <ListSheet />
    </>
  );
}

function ListRow({ list, onShow }: { readonly list: SubscriptionCard; readonly onShow: (diff: SubscriptionDiff) => void }): ReactNode {
  const { t } = useText();
  const { id, lastDiff, title } = list;
  return (
    <Row
      wraps
      title={<span dir="auto">{title}</span>}
      line={<Facts list={list} />}
      end={
        <span className={styles['tools']}>
          {lastDiff !== undefined && isNews(lastDiff) && (
            <Button kind="link" size="small" onPress={() => onShow(lastDiff)}>
              {t('list.changes')}
            </Button>
          )}
          <Button size="small" isDisabled={list.refreshing === true} aria-label={t('list.refresh-one', { title })} onPress={() => void refreshList(id)}>
            {list.refreshing === true ? t('offer.fetching') : t('list.refresh')}
          </Button>
          <IconButton icon="share" label={t('list.share', { title })} onPress={() => changeUi({ shareList: id })} />
          <IconButton icon="pencil" label={t('list.edit', { title })} onPress={() => changeUi({ editList: id })} />
          <IconButton icon="trash" label={t('list.remove', { title })} onPress={() => void removeList(id)} />
        </span>
      }
    />
  );
}

/** Everything from the provider is text: its notice, and its addresses, which are copied and never opened. */
function Facts({ list }: { readonly list: SubscriptionCard }): ReactNode {
  const text = useText();
  const { t } = text;
  const now = useNow(60_000, true);
  const { title, host, fault, announce, unread = [], supportUrl, pageUrl } = list;
  return (
    <span className={styles['facts']}>
      {title !== host && <Technical>{host}</Technical>}
      <span>{listFacts(text, list, now).join(' · ')}</span>
      {fault !== undefined && <span className={styles['fault']}>{t(`fault.${fault.code}`)}</span>}
      {unread.slice(0, mostTold).map((part, index) => (
        // Two parts may have one host; the list is replaced as a whole.
        // oxlint-disable-next-line react/no-array-index-key
        <span key={index} className={styles['fault']}>
          {t('list.unread', { host: `\u2068${part.host}\u2069`, why: t(`fault.${part.code}`) })}
        </span>
      ))}
      {unread.length > mostTold && <span className={styles['fault']}>{t('list.unread.more', { count: unread.length - mostTold })}</span>}
      {announce !== undefined && announce !== '' && <span dir="auto">{announce}</span>}
      {supportUrl !== undefined && <Address word={t('list.support')} address={supportUrl} />}
      {pageUrl !== undefined && pageUrl !== supportUrl && <Address word={t('list.page')} address={pageUrl} />}
    </span>
  );
}

/** Unread parts told each by itself. */
const mostTold = 3;

function Address({ word, address }: { readonly word: string; readonly address: string }): ReactNode {
  const { t } = useText();
  return (
    <span className={styles['address']}>
      <span>{word}</span>
      <Technical>{address}</Technical>
      <Button kind="link" size="small" aria-label={t('list.copy-link', { what: word })} onPress={() => void copyAddress(address)}>
        {t('action.copy')}
      </Button>
    </span>
  );
}
