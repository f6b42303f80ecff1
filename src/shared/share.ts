/** What sharing answers: types only, for app and window. */
import type { UnsafeReason } from './subscription.ts';

/** What would leave with some servers, in the order asked for; at most the first hundred of each list. */
export interface ShareDescription {
  readonly count: number;
  /** Where they are: always in it. `host:port`, servers on the way included. */
  readonly addresses: readonly string[];
  /** How many carry a key, password or user id: always in it. */
  readonly keys: number;
  /** Names they were given by whoever made the link, or by the person: can be taken out. Possibly hostile. */
  readonly names: readonly string[];
  /** How many came with a list, whose address carries a personal number: never in it. */
  readonly fromList: number;
  /** Servers that have no link, and leave only in other formats. */
  readonly withoutLink: number;
}

export interface LeftOutServer {
  readonly id: string;
  readonly reason: 'no-link' | 'no-form' | 'no-field';
}

export interface SharedText {
  /** Empty when no server could be written in this format. */
  readonly text: string;
  /** The words that open it, where the app chose them. */
  readonly passphrase?: string;
}

/** What a locked text holds, once it is open. Nothing of it was taken, nobody was asked. */
export interface SealedContents {
  /** Names it for `sealed.take`, for ten minutes. */
  readonly token: string;
  readonly servers: number;
  /** Of these, here already. */
  readonly known: number;
  /** The first ones, cleaned for display. */
  readonly names: readonly string[];
  /** Parts of a kind that this Byway does not read. */
  readonly unreadable: number;
  /** Lists of servers, the first hundred. */
  readonly lists: readonly SealedList[];
  /** Holds everything a Byway had, settings among it. */
  readonly isBackup: boolean;
}

export interface SealedList {
  /** Cleaned for display. */
  readonly title: string;
  readonly host: string;
  /** What speaks against its address; empty for nothing. */
  readonly unsafe: readonly UnsafeReason[];
  readonly isKnown: boolean;
}
