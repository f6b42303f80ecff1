/** Servers: every one of them, how it answered when it was last asked, and what can be done with it. */
import { useCallback, useMemo, useState, type ReactNode } from 'react';
import type { ConnectionState } from '../../../shared/connection.ts';
import type { ProfileCard } from '../../../shared/snapshot.ts';
import type { SubscriptionCard } from '../../../shared/subscription.ts';
import { LinkField } from '../../frame/link-field.tsx';
import { useText } from '../../language/language.tsx';
import { Card, CardBlock } from '../../parts/card.tsx';
import { changeUi, useStore } from '../../store.ts';
import { Drawer } from './drawer.tsx';
import { EmptyServers } from './empty-servers.tsx';
import { useCalmProbes, useHeld } from './list-order.ts';
import { ListCards } from './list-cards.tsx';
import { listItems, type GroupId } from './list-view.ts';
import { PageHead } from './page-head.tsx';
import { ServerList, useCloseOfGone, useNarrow } from './server-list.tsx';
import { TestCard } from './test-card.tsx';
import styles from './servers.module.css';

const noCards: readonly ProfileCard[] = [];
const noLists: readonly SubscriptionCard[] = [];

export function Servers(): ReactNode {
  const { t } = useText();
  const cards = useStore(({ mirror }) => mirror?.profiles ?? noCards);
  const [search, setSearch] = useState('');
  const adding = useStore(({ ui }) => ui.adding);
  const ids = useMemo(() => cards.map(({ id }) => id), [cards]);
  useCloseOfGone();
  return (
    <div className={styles['page']}>
      <PageHead search={search} onSearch={setSearch} ids={ids} />
      {adding && cards.length > 0 && (
        <Card label={t('home.paste.label')}>
          <CardBlock>
            <LinkField autoFocus />
          </CardBlock>
        </Card>
      )}
      <TestCard />
      <ListCards />
      {cards.length === 0 ? <EmptyServers /> : <List cards={cards} search={search} />}
    </div>
  );
}

function List({ cards, search }: { readonly cards: readonly ProfileCard[]; readonly search: string }): ReactNode {
  const { t } = useText();
  const inUse = useStore(({ mirror }) => serverInUse(mirror?.connection));
  const chosen = useStore(({ mirror }) => mirror?.chosen);
  const lists = useStore(({ mirror }) => mirror?.subscriptions ?? noLists);
  const open = useStore(({ ui }) => ui.open);
  const narrow = useNarrow();
  const [renaming, setRenaming] = useState(false);
  const [held, setHeld] = useState(false);
  const [collapsed, setCollapsed] = useState<ReadonlySet<GroupId>>(new Set());
  const probes = useHeld(useCalmProbes(), held);
  const items = useMemo(() => listItems({ cards, probes, inUse, search, collapsed, lists }), [cards, probes, inUse, search, collapsed, lists]);
  const toggleGroup = useCallback((id: GroupId) => setCollapsed((before) => flipped(before, id)), []);
  const openDetails = useCallback((id: string, rename: boolean) => {
    setRenaming(rename);
    changeUi({ open: id });
  }, []);
  return (
    <>
      {items.length === 0 ? (
        <p className={styles['none']} role="status">
          {t('servers.search.none')}
        </p>
      ) : (
        <ServerList items={items} inUse={inUse} chosen={chosen} narrow={narrow} toggleGroup={toggleGroup} openDetails={openDetails} onHold={setHeld} />
      )}
      {open !== undefined && <Drawer key={`${open} ${renaming}`} id={open} renaming={renaming} />}
    </>
  );
}

/** The server that programs go through now, or that is being tried. */
function serverInUse(connection: ConnectionState | undefined): string | undefined {
  const inUse = connection?.kind === 'starting' || connection?.kind === 'on' || connection?.kind === 'recovering';
  return inUse ? connection.profileId : undefined;
}

function flipped(collapsed: ReadonlySet<GroupId>, id: GroupId): ReadonlySet<GroupId> {
  const next = new Set(collapsed);
  if (!next.delete(id)) next.add(id);
  return next;
}
