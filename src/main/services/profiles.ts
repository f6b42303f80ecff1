/** The person's servers: read at start, added, chosen, renamed, removed and brought back. */
import { formatLink } from '../../shared/links/registry.ts';
import { fail, succeed, type Result } from '../../shared/fault.ts';
import type { Profile, StoredProfile } from '../../shared/profile.ts';
import type { ProfileCard, SnapshotChange } from '../../shared/snapshot.ts';
import { bestOf } from '../core/import-summary.ts';
import type { Deps } from './deps.ts';
import { createShelf, type Shelf } from './profile-shelf.ts';
import { randomText } from './random-text.ts';
import type { Saver } from './saver.ts';
import { openProfile } from './sealing.ts';
import type { State } from './state.ts';
import type { StoredItem, StoredList } from './stored.ts';
import { pauseAfterSlice, sliceSize } from './turns.ts';

/** Removals that can be undone, the latest ones. */
const maxUndo = 20;

export interface ProfilesService {
  readonly shelf: Shelf;
  /** Reads the stored list; answers how many could not be opened (they are kept). */
  load(list: StoredList): Promise<{ readonly unreadable: number }>;
  open(id: string): Result<StoredProfile>;
  chosen(): string | undefined;
  choose(id: string): Promise<Result<null>>;
  rename(id: string, name: string): Promise<Result<null>>;
  remove(ids: readonly string[]): Promise<Result<{ readonly undo: string; readonly removed: number }>>;
  undoRemove(undo: string): Promise<Result<{ readonly restored: number }>>;
  reveal(id: string): Result<{ readonly link: string; readonly profile: StoredProfile }>;
  /** Shows cards that were put on the shelf and keeps the list; the best of them is chosen where none was. */
  publish(added: readonly ProfileCard[]): Promise<Result<null>>;
  /** The same, and takes others out for good. */
  update(put: readonly ProfileCard[], gone: readonly string[]): Promise<Result<null>>;
}

interface Removal {
  readonly items: readonly StoredItem[];
  readonly chosen?: string;
}

