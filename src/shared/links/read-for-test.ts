/** Short ways for tests to read one link. */
import type { Profile, ProfileType } from '../profile.ts';
import type { ProfileOf } from './codec.ts';
import { parseLink } from './registry.ts';

/** The profile of a link without `raw`; throws when it is refused or of another type. */
export function readAs<T extends ProfileType>(type: T, link: string): Omit<ProfileOf<T>, 'raw'> {
  const result = parseLink(link);
  if (!result.ok) throw new Error(`${link}: ${result.fault.code}, ${result.fault.cause ?? ''}`);
  const { raw: _raw, ...profile } = result.value;
  if (profile.type !== type) throw new Error(`${link}: ${profile.type}`);
  return profile as Omit<Profile, 'raw'> as unknown as Omit<ProfileOf<T>, 'raw'>; // its type was just compared
}

/** The code a link is refused with, or `accepted`. */
export function refusalOf(link: string): string {
  const result = parseLink(link);
  return result.ok ? 'accepted' : result.fault.code;
}

export const id = '3c6e5d5f-8f3a-4c59-9a4b-5d2a1f0e9c77';
