/**
 * Servers that a person removed from a list by hand, as marks that a refresh recognises them by. A mark is a fingerprint
 * of secrets: it is stored sealed. Pure.
 */
import type { Profile } from '../../shared/profile.ts';
import { fingerprint, profileIdentity } from './profile-list.ts';

/** The latest removals that are remembered of one list. */
export const mostLeftOut = 5000;

/**
 * Two marks of one server: everything that decides how it is reached, and its place with its name. So it stays away under
 * another name and with another key, and a neighbour on the same address does not go with it.
 */
export function leftOutMarks(profile: Profile): readonly number[] {
  const { type, server, port, name } = profile;
  return [fingerprint(profileIdentity(profile), 0), fingerprint(JSON.stringify([type, server, port, name]), 0)];
}

/** Adds the marks of removed servers; the oldest go first when there are too many. */
export function withLeftOut(marks: readonly number[], removed: readonly Profile[]): readonly number[] {
  return [...new Set([...marks, ...removed.flatMap(leftOutMarks)])].slice(-mostLeftOut * 2);
}

/** Takes the marks of servers that came back out again. */
export function withoutLeftOut(marks: readonly number[], restored: readonly Profile[]): readonly number[] {
  const back = new Set(restored.flatMap(leftOutMarks));
  return marks.filter((mark) => !back.has(mark));
}

/** Parts a list that came into what is wanted and what was removed by hand. */
export function partLeftOut(profiles: readonly Profile[], marks: readonly number[]): { readonly wanted: readonly Profile[]; readonly leftOut: number } {
  if (marks.length === 0) return { wanted: profiles, leftOut: 0 };
  const known = new Set(marks);
  const wanted = profiles.filter((profile) => !leftOutMarks(profile).some((mark) => known.has(mark)));
  return { wanted, leftOut: profiles.length - wanted.length };
}
