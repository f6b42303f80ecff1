/** A list of servers at an address, as screens and scripts see it. The address itself is secret and never stands here. */
import type { Fault, FaultCode } from './fault.ts';

/** What can speak against an address: not encrypted on its way; on this computer, in the local network, or in disguise. */
export type UnsafeReason = 'plain' | 'private';

/** Which way a list is fetched. `auto`: through the tunnel while one is on, else directly. */
export type FetchWay = 'auto' | 'direct' | 'tunnel';

/** What the provider says is used and left. Bytes; absent means not said, for `total` unlimited. */
export interface Quota {
  readonly upload?: number;
  readonly download?: number;
  readonly total?: number;
  /** Milliseconds since 1970; absent means never. */
  readonly expiresAt?: number;
}

/** What an update did. Names are cleaned for display, the first hundred of each. */
export interface SubscriptionDiff {
  readonly fresh: readonly string[];
  readonly gone: readonly string[];
  readonly changed: readonly string[];
  /** `leftOut`: still in the list, and removed here by hand. */
  readonly counts: { readonly fresh: number; readonly gone: number; readonly changed: number; readonly kept: number; readonly removed: number; readonly rejected: number; readonly leftOut?: number };
}

/** A list named inside a list that could not be read. Its address is a key: the host alone is told. */
export interface UnreadPart {
  /** Empty where the address has none. */
  readonly host: string;
  readonly code: FaultCode;
}

/** One subscription as lists show it. Times are milliseconds since 1970. */
export interface SubscriptionCard {
  readonly id: string;
  /** Cleaned by `displayName`. */
  readonly title: string;
  /** Host of the address; the rest of it is a key. */
  readonly host: string;
  readonly servers: number;
  /** Of these, no longer in the list; each is removed a week after it went, unless it is in use. */
  readonly gone: number;
  readonly addedAt: number;
  /** When its list last came; absent before the first time. */
  readonly refreshedAt?: number;
  readonly refreshing?: boolean;
  /** Why the last try brought nothing; the earlier servers stay. */
  readonly fault?: Fault;
  readonly quota?: Quota;
  /** The provider's own words, as plain text. */
  readonly announce?: string;
  /** Addresses the provider names, https or Telegram. */
  readonly supportUrl?: string;
  readonly pageUrl?: string;
  /** Hours between refreshes, 1-168; 0 means by hand only. */
  readonly intervalHours: number;
  /** The person's own name and interval, where they gave one. */
  readonly ownTitle?: string;
  readonly ownIntervalHours?: number;
  readonly way: FetchWay;
  /** The person's own User-Agent. */
  readonly userAgent?: string;
  readonly sendsHardwareId: boolean;
  readonly lastDiff?: SubscriptionDiff;
  /** When each server that left the list will be removed, by id. */
  readonly leaving?: Readonly<Record<string, number>>;
  /** Servers that left it and stay because the person said so. */
  readonly keptByHand?: readonly string[];
  /** Servers the person removed from it: a refresh does not bring them back. */
  readonly leftOut?: number;
  /** Lists inside it that could not be read last time; their servers stay as they were. */
  readonly unread?: readonly UnreadPart[];
}
