/** The long list: only the rows in sight exist above two hundred. */
import { defaultRangeExtractor, useVirtualizer, type Range } from '@tanstack/react-virtual';
import { useCallback, useEffect, useId, useMemo, useRef, useState, type ReactNode } from 'react';
import { useText } from '../../language/language.tsx';
import { changeUi, useStore } from '../../store.ts';
import { GroupRow } from './group-row.tsx';
import { onListKey } from './list-keys.ts';
import { headAbove, itemKey, serverIds, type GroupId, type Item } from './list-view.ts';
import styles from './server-list.module.css';
import { keepOnly, setActive, useSelection } from './selection.ts';
import { ServerRow } from './server-row.tsx';

/** Up to here every row is in the page, so that a browser's own search finds it. */
const allRowsUpTo = 200;

interface ServerListProps {
  readonly items: readonly Item[];
  readonly inUse: string | undefined;
  readonly chosen: string | undefined;
  readonly narrow: boolean;
  readonly toggleGroup: (id: GroupId) => void;
  readonly openDetails: (id: string, rename: boolean) => void;
  /** The pointer is over the list: nothing may move under it. */
  readonly onHold: (held: boolean) => void;
}

export function ServerList(props: ServerListProps): ReactNode {
  const { items, narrow } = props;
  const { t, direction } = useText();
  const baseId = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const active = useSelection((selection) => selection.active);
  const activeIndex = useMemo(() => items.findIndex((item) => itemKey(item) === active), [items, active]);
  const virtual = useRows(items, narrow, activeIndex, scroller);
  const pinned = headAbove(items, virtual.range?.startIndex ?? 0);
  useEffect(() => keepOnly(new Set(serverIds(items))), [items]);
  const idOf = (item: Item): string => `${baseId}${itemKey(item)}`;
  const activeItem = items[activeIndex];

  return (
    <div
      ref={scroller}
      className={styles['scroller']}
      role="grid"
      aria-label={t('servers.list')}
      aria-describedby={`${baseId}keys`}
      aria-multiselectable
      aria-rowcount={items.length}
      aria-activedescendant={activeItem === undefined ? undefined : idOf(activeItem)}
      tabIndex={0}
      onKeyDown={(event) => {
        const pageRows = Math.max(1, Math.floor(event.currentTarget.clientHeight / 40) - 1);
        const actions = { ...props, pageRows, direction, reveal: (index: number) => virtual.scrollToIndex(index, { align: 'auto' }) };
        if (!onListKey(event, actions)) return;
        event.preventDefault();
        event.stopPropagation();
      }}
      onFocus={() => {
        const first = items.find((item) => item.kind === 'server') ?? items[0];
        if (activeIndex === -1 && first !== undefined) setActive(itemKey(first));
      }}
      onPointerEnter={() => props.onHold(true)}
      onPointerLeave={() => props.onHold(false)}
    >
      <span id={`${baseId}keys`} hidden>
        {t('servers.keys')}
      </span>
      <div role="presentation" className={styles['sizer']} style={{ blockSize: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, start, size }) => {
          const item = items[index];
          if (item === undefined) return null;
          const place = { id: idOf(item), index, start, size, isActive: index === activeIndex };
          return item.kind === 'group' ? (
            <GroupRow key={itemKey(item)} {...place} group={item} isPinned={index === pinned} onToggle={props.toggleGroup} />
          ) : (
            <ServerRow
              key={itemKey(item)}
              {...place}
              card={item.card}
              order={items}
              isInUse={item.card.id === props.inUse}
              isChosen={item.card.id === props.chosen}
              isNarrow={narrow}
              onOpen={props.openDetails}
            />
          );
        })}
      </div>
    </div>
  );
}

/** Row heights follow the size of the text. The active row always exists, since the list points at it, and the head that stays on top. */
function useRows(items: readonly Item[], narrow: boolean, activeIndex: number, scroller: React.RefObject<HTMLDivElement | null>) {
  const [em] = useState(() => Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / 16);
  const rangeExtractor = useCallback(
    (range: Range) => {
      const indexes = new Set(defaultRangeExtractor(range)).add(headAbove(items, range.startIndex));
      if (activeIndex !== -1) indexes.add(activeIndex);
      return [...indexes].toSorted((a, b) => a - b);
    },
    [activeIndex, items],
  );
  return useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => Math.round((items[index]?.kind === 'group' ? 36 : narrow ? 60 : 40) * em),
    getItemKey: (index) => {
      const item = items[index];
      return item === undefined ? index : itemKey(item);
    },
    scrollPaddingStart: Math.round(36 * em),
    overscan: items.length <= allRowsUpTo ? allRowsUpTo : 12,
    rangeExtractor,
  });
}

/** True while the page is narrow. */
export function useNarrow(): boolean {
  const [narrow, setNarrow] = useState(() => matchMedia('(width < 45em)').matches);
  useEffect(() => {
    const query = matchMedia('(width < 45em)');
    const apply = (): void => setNarrow(query.matches);
    apply();
    query.addEventListener('change', apply);
    return () => query.removeEventListener('change', apply);
  }, []);
  return narrow;
}

/** Closes the details of a server that is gone. */
export function useCloseOfGone(): void {
  const gone = useStore(({ mirror, ui }) => ui.open !== undefined && mirror?.profiles.every(({ id }) => id !== ui.open) === true);
  useEffect(() => {
    if (gone) changeUi({ open: null });
  }, [gone]);
}
