/** Pasted text → servers in the list. */
import type { ImportReport } from '../../shared/contract.ts';
import { fail, succeed, type Result } from '../../shared/fault.ts';
import { isLockedText } from '../../shared/locked-text.ts';
import type { Parsed, Profile, ProfileSource, StoredProfile } from '../../shared/profile.ts';
import type { ProfileCard } from '../../shared/snapshot.ts';
import { profileIdentity } from '../core/profile-list.ts';
import type { Deps } from './deps.ts';
import type { Drawn } from './profile-shelf.ts';
import type { ProfilesService } from './profiles.ts';
import { randomText } from './random-text.ts';
import { sealProfile } from './sealing.ts';
import { pauseAfterSlice } from './turns.ts';

/** What adding needs of the outside. */
export type ImportDeps = Pick<Deps, 'parse' | 'secrets' | 'clock' | 'random'>;

/**
 * Reads, drops what is known already, seals and keeps. A store's fault comes back although the list holds the new ones.
 * Fault `sealed-locked` for a text that has to be opened first.
 */
export async function importText(deps: ImportDeps, profiles: ProfilesService, text: string): Promise<Result<ImportReport>> {
  if (isLockedText(text)) return fail('sealed-locked', 'the text is locked with a passphrase');
  const parsed = await deps.parse.parse(text);
  if (!parsed.ok) return parsed;
  const merged = await addProfiles(deps, profiles, parsed.value.profiles.map((profile) => ({ profile })));
  return merged.ok ? succeed({ ...merged.value, rejected: parsed.value.rejected, ...listsOf(parsed.value) }) : merged;
}

/** A server that may come into the list, with the name it is kept under elsewhere, and where it came from if not with the rest. */
export interface Candidate {
  readonly profile: Profile;
  readonly ownName?: string;
  readonly source?: ProfileSource;
  /** Its card, where one was drawn before. */
  readonly card?: ProfileCard;
}

/** Puts servers in the list that are not there yet. A store's fault comes back although the list holds the new ones. */
export async function addProfiles(
  deps: ImportDeps,
  profiles: ProfilesService,
  found: readonly Candidate[],
  source: ProfileSource = { kind: 'paste' },
): Promise<Result<Pick<ImportReport, 'added' | 'known'>>> {
  const added: ProfileCard[] = [];
  const known = new Map<string, ProfileCard>();
  for (const [index, { profile, ownName, source: own = source, card: drawn }] of found.entries()) {
    const identity = profileIdentity(profile);
    const id = profiles.shelf.idOf(profile, identity);
    const card = id === undefined ? undefined : profiles.shelf.card(id);
    if (card !== undefined) known.set(card.id, card);
    else {
      const put = shelve(deps, profiles, profile, own, ownName, { identity, card: drawn });
      if (!put.ok) return (await profiles.publish(added), put);
      added.push(put.value);
    }
    await pauseAfterSlice(deps.clock, index);
  }
  const kept = await profiles.publish(added);
  // A link that stands twice in one text is new once and known once: only the first is told.
  for (const card of added) known.delete(card.id);
  return kept.ok ? succeed({ added, known: [...known.values()] }) : kept;
}

/** Addresses of lists are told, never fetched: that takes the person's word. */
function listsOf({ subscriptions }: Parsed): Pick<ImportReport, 'subscriptions'> {
  return subscriptions === undefined ? {} : { subscriptions };
}

/** Puts one new server on the shelf; `publish` has to follow. */
function shelve(deps: ImportDeps, profiles: ProfilesService, profile: Profile, source: ProfileSource, ownName?: string, drawn?: Drawn): Result<ProfileCard> {
  const own = ownName === undefined ? {} : { ownName };
  const stored: StoredProfile = { id: randomText(deps.random(16)), profile, source, addedAt: deps.clock.now(), ...own };
  const sealed = sealProfile(deps.secrets, stored);
  return sealed.ok ? succeed(profiles.shelf.put(sealed.value, stored, drawn)) : sealed;
}

/** The practice server's own entry, made when it is missing. Its port is known only while it runs. */
export async function practiceProfile(deps: ImportDeps, profiles: ProfilesService): Promise<Result<StoredProfile>> {
  const present = profiles.shelf.cards().find((card) => card.source === 'practice');
  if (present !== undefined) return profiles.open(present.id);
  const profile: Profile = {
    type: 'shadowsocks',
    name: 'Practice',
    server: '127.0.0.1',
    port: practicePlaceholderPort,
    method: 'aes-256-gcm',
    password: randomText(deps.random(24)),
  };
  const put = shelve(deps, profiles, profile, { kind: 'practice' });
  if (!put.ok) return put;
  await profiles.publish([put.value]); // a full disk does not stand in the way of trying
  return profiles.open(put.value.id);
}

/** Stands in for the port until the engine says which one it is; Shadowsocks' usual one. */
const practicePlaceholderPort = 8388;
