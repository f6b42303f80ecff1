/** A record before and after a refresh: what is learned replaces what was, and the person's own words stay. Pure. */
import type { UnreadPart } from '../../shared/subscription.ts';
import type { StoredSubscription } from './stored.ts';

type Learned = Pick<StoredSubscription, 'title' | 'gone' | 'rung'> & Partial<StoredSubscription>;

/** The record after a list came: what the provider no longer says is gone with the last fault. */
export function refreshedRecord(record: StoredSubscription, learned: Learned, now: number): StoredSubscription {
  const { quota: _quota, announce: _announce, supportUrl: _support, pageUrl: _page, intervalHours: _hours, fault: _fault, unread: _unread, partHosts: _hosts, ...lasting } = record;
  return { ...lasting, ...learned, refreshedAt: now, triedAt: now };
}

/** What the person changed while the list was on its way counts. */
export function withOwnWords(fresh: StoredSubscription, now: StoredSubscription): StoredSubscription {
  const { ownTitle: _title, ownIntervalHours: _hours, keptByHand: _kept, ...rest } = fresh;
  const { ownTitle, ownIntervalHours, keptByHand, way, sealed } = now;
  const gone = Object.fromEntries(Object.entries(fresh.gone).filter(([id]) => keptByHand?.includes(id) !== true));
  return {
    ...rest,
    way,
    sealed,
    gone,
    ...(ownTitle === undefined ? {} : { ownTitle }),
    ...(ownIntervalHours === undefined ? {} : { ownIntervalHours }),
    ...(keptByHand === undefined ? {} : { keptByHand }),
  };
}

/** Which lists inside it were not read, and which ever were: one of those, missing now, may come back. */
export function partsToKeep({ partHosts: earlier = [] }: Pick<StoredSubscription, 'partHosts'>, unread: readonly UnreadPart[], read: readonly string[]): Pick<StoredSubscription, 'unread' | 'partHosts'> {
  const waiting = earlier.filter((host) => unread.some((part) => part.host === host));
  const hosts = [...new Set([...read, ...waiting])].slice(0, mostHosts);
  return { ...(unread.length === 0 ? {} : { unread }), ...(hosts.length === 0 ? {} : { partHosts: hosts }) };
}

const mostHosts = 64;
