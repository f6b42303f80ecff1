/**
 * The list in memory: sealed items and their cards. Descriptions with their keys are opened when needed and not kept,
 * so 50,000 of them cost little and lie nowhere in the clear.
 */
import { fail, type Result } from '../../shared/fault.ts';
import type { Profile, StoredProfile } from '../../shared/profile.ts';
import type { ProfileCard } from '../../shared/snapshot.ts';
import { profileCard } from '../core/profile-card.ts';
import { fingerprint, profileIdentity } from '../core/profile-list.ts';
import type { Deps } from './deps.ts';
import { openProfile } from './sealing.ts';
import type { StoredItem } from './stored.ts';

export interface Shelf {
  /** In the order they came, readable or not. */
  items(): readonly StoredItem[];
  item(id: string): StoredItem | undefined;
  card(id: string): ProfileCard | undefined;
  cards(): readonly ProfileCard[];
  /** Opens one. Faults: `not-found`, `secrets-unreadable`, `store-damaged`. */
  open(id: string): Result<StoredProfile>;
  /** The id under which the same server stands already. `identity` is `profileIdentity(profile)`, where it is at hand. */
  idOf(profile: Profile, identity?: string): string | undefined;
  /** Adds, or replaces in place; answers the card. `drawn` is what was made of the same profile before, where it is at hand. */
  put(item: StoredItem, stored: StoredProfile, drawn?: Drawn): ProfileCard;
  /** Adds one that cannot be opened: kept and stored again as it is. */
  putUnread(item: StoredItem): void;
  /** Takes out; answers what was there. */
  take(id: string): StoredItem | undefined;
}

/** What takes time to make of a profile, and does not change by storing it. */
export interface Drawn {
  readonly identity?: string | undefined;
  readonly card?: ProfileCard | undefined;
}

/** An empty shelf. `seed` is secret and of this run only. */
export function createShelf({ secrets, networks, clock }: Pick<Deps, 'secrets' | 'networks' | 'clock'>, seed: number): Shelf {
  const items = new Map<string, StoredItem>();
  const cards = new Map<string, ProfileCard>();
  const prints = new Map<string, number>(); // id → fingerprint
  const byPrint = new Map<number, readonly string[]>();

  function open(id: string): Result<StoredProfile> {
    const item = items.get(id);
    return item === undefined ? fail('not-found', 'no such server') : openProfile(secrets, item);
  }

  function forgetPrint(id: string): void {
    const print = prints.get(id);
    if (print === undefined) return;
    prints.delete(id);
    const others = (byPrint.get(print) ?? []).filter((other) => other !== id);
    if (others.length > 0) byPrint.set(print, others);
    else byPrint.delete(print);
  }

  function rememberPrint(id: string, identity: string): void {
    forgetPrint(id);
    const print = fingerprint(identity, seed);
    prints.set(id, print);
    byPrint.set(print, [...(byPrint.get(print) ?? []), id]);
  }

  return {
    items: () => [...items.values()],
    item: (id) => items.get(id),
    card: (id) => cards.get(id),
    cards: () => [...cards.values()],
    open,
    idOf(profile, identity = profileIdentity(profile)) {
      return byPrint.get(fingerprint(identity, seed))?.find((id) => {
        const stored = open(id);
        return stored.ok && profileIdentity(stored.value.profile) === identity;
      });
    },
    put(item, stored, drawn = {}) {
      const { id, addedAt, source } = stored;
      const card = drawn.card === undefined ? profileCard(stored, clock.now(), networks.of(stored.profile.server)) : { ...drawn.card, id, addedAt, source: source.kind };
      items.set(item.id, item);
      cards.set(item.id, card);
      rememberPrint(item.id, drawn.identity ?? profileIdentity(stored.profile));
      return card;
    },
    putUnread(item) {
      items.set(item.id, item);
    },
    take(id) {
      const item = items.get(id);
      items.delete(id);
      cards.delete(id);
      forgetPrint(id);
      return item;
    },
  };
}
