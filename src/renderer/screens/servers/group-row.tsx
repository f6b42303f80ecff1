/** The head of a group: where its servers came from, how many, how many are good. */
import { memo, type ReactNode } from 'react';
import { useText } from '../../language/language.tsx';
import { Icon } from '../../parts/icon.tsx';
import { useStore } from '../../store.ts';
import { countGood, type GroupId, type Item } from './list-view.ts';
import styles from './server-list.module.css';

export interface RowPlace {
  readonly id: string;
  readonly index: number;
  /** Distance from the top of the list and height, in pixels. */
  readonly start: number;
  readonly size: number;
  readonly isActive: boolean;
}

interface GroupRowProps extends RowPlace {
  readonly group: Extract<Item, { kind: 'group' }>;
  /** Stays on top while its servers pass below it. */
  readonly isPinned: boolean;
  readonly onToggle: (id: GroupId) => void;
}

export const GroupRow = memo(function GroupRow({ id, index, start, size, isActive, group, isPinned, onToggle }: GroupRowProps): ReactNode {
  const { t } = useText();
  const good = useStore(({ mirror }) => countGood(group.ids, mirror?.probes ?? {}));
  return (
    // Keys are the list's own business: it has the focus, this row never.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
    <div
      id={id}
      role="row"
      aria-rowindex={index + 1}
      className={styles['group']}
      data-active={isActive}
      data-pinned={isPinned}
      style={isPinned ? { blockSize: size } : { transform: `translateY(${start}px)`, blockSize: size }}
      onClick={() => onToggle(group.id)}
    >
      <span role="gridcell" aria-expanded={!group.collapsed} className={styles['groupName']}>
        <span className={styles['fold']} data-collapsed={group.collapsed}>
          <Icon name="chevron-down" size={16} />
        </span>
        <strong dir="auto">{group.name ?? t(group.title)}</strong>
        <span className={styles['quiet']}>{t('servers.count', { count: group.ids.length })}</span>
      </span>
      <span role="gridcell" className={styles['quiet']}>
        {t('servers.good', { count: good })}
      </span>
    </div>
  );
});
