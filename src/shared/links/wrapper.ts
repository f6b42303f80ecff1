/** Links that are no server of their own but hold one, several, or the address of a list: what opening one gives. */
import type { FaultCode, Result } from '../fault.ts';
import type { Parsed, Profile } from '../profile.ts';

/** One thing out of a wrapper. */
export type Finding =
  | { readonly kind: 'profile'; readonly profile: Profile }
  | { readonly kind: 'subscription'; readonly url: string; readonly name: string }
  /** A text to be read in the link's place. */
  | { readonly kind: 'text'; readonly text: string }
  /** A configuration file for another reader; its servers take this name where they have none. */
  | { readonly kind: 'document'; readonly text: string; readonly name: string }
  | { readonly kind: 'refusal'; readonly code: FaultCode; readonly reason: string }
  | { readonly kind: 'note'; readonly text: string };

export type Findings = Result<readonly Finding[]>;

/** What reading needs of the runtime it runs in, which the links themselves know nothing of. */
export interface ReadTools {
  /** Undoes zlib; undefined for damaged bytes and for more than `most` bytes of output. */
  readonly inflate?: (bytes: Uint8Array, most: number) => Uint8Array | undefined;
  /** Reads a configuration file found inside a link; undefined when it is none that can be read. */
  readonly readDocument?: (text: string) => Parsed | undefined;
}
