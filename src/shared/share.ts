/** What sharing answers: types only, for app and window. */

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
