/** Which part of a profile is its key. Pure. */
import type { Profile } from '../../../shared/profile.ts';

/** The password, user id or private key; undefined for a server that asks for none. */
export function secretOf(profile: Profile): string | undefined {
  if ('uuid' in profile) return profile.uuid;
  if ('privateKey' in profile && typeof profile.privateKey === 'string') return profile.privateKey;
  if ('secret' in profile && typeof profile.secret === 'string') return profile.secret;
  return 'password' in profile && typeof profile.password === 'string' ? profile.password : undefined;
}
