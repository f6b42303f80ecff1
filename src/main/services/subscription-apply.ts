/** A list that came → the servers on the shelf, and what that changed. */
import { displayName } from '../../shared/display-name.ts';
import { succeed, type Result } from '../../shared/fault.ts';
import type { Parsed, Profile, StoredProfile } from '../../shared/profile.ts';
import type { ProfileCard } from '../../shared/snapshot.ts';
import type { SubscriptionDiff } from '../../shared/subscription.ts';
import { partLeftOut } from '../core/subscription-left-out.ts';
import { mergeSubscription, type Merge } from '../core/subscription-merge.ts';
import type { Deps } from './deps.ts';
import type { ProfilesService } from './profiles.ts';
import { randomText } from './random-text.ts';
import { sealProfile } from './sealing.ts';
import { pauseAfterSlice } from './turns.ts';

type ApplyDeps = Pick<Deps, 'secrets' | 'clock' | 'random'>;

export interface Applied {
  readonly gone: Readonly<Record<string, number>>;
  readonly diff: SubscriptionDiff;
}

/** A list that came, and what stands about it on record. */
export interface ListToApply {
  readonly id: string;
  readonly parsed: Parsed;
  readonly gone: Applied['gone'];
  /** Never removed. */
  readonly held: ReadonlySet<string>;
  readonly keptByHand?: readonly string[] | undefined;
  /** Marks of servers that were removed by hand. */
  readonly leftOut?: readonly number[] | undefined;
  /** Lists inside it could not be read. */
  readonly isPartial: boolean;
}

/** Names told of each kind. */
const namesTold = 100;

/** The ids of a subscription's servers, readable or not. */
export function serversOf(profiles: ProfilesService, id: string): readonly string[] {
  return profiles.shelf.items().flatMap((item) => (item.source.kind === 'subscription' && item.source.id === id ? [item.id] : []));
}

/**
 * Merges and publishes. Own names stay; a server in `held` is never removed. Faults: `secrets-unreadable`, before
 * anything changed, and those of the store, after.
 */
export async function applyList(deps: ApplyDeps, profiles: ProfilesService, { id, parsed, gone, held, keptByHand = [], leftOut = [], isPartial }: ListToApply): Promise<Result<Applied>> {
  const { wanted, leftOut: leftOutNow } = partLeftOut(parsed.profiles, leftOut);
  const present = serversOf(profiles, id).flatMap((server) => {
    const opened = profiles.open(server);
    return opened.ok ? [{ id: server, profile: opened.value.profile, stored: opened.value }] : [];
  });
  const merge = mergeSubscription({ present, incoming: wanted, gone, now: deps.clock.now(), held, keptByHand: new Set(keptByHand), isPartial });
  const byId = new Map(present.map(({ id: server, stored }) => [server, stored]));
  const diff = diffOf(merge, byId, parsed.rejected.length, leftOutNow);
  const now = deps.clock.now();
  const fresh = merge.fresh.map((profile): StoredProfile => ({ id: randomText(deps.random(16)), profile, source: { kind: 'subscription', id }, addedAt: now }));
  const changed = merge.changed.flatMap(({ id: server, profile }): readonly StoredProfile[] => {
    const before = byId.get(server);
    return before === undefined ? [] : [{ ...before, profile }];
  });
  const cards = await putAll(deps, profiles, [...fresh, ...changed]);
  if (!cards.ok) return cards;
  const kept = await profiles.update(cards.value, merge.removed);
  return kept.ok ? succeed({ gone: merge.gone, diff }) : kept;
}

/** All are sealed before the first is put: a missing key changes nothing. */
async function putAll(deps: ApplyDeps, profiles: ProfilesService, all: readonly StoredProfile[]): Promise<Result<readonly ProfileCard[]>> {
  const items = [];
  for (const [index, stored] of all.entries()) {
    const item = sealProfile(deps.secrets, stored);
    if (!item.ok) return item;
    items.push({ item: item.value, stored });
    await pauseAfterSlice(deps.clock, index);
  }
  return succeed(items.map(({ item, stored }) => profiles.shelf.put(item, stored)));
}

function diffOf(merge: Merge, before: ReadonlyMap<string, StoredProfile>, rejected: number, leftOut: number): SubscriptionDiff {
  const nameOf = ({ name, server }: Profile): string => displayName(name, server);
  const namesOf = (ids: readonly string[]): readonly string[] => ids.slice(0, namesTold).flatMap((id) => {
    const stored = before.get(id);
    return stored === undefined ? [] : [displayName(stored.ownName ?? stored.profile.name, stored.profile.server)];
  });
  const gone = Object.keys(merge.gone);
  return {
    fresh: merge.fresh.slice(0, namesTold).map(nameOf),
    gone: namesOf(gone),
    changed: namesOf(merge.changed.map(({ id }) => id)),
    counts: { fresh: merge.fresh.length, gone: gone.length, changed: merge.changed.length, kept: merge.kept.length, removed: merge.removed.length, rejected, ...(leftOut === 0 ? {} : { leftOut }) },
  };
}
