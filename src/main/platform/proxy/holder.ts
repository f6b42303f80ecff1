/**
 * Which Byway of this person holds the proxy settings: a small file outside every data folder, because two Byways with
 * different data folders know nothing else of each other. Without it the second would save the first one's address as
 * the person's own settings.
 */
import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { link, mkdir, open, rename, rm } from 'node:fs/promises';
import { isAbsolute, join, resolve } from 'node:path';
import { z } from 'zod';
import { fail, succeed, type Result } from '../../../shared/fault.ts';
import { errorCode } from '../paths.ts';
import { createSynced, writeFault } from '../store/durable-file.ts';
import { identifySelf, isOwnerAlive, noteBoot } from '../process-identity.ts';

const name = 'byway-proxy-holder.json';
const maxBytes = 16 * 1024;
/** Others may come and go while this one asks. */
const maxTries = 20;

const schema = z.strictObject({
  version: z.literal(1),
  owner: z.string().regex(/^[0-9a-f]{32}$/),
  dataDir: z.string().max(4096).refine(isAbsolute),
  boot: z.string().max(64),
  app: z.strictObject({ pid: z.int().min(1).max(2 ** 31), start: z.string().max(32) }),
});

export type Holder = z.infer<typeof schema>;

/** A process that wants to hold them. */
export interface Claimant {
  /** Common to all Byways of this person. */
  readonly folder: string;
  readonly owner: string;
  readonly dataDir: string;
}

/**
 * Takes the settings for this process; `settle` is called with the data folder of a Byway that died holding them, and
 * its fault ends the attempt. Fault `proxy-held` while another Byway with another data folder runs; inside one folder
 * its journal decides.
 */
export async function takeHold(claimant: Claimant, settle: (dataDir: string) => Promise<Result<unknown>>): Promise<Result<null>> {
  const file = join(claimant.folder, name);
  const own = resolve(claimant.dataDir);
  for (let tries = 0; tries < maxTries; tries += 1) {
    const placed = await place(claimant, file, own);
    if (!placed.ok || placed.value) return placed.ok ? succeed(null) : placed;
    const holder = await readHolder(file);
    if (holder !== null && isOwnerAlive(holder)) {
      return holder.dataDir === own ? succeed(null) : fail('proxy-held', 'another Byway holds the proxy settings', { pid: holder.app.pid });
    }
    if (holder !== null && holder.dataDir !== own) {
      const settled = await settle(holder.dataDir);
      if (!settled.ok) return settled;
    }
    await takeAway(file, holder?.owner);
  }
  return fail('busy', 'the holder of the proxy settings changes all the time');
}

/** Lets them go, if they are this owner's. */
export async function letGo({ folder, owner }: Pick<Claimant, 'folder' | 'owner'>): Promise<void> {
  const file = join(folder, name);
  if ((await readHolder(file))?.owner === owner) await rm(file, { force: true }).catch(() => undefined);
}

/** True when the file is this process's now; false when there is one already. */
async function place({ folder, owner }: Claimant, file: string, dataDir: string): Promise<Result<boolean>> {
  const holder: Holder = { version: 1, owner, dataDir, boot: noteBoot(), app: identifySelf() };
  const fresh = uniqueName(file);
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await createSynced(fresh, Buffer.from(JSON.stringify(holder), 'utf8'));
    return succeed(await linkNew(fresh, file));
  } catch (error) {
    return { ok: false, fault: writeFault(error) };
  } finally {
    await rm(fresh, { force: true }).catch(() => undefined);
  }
}

/** A second name for the file fails when the place is taken, which a rename would not. */
async function linkNew(fresh: string, file: string): Promise<boolean> {
  try {
    await link(fresh, file);
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    if (!['EPERM', 'ENOTSUP', 'ENOSYS', 'EMLINK'].includes(errorCode(error))) throw error;
  }
  const isFree = await open(file, 'wx', 0o600).then((handle) => handle.close().then(() => true), () => false); // no hard links here
  if (isFree) await rename(fresh, file);
  return isFree;
}

/** Removes a dead one's file. Where another process was quicker, it is that one's file by now and goes back. */
async function takeAway(file: string, owner: string | undefined): Promise<void> {
  const away = uniqueName(file);
  const isTaken = await rename(file, away).then(() => true, () => false);
  if (!isTaken) return;
  const taken = await readHolder(away);
  if (taken !== null && taken.owner !== owner) await link(away, file).catch(() => undefined);
  await rm(away, { force: true }).catch(() => undefined);
}

async function readHolder(file: string): Promise<Holder | null> {
  try {
    const handle = await open(file, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
    try {
      const { size, uid } = await handle.stat();
      if (size > maxBytes || uid !== (process.getuid?.() ?? uid)) return null;
      const read = schema.safeParse(JSON.parse(await handle.readFile('utf8')));
      return read.success ? read.data : null;
    } finally {
      await handle.close();
    }
  } catch {
    return null;
  }
}

function uniqueName(file: string): string {
  return `${file}.${process.pid}-${randomBytes(4).toString('hex')}.tmp`;
}
