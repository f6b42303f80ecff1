/** What a link format is to the registry: the schemes it answers to, a reader and a writer, both pure. */
import type { Result } from '../fault.ts';
import type { Profile, ProfileType } from '../profile.ts';

/** The variant of `Profile` with this type. */
export type ProfileOf<T extends ProfileType> = Extract<Profile, { readonly type: T }>;

export interface LinkCodec<P> {
  /** Lower-case, without `://`. */
  readonly schemes: readonly string[];
  /** Reads one link, already cut out of its surroundings. The fault's `cause` is one plain sentence without secrets. */
  readonly parse: (link: string) => Result<P>;
  /** Writes the standard form. `raw` is not looked at. */
  readonly format: (profile: P) => string;
}

/** A profile under construction: same members, writable. */
export type Draft<T> = { -readonly [Key in keyof T]: T[Key] };
