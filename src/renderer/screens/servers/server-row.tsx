/** One server in the list. Hears of its own test result alone. */
import { memo, type MouseEvent, type ReactNode } from 'react';
import type { ProfileCard } from '../../../shared/snapshot.ts';
import { takeServer } from '../../actions.ts';
import { useNow } from '../../clock.ts';
import { useText } from '../../language/language.tsx';
import { Technical } from '../../language/sentence.tsx';
import { Tag } from '../../parts/tag.tsx';
import { Glyph } from '../../parts/glyph.tsx';
import { Icon } from '../../parts/icon.tsx';
import { SmallSign } from '../../picture/small-sign.tsx';
import { networkText, outcomeOf, serverName } from '../../server-view.ts';
import { useStore } from '../../store.ts';
import { leavesAt } from './drawer-leaving.tsx';
import type { RowPlace } from './group-row.tsx';
import { daysLeft } from './list-facts.ts';
import { itemKey, serverIds, type Item } from './list-view.ts';
import styles from './server-list.module.css';
import { selectRange, setActive, toggle, useSelection } from './selection.ts';

interface ServerRowProps extends RowPlace {
  readonly card: ProfileCard;
  /** The whole list, for a range. */
  readonly order: readonly Item[];
  readonly isInUse: boolean;
  readonly isChosen: boolean;
  readonly isNarrow: boolean;
  readonly onOpen: (id: string, rename: boolean) => void;
}

export const ServerRow = memo(function ServerRow(props: ServerRowProps): ReactNode {
  const { card, isInUse, isChosen, isNarrow } = props;
  const text = useText();
  const isSelected = useSelection(({ ids }) => ids.has(card.id));
  const isOpen = useStore(({ ui }) => ui.open === card.id);
  const selecting = useSelection(({ ids }) => ids.size > 0);
  const onClick = (event: MouseEvent): void => {
    setActive(itemKey({ kind: 'server', card }));
    if (event.shiftKey) selectRange(serverIds(props.order), card.id);
    else if (event.ctrlKey || event.metaKey || (selecting && isNarrow)) toggle(card.id);
    else props.onOpen(card.id, false);
  };
  return (
    // Keys are the list's own business: it has the focus, this row never.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
    <div
      id={props.id}
      role="row"
      aria-rowindex={props.index + 1}
      aria-selected={isSelected}
      className={styles['row']}
      data-active={props.isActive}
      data-selected={isSelected || isOpen}
      data-selecting={selecting}
      style={{ transform: `translateY(${props.start}px)`, blockSize: props.size }}
      onClick={onClick}
      onDoubleClick={() => void takeServer(card.id)}
    >
      <span role="gridcell" className={styles['lead']}>
        <Box id={card.id} isSelected={isSelected} />
        {isInUse && (
          <span className={styles['sign']}>
            <SmallSign kind="on" />
          </span>
        )}
      </span>
      <span role="gridcell" className={styles['nameCell']}>
        <span className={styles['name']} dir="auto" data-strong={isInUse || isChosen} title={serverName(text, card)}>
          {serverName(text, card)}
        </span>
        <Leaving card={card} />
        {(isInUse || isChosen) && <Tag tone={isInUse ? 'on' : 'off'}>{text.t(isInUse ? 'servers.in-use' : 'servers.chosen')}</Tag>}
      </span>
      <span role="gridcell" className={styles['address']}>
        <Place card={card} />
      </span>
      <Result card={card} />
    </div>
  );
});

/** Its network and country where they are known, else its address. */
function Place({ card }: { readonly card: ProfileCard }): ReactNode {
  const text = useText();
  if (card.source === 'practice') return text.t('kind.practice');
  const network = networkText(text, card);
  return network === undefined ? <Technical>{card.server}</Technical> : <span title={network}>{network}</span>;
}

/** How long a server stays that is no longer in its list. */
function Leaving({ card }: { readonly card: ProfileCard }): ReactNode {
  const { t } = useText();
  const at = useStore((state) => leavesAt(state, card));
  const now = useNow(3_600_000, at !== undefined);
  return at === undefined ? null : <Tag tone="hold">{t('servers.leaving', { count: daysLeft(at, now) })}</Tag>;
}

/** A box for the pointer; by keyboard it is Space. Hidden from readers, who hear `aria-selected`. */
function Box({ id, isSelected }: { readonly id: string; readonly isSelected: boolean }): ReactNode {
  const onClick = (event: MouseEvent): void => {
    event.stopPropagation();
    if (event.shiftKey) return;
    toggle(id);
  };
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions
    <span className={styles['box']} data-checked={isSelected} aria-hidden="true" onClick={onClick} onDoubleClick={(event) => event.stopPropagation()}>
      <span className={styles['boxMark']}>{isSelected && <Icon name="tick" size={14} />}</span>
    </span>
  );
}

function Result({ card }: { readonly card: ProfileCard }): ReactNode {
  const text = useText();
  const probe = useStore(({ mirror }) => mirror?.probes[card.id]);
  const outcome = outcomeOf(text, card, probe);
  return (
    <span role="gridcell" className={styles['result']} data-tone={outcome.tone}>
      <span className={styles['resultWord']}>
        <Glyph kind={outcome.glyph} />
        {text.t(outcome.word)}
      </span>
      <span className={styles['number']}>{outcome.number}</span>
    </span>
  );
}
