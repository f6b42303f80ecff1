/** The list that came against the list that is there: what is new, gone, changed and kept. Pure. */
import type { Profile } from '../../shared/profile.ts';
import { profileIdentity } from './profile-list.ts';

/** How long a server that left the list stays: lists come incomplete, and providers rotate. */
export const goneAfterMs = 7 * 24 * 3_600_000;

export interface MergeInput {
  /** The servers of this subscription as they are stored. */
  readonly present: readonly { readonly id: string; readonly profile: Profile }[];
  readonly incoming: readonly Profile[];
  /** Since when servers are missing, by id, in milliseconds since 1970. */
  readonly gone: Readonly<Record<string, number>>;
  readonly now: number;
  /** In use or chosen: never removed. */
  readonly held: ReadonlySet<string>;
  /** Kept by the person's word: never counted as gone. */
  readonly keptByHand?: ReadonlySet<string>;
  /** A part of the list could not be read: who is missing may stand in it, so nobody goes. */
  readonly isPartial?: boolean;
}

export interface Merge {
  readonly fresh: readonly Profile[];
  /** Same server, other description or name: the id, and with it the person's own name, stays. */
  readonly changed: readonly { readonly id: string; readonly profile: Profile }[];
  readonly kept: readonly string[];
  /** Missing now, with the time they first were; a week later they are in `removed` instead. */
  readonly gone: Readonly<Record<string, number>>;
  readonly removed: readonly string[];
}

type Present = MergeInput['present'][number];

/**
 * Servers are the same when everything but name and spelling is. What is left is paired where exactly one on each side
 * fits: by address and name, by address, by kind and name. So a new password or a moved server is a change, not a loss.
 */
export function mergeSubscription({ present, incoming, gone, now, held, keptByHand = new Set(), isPartial = false }: MergeInput): Merge {
  const pairs = new Map<string, Profile>();
  const { left, fresh } = pairExact(present, incoming, pairs);
  const rest = pairings.reduce((open, key) => pairUnique(open, key, pairs), { left, fresh });
  const stays = ({ id }: Present): boolean => keptByHand.has(id) || (isPartial && gone[id] === undefined);
  const missing = rest.left.filter((one) => !stays(one)).map(({ id }): readonly [string, number] => [id, gone[id] ?? now]);
  const due = isPartial ? [] : missing.filter(([id, since]) => now - since >= goneAfterMs && !held.has(id));
  const removed = new Set(due.map(([id]) => id));
  const matched = present.flatMap(({ id, profile }) => {
    const next = pairs.get(id);
    return next === undefined ? [] : [{ id, profile: next, isSame: next.name === profile.name && profileIdentity(next) === profileIdentity(profile) }];
  });
  return {
    fresh: rest.fresh,
    changed: matched.filter(({ isSame }) => !isSame).map(({ id, profile }) => ({ id, profile })),
    kept: [...matched.filter(({ isSame }) => isSame), ...rest.left.filter(stays)].map(({ id }) => id),
    gone: Object.fromEntries(missing.filter(([id]) => !removed.has(id))),
    removed: [...removed],
  };
}

/** The removals that have become due without a new list. */
export function dueRemovals(gone: MergeInput['gone'], now: number, held: ReadonlySet<string>): readonly string[] {
  return Object.entries(gone).filter(([id, since]) => now - since >= goneAfterMs && !held.has(id)).map(([id]) => id);
}

interface Open {
  readonly left: readonly Present[];
  readonly fresh: readonly Profile[];
}

/** Doubles in the new list count once. */
function pairExact(present: readonly Present[], incoming: readonly Profile[], pairs: Map<string, Profile>): Open {
  const byIdentity = new Map(incoming.toReversed().map((profile) => [profileIdentity(profile), profile]));
  const left = present.filter(({ id, profile }) => {
    const identity = profileIdentity(profile);
    const next = byIdentity.get(identity);
    if (next === undefined) return true;
    pairs.set(id, next);
    byIdentity.delete(identity);
    return false;
  });
  return { left, fresh: [...byIdentity.values()].toReversed() };
}

const pairings: readonly ((profile: Profile) => string)[] = [
  ({ type, server, port, name }) => JSON.stringify([type, server, port, name]),
  ({ type, server, port }) => JSON.stringify([type, server, port]),
  ({ type, name }) => JSON.stringify([type, name]),
];

function pairUnique({ left, fresh }: Open, key: (profile: Profile) => string, pairs: Map<string, Profile>): Open {
  const freshByKey = Map.groupBy(fresh, key);
  const leftByKey = Map.groupBy(left, ({ profile }) => key(profile));
  const taken = new Set<Profile>();
  const still = left.filter(({ id, profile }) => {
    const candidates = freshByKey.get(key(profile)) ?? [];
    const [only] = candidates;
    if (only === undefined || candidates.length > 1 || leftByKey.get(key(profile))?.length !== 1) return true;
    pairs.set(id, only);
    taken.add(only);
    return false;
  });
  return { left: still, fresh: fresh.filter((profile) => !taken.has(profile)) };
}
