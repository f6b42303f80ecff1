/** A locked text → servers in the list, merged with what is there; of a backup also the settings, if asked for. */
import type { ShareAnswers } from '../../shared/contract-share.ts';
import { fail, succeed, type Result } from '../../shared/fault.ts';
import type { Reject } from '../../shared/profile.ts';
import { readParcel, type Parcel } from '../core/export/parcel.ts';
import type { Deps } from './deps.ts';
import { addProfiles, type ImportDeps } from './profile-import.ts';
import type { ProfilesService } from './profiles.ts';
import type { SettingsService } from './settings.ts';

export interface UnsealRequest {
  readonly text: string;
  readonly passphrase: string;
  readonly withSettings?: boolean | undefined;
}

interface UnsealServices {
  readonly profiles: ProfilesService;
  readonly settings: SettingsService;
}

/** Opens one text at a time: each takes 128 MiB and a second, and a window could ask for many. */
export interface Unsealer {
  /** What is inside; nothing is kept. Faults: `sealed-wrong`, `sealed-damaged`, `input-too-large`, `busy`. */
  look(text: string, passphrase: string): Promise<Result<Parcel>>;
  /** Faults: `sealed-wrong`, `sealed-damaged`, `input-too-large`, `busy` while another is being opened, those of the store. */
  open(services: UnsealServices, request: UnsealRequest): Promise<Result<ShareAnswers['profiles.unseal']>>;
}

/** For the whole app's life. */
export function createUnsealer(deps: ImportDeps & Pick<Deps, 'lockbox'>): Unsealer {
  let isOpening = false;

  async function look(text: string, passphrase: string): Promise<Result<Parcel>> {
    if (isOpening) return fail('busy', 'another locked text is being opened');
    isOpening = true;
    const opened = await deps.lockbox.unlock(text, passphrase).finally(() => (isOpening = false));
    return opened.ok ? readParcel(opened.value) : opened;
  }

  return {
    look,
    async open(services, { text, passphrase, withSettings }) {
      const parcel = await look(text, passphrase);
      return parcel.ok ? unpack(deps, services, parcel.value, withSettings === true) : parcel;
    },
  };
}

async function unpack(deps: ImportDeps, { profiles, settings }: UnsealServices, parcel: Parcel, withSettings: boolean): Promise<Result<ShareAnswers['profiles.unseal']>> {
  const merged = await addProfiles(deps, profiles, parcel.items);
  if (!merged.ok) return merged;
  const report = { ...merged.value, rejected: unreadableOf(parcel) };
  if (parcel.settings === undefined) return succeed({ ...report, settings: 'none' });
  if (!withSettings) return succeed({ ...report, settings: 'left' });
  const changed = await settings.change(parcel.settings);
  return changed.ok ? succeed({ ...report, settings: 'restored' }) : changed;
}

/** A refusal for each server that this Byway cannot read. */
export function unreadableOf({ unreadable }: Parcel): readonly Reject[] {
  return Array.from({ length: unreadable }, () => ({ line: 1, code: 'link-unsupported', reason: 'A server of this text is of a kind that this Byway does not read.', excerpt: '' }));
}
