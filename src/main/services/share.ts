/** Servers that leave: what they would reveal, and the text in the format asked for. */
import type { ShareAnswers, ShareFormat } from '../../shared/contract-share.ts';
import { fail, succeed, type Result } from '../../shared/fault.ts';
import { formatHost } from '../../shared/links/host.ts';
import type { Profile, StoredProfile } from '../../shared/profile.ts';
import type { Settings } from '../../shared/settings.ts';
import type { SharedText, ShareDescription } from '../../shared/share.ts';
import { writeClash } from '../core/export/clash-file.ts';
import { linkOf, telegramLinks, writeBase64, writeLinks } from '../core/export/link-list.ts';
import { underName } from '../core/export/named.ts';
import { writeParcel, type ParcelItem, type ParcelList } from '../core/export/parcel.ts';
import { passphraseBytes, suggestPassphrase } from '../core/export/passphrase.ts';
import { writeSingBox } from '../core/export/sing-box-file.ts';
import { notWritten, type Written } from '../core/export/written.ts';
import type { Deps } from './deps.ts';
import type { ProfilesService } from './profiles.ts';

type ShareDeps = Pick<Deps, 'lockbox' | 'random'>;
type Shelf = Pick<ProfilesService, 'open'>;

const mostListed = 100;

/** Faults: `not-found`, and those of opening. */
export function describeShare(profiles: Shelf, ids: readonly string[]): Result<ShareDescription> {
  const opened = openAll(profiles, ids);
  if (!opened.ok) return opened;
  const list = opened.value;
  const hops = list.flatMap(({ profile }) => wayOf(profile));
  const names = list.map((stored) => nameOf(stored)).filter((name) => name.trim() !== '');
  return succeed({
    count: list.length,
    addresses: [...new Set(hops.map(addressOf))].slice(0, mostListed),
    keys: list.filter(({ profile }) => wayOf(profile).some(hasKey)).length,
    names: [...new Set(names)].slice(0, mostListed),
    fromList: list.filter(({ source }) => source.kind === 'subscription').length,
    withoutLink: list.filter(({ profile }) => linkOf(profile) === undefined).length,
  });
}

/** What `exportShare` is asked for. */
export interface ShareRequest {
  readonly ids: readonly string[];
  readonly format: ShareFormat;
  readonly withoutNames?: boolean | undefined;
  readonly passphrase?: string | undefined;
}

/** The text, keys and all. Faults: `not-found`, and those of opening. */
export async function exportShare(deps: ShareDeps, profiles: Shelf, request: ShareRequest): Promise<Result<ShareAnswers['share.export']>> {
  const opened = openAll(profiles, request.ids);
  if (!opened.ok) return opened;
  const leaving = opened.value.map((stored) => underName(stored.profile, request.withoutNames === true ? '' : nameOf(stored)));
  if (request.format === 'sealed') {
    const locked = await lock(deps, writeParcel(leaving.map((profile) => ({ profile }))), request.passphrase);
    return locked.ok ? succeed({ ...locked.value, leftOut: [] }) : locked;
  }
  const { text, leftOut } = writers[request.format](leaving);
  return succeed({ text, leftOut: leftOut.map(({ index, reason }) => ({ id: opened.value[index]?.id ?? '', reason })) });
}

/** What a backup is made of. */
export interface BackupSources {
  readonly shelf: { cards(): readonly { readonly id: string }[]; open(id: string): Result<StoredProfile> };
  readonly chosen: string | undefined;
  readonly lists: readonly ParcelList[];
  readonly settings: Settings;
}

/** Everything that can be opened. The practice server stays: it is made anew everywhere. */
export async function exportBackup(deps: ShareDeps, { shelf, chosen, lists, settings }: BackupSources, passphrase: string | undefined): Promise<Result<ShareAnswers['share.backup']>> {
  const items = shelf.cards().flatMap(({ id }): readonly ParcelItem[] => {
    const stored = shelf.open(id);
    if (!stored.ok || stored.value.source.kind === 'practice') return [];
    const { profile, ownName, source } = stored.value;
    return [{
      profile,
      ...(ownName === undefined ? {} : { ownName }),
      ...(source.kind === 'subscription' ? { list: source.id } : {}),
      ...(id === chosen ? { chosen: true } : {}),
    }];
  });
  const locked = await lock(deps, writeParcel(items, { lists, settings }), passphrase);
  return locked.ok ? succeed({ ...locked.value, servers: items.length, lists: lists.length }) : locked;
}

const writers: Readonly<Record<Exclude<ShareFormat, 'sealed'>, (profiles: readonly Profile[]) => Written>> = {
  link: writeLinks,
  base64: writeBase64,
  clash: writeClash,
  'sing-box': writeSingBox,
  telegram: writeTelegram,
};

/** The browser's form: it leads into the app as well. */
function writeTelegram(profiles: readonly Profile[]): Written {
  const links = profiles.map((profile) => telegramLinks(profile)?.web);
  return { text: links.filter((link) => link !== undefined).join('\n'), leftOut: links.flatMap((link, index) => (link === undefined ? [notWritten(index, 'no-link')] : [])) };
}

async function lock(deps: ShareDeps, plain: string, own: string | undefined): Promise<Result<SharedText>> {
  const words = own ?? suggestPassphrase(deps.random(passphraseBytes));
  const locked = await deps.lockbox.lock(plain, words);
  return locked.ok ? succeed({ text: locked.value, ...(own === undefined ? { passphrase: words } : {}) }) : locked;
}

/** The practice server is nobody else's business. */
function openAll(profiles: Shelf, ids: readonly string[]): Result<readonly StoredProfile[]> {
  const list: StoredProfile[] = [];
  for (const id of new Set(ids)) {
    const stored = profiles.open(id);
    if (!stored.ok) return stored;
    if (stored.value.source.kind === 'practice') return fail('not-here', 'the practice server is of no use to anybody else');
    list.push(stored.value);
  }
  return succeed(list);
}

function nameOf({ ownName, profile }: StoredProfile): string {
  return ownName ?? profile.name;
}

function wayOf(profile: Profile): readonly Profile[] {
  return profile.detour === undefined ? [profile] : [profile, ...wayOf(profile.detour)];
}

function addressOf({ server, port }: Profile): string {
  return server === '' ? '' : `${formatHost(server)}:${port}`;
}

function hasKey(profile: Profile): boolean {
  return ['password', 'uuid', 'privateKey', 'psk', 'auth', 'token', 'secret', 'username', 'link'].some((key) => key in profile) || profile.type === 'openvpn';
}
