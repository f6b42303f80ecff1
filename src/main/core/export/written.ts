/** What writing a list of servers in one format answers. */

/** Why a server is not in it: no form there (`no-link`, `no-form`), or settings that the format cannot say (`no-field`). */
export type LeftOutReason = 'no-link' | 'no-form' | 'no-field';

export interface LeftOut {
  /** Place in the list that was given, from 0. */
  readonly index: number;
  readonly reason: LeftOutReason;
}

/** The text is empty when no server could be written. */
export interface Written {
  readonly text: string;
  readonly leftOut: readonly LeftOut[];
}

/** One server that is left out. */
export function notWritten(index: number, reason: LeftOutReason): LeftOut {
  return { index, reason };
}
