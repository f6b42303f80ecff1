/** Profile ⇄ the sealed text that is stored. */
import { fail, type Result } from '../../shared/fault.ts';
import type { Profile, StoredProfile } from '../../shared/profile.ts';
import { profileSchema } from '../../shared/profile-schema.ts';
import type { SecretBox } from './deps.ts';
import type { StoredItem } from './stored.ts';

/** Seals one profile. Faults: `secrets-unreadable` when there is no key to seal with. */
export function sealProfile(secrets: SecretBox, stored: StoredProfile): Result<StoredItem> {
  const { profile, ...rest } = stored;
  const sealed = secrets.seal(JSON.stringify(profile));
  return sealed.ok ? { ok: true, value: { ...rest, sealed: sealed.value } } : sealed;
}

/** Opens one item. Faults: `secrets-unreadable`; `store-damaged` when what was sealed is no profile. */
export function openProfile(secrets: SecretBox, item: StoredItem): Result<StoredProfile> {
  const opened = secrets.open(item.sealed);
  if (!opened.ok) return opened;
  const profile = readProfile(opened.value);
  if (profile === undefined) return fail('store-damaged', 'a stored server is no server description');
  const { sealed: _sealed, ...rest } = item;
  return { ok: true, value: { ...rest, profile } };
}

function readProfile(text: string): Profile | undefined {
  try {
    const read = profileSchema.safeParse(JSON.parse(text));
    return read.success ? read.data : undefined;
  } catch {
    return undefined; // no JSON
  }
}