/** The service over an empty list; `load` fills it. */
export function createProfiles(deps: Pick<Deps, 'secrets' | 'networks' | 'clock' | 'random'>, state: State, saver: Saver<StoredList>): ProfilesService {
  const [a = 0, b = 0, c = 0, d = 0] = deps.random(4);
  const shelf = createShelf(deps, (a << 24) | (b << 16) | (c << 8) | d);
  const removals = new Map<string, Removal>();
  let loaded: Omit<StoredList, 'chosen'> = { items: [] }; // with what a newer Byway wrote
  let chosen: string | undefined;

  function keep(): Promise<Result<null>> {
    return saver.save({ ...loaded, items: shelf.items(), ...(chosen === undefined ? {} : { chosen }) });
  }

  /** Chooses and answers the change that says so. */
  function settle(wanted: string | undefined): Pick<SnapshotChange, 'chosen'> {
    if (wanted === chosen) return {};
    chosen = wanted;
    return { chosen: wanted ?? null };
  }

  async function load(list: StoredList): Promise<{ readonly unreadable: number }> {
    const { chosen: stored, ...others } = list;
    const { items } = others;
    loaded = others;
    const cards: ProfileCard[] = [];
    for (const [index, item] of items.entries()) {
      const opened = openProfile(deps.secrets, item);
      if (opened.ok) cards.push(shelf.put(item, opened.value));
      else shelf.putUnread(item);
      await pauseAfterSlice(deps.clock, index);
    }
    state.change({ profiles: { upsert: cards, remove: [] }, ...settle(stored) });
    return { unreadable: items.length - cards.length };
  }

  async function remove(ids: readonly string[]): Promise<Result<{ readonly undo: string; readonly removed: number }>> {
    const items = [...new Set(ids)].flatMap((id) => shelf.take(id) ?? []);
    if (items.length === 0) return fail('not-found', 'no such server');
    const undo = randomText(deps.random(16));
    const hadChosen = items.some((item) => item.id === chosen);
    removals.set(undo, { items, ...(hadChosen && chosen !== undefined ? { chosen } : {}) });
    for (const oldest of [...removals.keys()].slice(0, -maxUndo)) removals.delete(oldest);
    const gone = items.map((item) => item.id);
    const probes = Object.fromEntries(gone.map((id) => [id, null]));
    state.change({ profiles: { upsert: [], remove: gone }, probes, ...(hadChosen ? settle(undefined) : {}) });
    const kept = await keep();
    return kept.ok ? succeed({ undo, removed: items.length }) : kept;
  }

  async function undoRemove(undo: string): Promise<Result<{ readonly restored: number }>> {
    const removal = removals.get(undo);
    if (removal === undefined) return fail('not-found', 'nothing to bring back');
    removals.delete(undo);
    const cards = removal.items.flatMap((item) => {
      const opened = openProfile(deps.secrets, item);
      if (opened.ok) return [shelf.put(item, opened.value)];
      shelf.putUnread(item);
      return [];
    });
    state.change({ profiles: { upsert: cards, remove: [] }, ...(chosen === undefined ? settle(removal.chosen) : {}) });
    const kept = await keep();
    return kept.ok ? succeed({ restored: removal.items.length }) : kept;
  }

  async function rename(id: string, name: string): Promise<Result<null>> {
    const opened = shelf.open(id);
    const item = shelf.item(id);
    if (!opened.ok || item === undefined) return opened.ok ? fail('not-found', 'no such server') : opened;
    const card = shelf.put(withOwnName(item, name), withOwnName(opened.value, name));
    state.change({ profiles: { upsert: [card], remove: [] } });
    return keep();
  }

  async function update(put: readonly ProfileCard[], gone: readonly string[]): Promise<Result<null>> {
    const taken = gone.filter((id) => shelf.take(id) !== undefined);
    if (put.length + taken.length === 0) return succeed(null);
    const first = chosen === undefined || shelf.card(chosen) === undefined ? settle(bestOf(put) ?? put[0]?.id) : {};
    const probes = taken.length === 0 ? {} : { probes: Object.fromEntries(taken.map((id) => [id, null])) };
    const kept = keep();
    state.change({ profiles: { upsert: put.slice(0, sliceSize), remove: taken }, ...probes, ...first });
    // Windows take in many servers slice by slice, and paint meanwhile.
    for (let from = sliceSize; from < put.length; from += sliceSize) {
      await pauseAfterSlice(deps.clock, from - 1);
      state.change({ profiles: { upsert: put.slice(from, from + sliceSize).filter(({ id }) => shelf.card(id) !== undefined), remove: [] } });
    }
    return kept;
  }

  return {
    shelf,
    load,
    open: (id) => shelf.open(id),
    chosen: () => (chosen !== undefined && shelf.card(chosen) !== undefined ? chosen : undefined),
    async choose(id) {
      if (shelf.card(id) === undefined) return fail('not-found', 'no such server');
      if (id === chosen) return succeed(null);
      state.change(settle(id));
      return keep();
    },
    rename,
    remove,
    undoRemove,
    reveal(id) {
      const stored = shelf.open(id);
      return stored.ok ? revealLink(stored.value) : stored;
    },
    publish: (added) => update(added, []),
    update,
  };
}

/** An empty name brings the link's own one back. */
function withOwnName<T extends { readonly ownName?: string }>(named: T, name: string): T {
  const { ownName: _earlier, ...rest } = named;
  // The same shape as before, with one optional member set or absent.
  return (name.trim() === '' ? rest : { ...rest, ownName: name.trim() }) as T;
}

/** Byte for byte what came in, unless the person renamed it and it can be written anew. */
function revealLink(stored: StoredProfile): Result<{ readonly link: string; readonly profile: StoredProfile }> {
  if (stored.ownName === undefined) return succeed({ link: formatLink(stored.profile), profile: stored });
  const { raw: _raw, ...edited }: Profile = stored.profile;
  const renamed = formatLink({ ...edited, name: stored.ownName });
  return succeed({ link: renamed === '' ? formatLink(stored.profile) : renamed, profile: stored });
}
