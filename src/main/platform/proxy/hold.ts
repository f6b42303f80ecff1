/** One Byway of a person at a time: what enabling and restoring do about the others. */
import { randomBytes } from 'node:crypto';
import { succeed, type Result } from '../../../shared/fault.ts';
import { letGo, takeHold } from './holder.ts';
import { restoreAll } from './restore.ts';
import type { Session } from './session.ts';
import { createStirs } from './stirs.ts';

/** Takes the settings for this session; puts back first what another Byway, with a data folder of its own, died with. */
export async function hold(session: Session): Promise<Result<null>> {
  const { options, owner } = session;
  const folder = options.stores.commonFolder;
  if (folder === undefined) return succeed(null);
  return takeHold({ folder, owner, dataDir: options.dataDir }, (dataDir) => {
    const other: Session = { options: { ...options, dataDir }, owner: randomBytes(16).toString('hex'), guard: null, journal: null, stirs: createStirs(options.stores), wasUnwatched: false };
    options.note?.('another Byway ended without restoring: its settings are put back first');
    return restoreOther(other);
  });
}

/** Lets them go once nothing of this session is set any more. */
export async function release({ options, owner, journal }: Session): Promise<void> {
  if (options.stores.commonFolder !== undefined && journal === null) await letGo({ folder: options.stores.commonFolder, owner });
}

/** A damaged journal was set aside in its own folder, for its own Byway to tell of. */
async function restoreOther(other: Session): Promise<Result<unknown>> {
  const restored = await restoreAll(other, { spareLiving: true });
  return !restored.ok && restored.fault.code === 'proxy-journal-damaged' ? succeed(null) : restored;
}
