/** The lists on record: held in memory, shown as cards, stored. What is done to them stands in files of its own. */
import type { Result } from '../../shared/fault.ts';
import type { SubscriptionDiff } from '../../shared/subscription.ts';
import type { Deps } from './deps.ts';
import type { ProfilesService } from './profiles.ts';
import type { Saver } from './saver.ts';
import type { State } from './state.ts';
import type { StoredSubscription, StoredSubscriptions } from './stored.ts';
import { serversOf } from './subscription-apply.ts';
import { subscriptionCard } from './subscription-shelf.ts';

export interface SubscriptionBook {
  readonly records: Map<string, StoredSubscription>;
  /** What the last refresh of this run changed. */
  readonly diffs: Map<string, SubscriptionDiff>;
  /** Stores all records. */
  readonly keep: () => Promise<Result<null>>;
  /** Publishes these lists as they are now; one without a record disappears. */
  readonly show: (...ids: readonly string[]) => void;
  /** Servers that are never removed by themselves: in use, or chosen. */
  readonly held: () => ReadonlySet<string>;
}

export interface BookWorld {
  readonly deps: Deps;
  readonly state: State;
  readonly saver: Saver<StoredSubscriptions>;
  readonly profiles: ProfilesService;
  /** The server in use. */
  readonly wanted: () => string | undefined;
}

/** An empty one; `isRefreshing` says what a card cannot know. */
export function createBook({ deps, state, saver, profiles, wanted }: BookWorld, isRefreshing: (id: string) => boolean): SubscriptionBook {
  const records = new Map<string, StoredSubscription>();
  const diffs = new Map<string, SubscriptionDiff>();
  return {
    records,
    diffs,
    keep: () => saver.save({ items: [...records.values()] }),
    show(...ids) {
      const upsert = ids.flatMap((id) => {
        const record = records.get(id);
        const facts = { servers: serversOf(profiles, id).length, refreshing: isRefreshing(id), lastDiff: diffs.get(id) };
        return record === undefined ? [] : [subscriptionCard(deps.secrets, record, facts)];
      });
      state.change({ subscriptions: { upsert, remove: ids.filter((id) => !records.has(id)) } });
    },
    held: () => new Set([wanted(), profiles.chosen()].filter((id) => id !== undefined)),
  };
}
