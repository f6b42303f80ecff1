/** Shapes of the stored documents; members that a newer Byway wrote are carried along untouched. */
import type { ProfileSource } from '../../shared/profile.ts';
import type { Settings } from '../../shared/settings.ts';
import type { Fault } from '../../shared/fault.ts';
import type { LocalPorts } from '../core/local-ports.ts';
import type { FetchWay, Quota, UnreadPart, UnsafeReason } from '../../shared/subscription.ts';

/** One profile on disk. `sealed` is the SecretBox envelope of the Profile as JSON: addresses and keys alike. */
export interface StoredItem {
  readonly id: string;
  readonly source: ProfileSource;
  readonly addedAt: number;
  readonly ownName?: string;
  readonly sealed: string;
}

export interface StoredList {
  readonly items: readonly StoredItem[];
  readonly chosen?: string;
}

export interface StoredSettings {
  readonly settings: Settings;
  /** Local ports, picked once per install above the ranges that scanners try, kept while they are free. */
  readonly ports: LocalPorts;
}

/** One subscription on disk. Times are milliseconds since 1970. */
export interface StoredSubscription {
  readonly id: string;
  readonly addedAt: number;
  /** The SecretBox envelope of a `SubscriptionSecret` as JSON: the address is a key. */
  readonly sealed: string;
  /** What the person confirmed for this address. */
  readonly accept: readonly UnsafeReason[];
  readonly way: FetchWay;
  /** The person's own name and interval (hours, 0 by hand only). */
  readonly ownTitle?: string;
  readonly ownIntervalHours?: number;
  /** What the provider said last. */
  readonly title?: string;
  readonly intervalHours?: number;
  readonly quota?: Quota;
  readonly announce?: string;
  readonly supportUrl?: string;
  readonly pageUrl?: string;
  readonly refreshedAt?: number;
  readonly triedAt?: number;
  readonly fault?: Fault;
  /** Servers that left the list, since when. */
  readonly gone: Readonly<Record<string, number>>;
  /** Servers that left it and stay all the same. */
  readonly keptByHand?: readonly string[];
  /** Lists inside it that could not be read last time. */
  readonly unread?: readonly UnreadPart[];
  /** Hosts of the lists inside it that were read once: while one of them cannot be, nobody is counted as gone. */
  readonly partHosts?: readonly string[];
  /** Place in the ladder of User-Agents that brought the list. */
  readonly rung: number;
}

export interface SubscriptionSecret {
  readonly url: string;
  /** The person's own. */
  readonly userAgent?: string;
  /** Random; present while it may be sent. */
  readonly hardwareId?: string;
  /** Marks of servers that the person removed from it (`core/subscription-left-out.ts`), the latest ones. */
  readonly leftOut?: readonly number[];
}

export interface StoredSubscriptions {
  readonly items: readonly StoredSubscription[];
}
