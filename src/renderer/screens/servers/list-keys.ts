/** What the keys do in the list. The focus stays on the list; the active row is told by `aria-activedescendant`. */
import type { KeyboardEvent } from 'react';
import { removeServers, startTests, takeServer } from '../../actions.ts';
import { changeUi, useStore } from '../../store.ts';
import { itemKey, serverIds, type GroupId, type Item } from './list-view.ts';
import { clearSelection, selectAll, selectRange, setActive, toggle, useSelection } from './selection.ts';

export interface ListKeyActions {
  readonly items: readonly Item[];
  readonly pageRows: number;
  readonly direction: 'ltr' | 'rtl';
  readonly toggleGroup: (id: GroupId) => void;
  readonly reveal: (index: number) => void;
  readonly openDetails: (id: string, rename: boolean) => void;
}

/** Handles a key press; true when it was one of the list's. */
export function onListKey(event: KeyboardEvent, actions: ListKeyActions): boolean {
  const { items } = actions;
  const index = items.findIndex((item) => itemKey(item) === useSelection.getState().active);
  const item = items[index];
  const target = moveTarget(event, index, items.length, actions.pageRows);
  if (target !== undefined) return move(target, event.shiftKey, actions);
  if (event.key === 'Escape' && useSelection.getState().ids.size > 0) return (clearSelection(), true);
  if ((event.ctrlKey || event.metaKey) && event.code === 'KeyA') return (selectAll(serverIds(items)), true);
  if (item === undefined || event.ctrlKey || event.metaKey || event.altKey) return false;
  if (item.kind === 'group') return event.key === 'Enter' || event.key === ' ' ? (actions.toggleGroup(item.id), true) : false;
  return onServerKey(event, item.card.id, actions);
}

function moveTarget(event: KeyboardEvent, index: number, count: number, pageRows: number): number | undefined {
  if (count === 0 || event.altKey) return undefined;
  const steps: Readonly<Record<string, number>> = {
    ArrowDown: index + 1, ArrowUp: index === -1 ? count - 1 : index - 1, Home: 0, End: count - 1,
    PageDown: index + pageRows, PageUp: index - pageRows,
  };
  const target = steps[event.key];
  return target === undefined ? undefined : Math.max(0, Math.min(count - 1, target));
}

function move(target: number, extend: boolean, { items, reveal }: ListKeyActions): boolean {
  const before = items.find((item) => itemKey(item) === useSelection.getState().active);
  const item = items[target];
  if (item === undefined) return false;
  setActive(itemKey(item));
  reveal(target);
  if (item.kind !== 'server') return true;
  if (extend) {
    if (useSelection.getState().anchor === undefined && before?.kind === 'server') toggle(before.card.id);
    selectRange(serverIds(items), item.card.id);
  }
  // The details follow the arrows while they are open.
  if (useStore.getState().ui.open !== undefined) changeUi({ open: item.card.id });
  return true;
}

function onServerKey(event: KeyboardEvent, id: string, actions: ListKeyActions): boolean {
  const { ids } = useSelection.getState();
  const meant = ids.size > 0 ? [...ids] : [id];
  if (event.key === 'Enter') return (void takeServer(id), true);
  if (event.key === ' ') return (toggle(id), true);
  if (event.key === 'Delete') return (void removeServers(meant), true);
  if (event.code === 'KeyT') return (void startTests(meant), true);
  if (event.key === 'F2') return (actions.openDetails(id, true), true);
  if (event.key === (actions.direction === 'rtl' ? 'ArrowLeft' : 'ArrowRight')) return (actions.openDetails(id, false), true);
  return false;
}
