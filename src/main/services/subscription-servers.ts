/** The person's word on single servers of a list: removed by hand, brought back, kept although the list lost them. */
import { fail, succeed, type Result } from '../../shared/fault.ts';
import type { Profile } from '../../shared/profile.ts';
import { withLeftOut, withoutLeftOut } from '../core/subscription-left-out.ts';
import { dueRemovals } from '../core/subscription-merge.ts';
import type { Deps } from './deps.ts';
import type { ProfilesService } from './profiles.ts';
import type { StoredSubscription, SubscriptionSecret } from './stored.ts';
import type { SubscriptionBook } from './subscription-book.ts';
import { openSecret, sealSecret } from './subscription-shelf.ts';

/** What one removal by hand took out of one list. */
interface Taken {
  readonly list: string;
  readonly profiles: readonly Profile[];
  readonly gone: Readonly<Record<string, number>>;
}

export interface ListServers {
  /** What of these servers belongs to a list: to be asked before they are removed. */
  look(ids: readonly string[]): readonly Taken[];
  /** A refresh does not bring them back; `undo` is the removal's own token. */
  leaveOut(undo: string, taken: readonly Taken[]): Promise<void>;
  /** The removal was undone: a refresh may bring them again. */
  takeBack(undo: string): Promise<void>;
  /** Everything removed by hand may come back at the next refresh. Faults: `not-found`, those of sealing and the store. */
  forget(list: string): Promise<Result<null>>;
  /** Servers that left their list stay in it. Faults: `not-found` when none of them was leaving, those of the store. */
  keepServers(ids: readonly string[]): Promise<Result<null>>;
  /** Removes who left a week ago: that may come while a list cannot be reached. */
  removeDue(): Promise<void>;
}

/** Removals that can be undone; as many as `profiles.undoRemove` remembers. */
const maxUndo = 20;

/** Over the records of `book`. */
export function createListServers(deps: Pick<Deps, 'secrets' | 'clock' | 'log'>, book: SubscriptionBook, profiles: ProfilesService): ListServers {
  const removals = new Map<string, readonly Taken[]>();

  /** Changes what is sealed of a list; a key that cannot be read costs the memory, never the removal. */
  function reseal(id: string, change: (marks: readonly number[]) => readonly number[], more: Partial<StoredSubscription>): Result<null> {
    const record = book.records.get(id);
    if (record === undefined) return fail('not-found', 'no such list');
    const secret = openSecret(deps.secrets, record);
    if (!secret.ok) return secret;
    const sealed = sealSecret(deps.secrets, withMarks(secret.value, change(secret.value.leftOut ?? [])));
    if (!sealed.ok) return sealed;
    book.records.set(id, { ...record, ...more, sealed: sealed.value });
    return succeed(null);
  }

  async function settle(lists: readonly string[]): Promise<Result<null>> {
    book.show(...lists);
    return book.keep();
  }

  return {
    look: (ids) => takenOf(profiles, book, ids),
    async leaveOut(undo, taken) {
      if (taken.length === 0) return;
      removals.set(undo, taken);
      for (const oldest of [...removals.keys()].slice(0, -maxUndo)) removals.delete(oldest);
      for (const { list, profiles: removed, gone } of taken) {
        const still = withoutKeys(book.records.get(list)?.gone ?? {}, Object.keys(gone));
        const done = reseal(list, (marks) => withLeftOut(marks, removed), { gone: still });
        if (!done.ok) deps.log.write('warning', 'app', `a removal is not remembered: ${done.fault.code}`);
      }
      await settle(taken.map(({ list }) => list));
    },
    async takeBack(undo) {
      const taken = removals.get(undo);
      if (taken === undefined) return;
      removals.delete(undo);
      for (const { list, profiles: restored, gone } of taken) reseal(list, (marks) => withoutLeftOut(marks, restored), { gone: { ...book.records.get(list)?.gone, ...gone } });
      await settle(taken.map(({ list }) => list));
    },
    async forget(list) {
      const done = reseal(list, () => [], {});
      return done.ok ? settle([list]) : done;
    },
    async keepServers(ids) {
      const touched = keepInRecords(book, new Set(ids));
      return touched.length === 0 ? fail('not-found', 'none of these servers is leaving') : settle(touched);
    },
    async removeDue() {
      const due = [...book.records.values()].flatMap((record) => {
        const ids = dueRemovals(record.gone, deps.clock.now(), book.held());
        if (ids.length > 0) book.records.set(record.id, { ...record, gone: withoutKeys(record.gone, ids) });
        return ids;
      });
      if (due.length === 0) return;
      await profiles.update([], due);
      await settle([...book.records.keys()]);
    },
  };
}

function takenOf(profiles: ProfilesService, book: SubscriptionBook, ids: readonly string[]): readonly Taken[] {
  const byList = Map.groupBy(ids.flatMap((id) => {
    const opened = profiles.open(id);
    return opened.ok && opened.value.source.kind === 'subscription' ? [{ id, list: opened.value.source.id, profile: opened.value.profile }] : [];
  }), ({ list }) => list);
  return [...byList].flatMap(([list, members]) => {
    const record = book.records.get(list);
    if (record === undefined) return [];
    const gone = Object.fromEntries(members.flatMap(({ id }) => (record.gone[id] === undefined ? [] : [[id, record.gone[id]] as const])));
    return [{ list, profiles: members.map(({ profile }) => profile), gone }];
  });
}

function keepInRecords(book: SubscriptionBook, ids: ReadonlySet<string>): readonly string[] {
  return [...book.records.values()].flatMap((record) => {
    const kept = Object.keys(record.gone).filter((id) => ids.has(id));
    if (kept.length === 0) return [];
    book.records.set(record.id, { ...record, gone: withoutKeys(record.gone, kept), keptByHand: [...new Set([...(record.keptByHand ?? []), ...kept])] });
    return [record.id];
  });
}

function withMarks({ leftOut: _earlier, ...secret }: SubscriptionSecret, marks: readonly number[]): SubscriptionSecret {
  return marks.length === 0 ? secret : { ...secret, leftOut: marks };
}

function withoutKeys(record: Readonly<Record<string, number>>, keys: readonly string[]): Readonly<Record<string, number>> {
  return Object.fromEntries(Object.entries(record).filter(([id]) => !keys.includes(id)));
}
