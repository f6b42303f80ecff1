/** What stands in an opened locked text → servers, lists and settings here; and all of that taken back. */
import type { UnsealReport } from '../../shared/contract-share.ts';
import { succeed, type Result } from '../../shared/fault.ts';
import type { Reject } from '../../shared/profile.ts';
import type { Settings } from '../../shared/settings.ts';
import type { Parcel, ParcelList } from '../core/export/parcel.ts';
import { addProfiles, type Candidate, type ImportDeps } from './profile-import.ts';
import type { ProfilesService } from './profiles.ts';
import type { SettingsService } from './settings.ts';
import type { SubscriptionsService } from './subscriptions.ts';

/** What is taken out of it beside the servers: only where the person says so, since a stranger's could lead astray. */
export interface UnsealWishes {
  readonly withSettings?: boolean | undefined;
  readonly withLists?: boolean | undefined;
  /** Also lists that are not encrypted on their way, or lie inside the own network. */
  readonly withUnsafeLists?: boolean | undefined;
}

export interface UnsealServices {
  readonly profiles: ProfilesService;
  readonly settings: SettingsService;
  readonly subscriptions: SubscriptionsService;
}

/** What was done, and what it takes to undo it. */
export interface Unpacked {
  readonly report: UnsealReport;
  readonly lists: readonly string[];
  /** As they were before; absent when they were not touched. */
  readonly settings?: Settings;
}

/** Merges: what is here already stays as it is, settings apart. Faults: those of sealing and the store. */
export async function unpack(deps: ImportDeps, services: UnsealServices, parcel: Parcel, wishes: UnsealWishes): Promise<Result<Unpacked>> {
  const { profiles, settings, subscriptions } = services;
  const wanted = parcel.lists.filter(({ accept }) => wishes.withLists === true && (accept.length === 0 || wishes.withUnsafeLists === true));
  const lists = await subscriptions.backup.restore(wanted);
  if (!lists.ok) return lists;
  const hadChosen = profiles.chosen() !== undefined;
  const merged = await addProfiles(deps, profiles, parcel.items.map((item) => newProfile(item, lists.value.ids)));
  if (!merged.ok) return merged;
  subscriptions.backup.show(lists.value.added);
  if (!hadChosen) await chooseAgain(profiles, parcel);
  const report = { ...merged.value, rejected: unreadableOf(parcel), lists: lists.value.added.length, listsLeft: parcel.lists.length - wanted.length };
  if (parcel.settings === undefined) return succeed({ report: { ...report, settings: 'none' }, lists: lists.value.added });
  if (wishes.withSettings !== true) return succeed({ report: { ...report, settings: 'left' }, lists: lists.value.added });
  const before = settings.current();
  const changed = await settings.change(parcel.settings);
  return changed.ok ? succeed({ report: { ...report, settings: 'restored' }, lists: lists.value.added, settings: before }) : changed;
}

/** Takes it back. What was there before was never touched, so nothing else has to be put right. Faults: those of the store. */
export async function undoUnpacking({ profiles, settings, subscriptions }: UnsealServices, { report, lists, settings: before }: Unpacked): Promise<Result<{ readonly removed: number }>> {
  const ids = report.added.map(({ id }) => id).filter((id) => profiles.shelf.item(id) !== undefined);
  const removed = ids.length === 0 ? succeed({ removed: 0 }) : await profiles.remove(ids);
  const forgotten = await subscriptions.backup.forget(lists);
  const changed = before === undefined ? succeed(null) : await settings.change(before);
  if (!removed.ok) return removed;
  if (!forgotten.ok) return forgotten;
  return changed.ok ? succeed({ removed: removed.value.removed }) : changed;
}

/** A server of a list that was not taken becomes one of the person's own. */
function newProfile({ profile, ownName, list }: Parcel['items'][number], lists: ReadonlyMap<ParcelList['id'], string>): Candidate {
  const id = list === undefined ? undefined : lists.get(list);
  return { profile, ...(ownName === undefined ? {} : { ownName }), ...(id === undefined ? {} : { source: { kind: 'subscription', id } }) };
}

/** Where nothing was chosen before, the backup's choice counts. */
async function chooseAgain(profiles: UnsealServices['profiles'], parcel: Parcel): Promise<void> {
  const chosen = parcel.items.find((item) => item.chosen === true);
  const id = chosen === undefined ? undefined : profiles.shelf.idOf(chosen.profile);
  if (id !== undefined) await profiles.choose(id);
}

/** A refusal for each server that this Byway cannot read. */
export function unreadableOf({ unreadable }: Parcel): readonly Reject[] {
  return Array.from({ length: unreadable }, () => ({ line: 1, code: 'link-unsupported', reason: 'A server of this text is of a kind that this Byway does not read.', excerpt: '' }));
}
