/** Which rows are selected and which one the keys are on. A store of its own, so that a row hears only of itself. */
import { create } from 'zustand';

interface Selection {
  readonly ids: ReadonlySet<string>;
  /** Key of the item the keys are on (`itemKey`). */
  readonly active: string | undefined;
  /** Where a range began. */
  readonly anchor: string | undefined;
}

const nothing: ReadonlySet<string> = new Set();

export const useSelection = create<Selection>()(() => ({ ids: nothing, active: undefined, anchor: undefined }));

export function setActive(active: string): void {
  useSelection.setState({ active });
}

export function clearSelection(): void {
  useSelection.setState({ ids: nothing, anchor: undefined });
}

export function selectAll(ids: readonly string[]): void {
  useSelection.setState({ ids: new Set(ids) });
}

/** In or out, and the place from which a range would go. */
export function toggle(id: string): void {
  const ids = new Set(useSelection.getState().ids);
  if (!ids.delete(id)) ids.add(id);
  useSelection.setState({ ids, anchor: id });
}

/** Everything from the anchor to here, in list order. */
export function selectRange(order: readonly string[], id: string): void {
  const { anchor } = useSelection.getState();
  const from = anchor === undefined ? -1 : order.indexOf(anchor);
  const to = order.indexOf(id);
  if (from === -1 || to === -1) return toggle(id);
  useSelection.setState({ ids: new Set(order.slice(Math.min(from, to), Math.max(from, to) + 1)) });
}

/** Drops what is no longer in the list. */
export function keepOnly(present: ReadonlySet<string>): void {
  const { ids } = useSelection.getState();
  const kept = [...ids].filter((id) => present.has(id));
  if (kept.length < ids.size) useSelection.setState({ ids: new Set(kept) });
}
