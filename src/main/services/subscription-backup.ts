/** Lists into a backup and out of it: their addresses, and what the person made of them. Nothing is fetched here. */
import { fail, succeed, type Result } from '../../shared/fault.ts';
import type { ParcelList } from '../core/export/parcel.ts';
import type { Deps, SecretBox } from './deps.ts';
import { randomText } from './random-text.ts';
import type { StoredSubscription, SubscriptionSecret } from './stored.ts';
import type { SubscriptionBook } from './subscription-book.ts';
import { openSecret, sealSecret } from './subscription-shelf.ts';

/** What restoring lists did. */
export interface RestoredLists {
  /** The backup's id of a list → the one it has here. */
  readonly ids: ReadonlyMap<string, string>;
  /** Those that were not here before. */
  readonly added: readonly string[];
}

export interface ListBackup {
  /** Every list that can be opened. */
  lists(): readonly ParcelList[];
  /** The list at this address, if it is here. */
  find(url: string): StoredSubscription | undefined;
  /** Its address, which is a key. Faults: `not-found`, those of opening. */
  address(id: string): Result<{ readonly url: string }>;
  /**
   * Puts lists on record that are not there yet; the first refresh is an interval away, so nobody is asked at once. What
   * was confirmed for an address counts again: the person has seen it and said so. Faults: those of sealing, the store.
   */
  restore(lists: readonly ParcelList[]): Promise<Result<RestoredLists>>;
  /** Shows them with the servers they have by now. */
  show(ids: readonly string[]): void;
  /** Takes restored ones off the record. Faults: those of the store. */
  forget(ids: readonly string[]): Promise<Result<null>>;
}

/** Over the records of `book`. */
export function createListBackup(deps: Pick<Deps, 'secrets' | 'clock' | 'random'>, book: SubscriptionBook): ListBackup {
  const find = (url: string): StoredSubscription | undefined => [...book.records.values()].find((record) => sameAddress(openSecret(deps.secrets, record), url));

  async function settle(ids: readonly string[]): Promise<Result<null>> {
    if (ids.length === 0) return succeed(null);
    book.show(...ids);
    return book.keep();
  }

  return {
    lists: () => [...book.records.values()].flatMap((record) => parcelOf(deps.secrets, record)),
    find,
    address(id) {
      const record = book.records.get(id);
      const secret = record === undefined ? fail('not-found', 'no such list') : openSecret(deps.secrets, record);
      return secret.ok ? succeed({ url: secret.value.url }) : secret;
    },
    async restore(lists) {
      const ids = new Map<string, string>();
      const added: string[] = [];
      for (const list of lists) {
        const known = find(list.url);
        const record = known === undefined ? recordOf(deps, list) : succeed(known);
        if (!record.ok) return record;
        ids.set(list.id, record.value.id);
        if (known === undefined) added.push(record.value.id);
        book.records.set(record.value.id, record.value);
      }
      const kept = await settle(added);
      return kept.ok ? succeed({ ids, added }) : kept;
    },
    show: (ids) => book.show(...ids),
    forget(ids) {
      for (const id of ids) book.records.delete(id);
      return settle(ids);
    },
  };
}

/** True where both lead to the same list: the fragment only names it. */
function sameAddress(secret: Result<SubscriptionSecret>, url: string): boolean {
  const plain = (text: string): string => text.trim().replace(/#.*$/s, '');
  return secret.ok && plain(secret.value.url) === plain(url);
}

function parcelOf(secrets: SecretBox, record: StoredSubscription): readonly ParcelList[] {
  const secret = openSecret(secrets, record);
  if (!secret.ok) return [];
  const { id, title, ownTitle, ownIntervalHours, way, accept } = record;
  return [{
    id,
    way,
    accept,
    ...secret.value,
    ...(title === undefined ? {} : { title: title.slice(0, 200) }),
    ...(ownTitle === undefined ? {} : { ownTitle }),
    ...(ownIntervalHours === undefined ? {} : { ownIntervalHours }),
  }];
}

function recordOf(deps: Pick<Deps, 'secrets' | 'clock' | 'random'>, list: ParcelList): Result<StoredSubscription> {
  const { url, userAgent, hardwareId, leftOut, title, ownTitle, ownIntervalHours, way, accept } = list;
  const secret: SubscriptionSecret = {
    url,
    ...(userAgent === undefined ? {} : { userAgent }),
    ...(hardwareId === undefined ? {} : { hardwareId }),
    ...(leftOut === undefined ? {} : { leftOut }),
  };
  const sealed = sealSecret(deps.secrets, secret);
  if (!sealed.ok) return sealed;
  return succeed({
    id: randomText(deps.random(16)),
    addedAt: deps.clock.now(),
    sealed: sealed.value,
    accept,
    way,
    gone: {},
    rung: 0,
    ...(title === undefined ? {} : { title }),
    ...(ownTitle === undefined ? {} : { ownTitle }),
    ...(ownIntervalHours === undefined ? {} : { ownIntervalHours }),
  });
}
