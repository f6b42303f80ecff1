/**
 * One process per data folder, without a system lock (Node has none), crash-safe and without races:
 *
 *   lock                 who holds the folder: a mark {token, pid, started, host}
 *   lock.after.TOKEN     who took over from the dead holder with that token
 *
 * A mark is written under its own name, then given its place by link(2), which fails when the place is taken. So each
 * holder has at most one successor, ever: the marks form a chain that only grows at its end, and the last one decides.
 * Whoever appended itself reads the chain again, since the root may have been replaced meanwhile; only a mark that is
 * the end of the chain from the root holds the folder. The holder then makes itself the root and clears the rest.
 */
import { constants } from 'node:fs';
import { copyFile, link, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fail, succeed, type Result } from '../../shared/fault.ts';
import type { HostInfo } from '../../shared/snapshot.ts';
import type { Clock, Random } from '../services/deps.ts';
import { readMark, writeMark, type Mark } from './lock-mark.ts';
import { errorCode } from './paths.ts';
import { isAlive, noteSelf } from './process-identity.ts';
import { writeFault } from './store/durable-file.ts';

export interface LockOptions {
  /** The data folder; it exists. */
  readonly folder: string;
  readonly host: HostInfo['kind'];
  readonly now: Clock['now'];
  readonly random: Random;
}

export interface Lock {
  /** Gives the folder free. Does nothing the second time. */
  release(): Promise<void>;
}

/** How often a place may be lost to somebody else before giving up. */
const mostTries = 20;

/**
 * Takes the folder for this process until `release` or its end. Fault `store-locked` with detail {pid, host} when
 * another process has it; `store-read-only` or `store-full` when the folder cannot be written.
 */
export async function acquireLock(options: LockOptions): Promise<Result<Lock>> {
  const root = join(options.folder, 'lock');
  const mark: Mark = { ...(await noteSelf(options.now())), host: options.host, token: Buffer.from(options.random(12)).toString('hex') };
  const own = `${root}.own.${mark.token}`;
  try {
    await writeMark(own, mark);
    const taken = await take(root, own, mark, options.now);
    if (!taken.ok) return taken;
    await clear(options, root, own);
    return succeed({ release: () => release(root, mark) });
  } catch (error) {
    return { ok: false, fault: writeFault(error) };
  } finally {
    await rm(own, { force: true }).catch(() => undefined);
  }
}

/** The living process that holds the folder; undefined when none does. Takes nothing and writes nothing. */
export async function readHolder(folder: string, now: number): Promise<{ readonly pid: number; readonly host: string } | undefined> {
  const end = await endOfChain(join(folder, 'lock')).catch(() => undefined);
  return end !== undefined && (await isAlive(end, now)) ? { pid: end.pid, host: end.host } : undefined;
}

async function take(root: string, own: string, mark: Mark, now: Clock['now']): Promise<Result<null>> {
  for (let attempt = 0; attempt < mostTries; attempt += 1) {
    const end = await endOfChain(root);
    if (end !== undefined && (await isAlive(end, now()))) return lockedBy(end);
    const place = end === undefined ? root : successor(root, end);
    if (!(await claim(own, place))) continue;
    if ((await endOfChain(root))?.token === mark.token) return succeed(null);
    await rm(place, { force: true }); // the root was replaced meanwhile: this mark hangs on nothing
  }
  return fail('store-locked', 'others keep coming first', { pid: 0, host: '' });
}

async function endOfChain(root: string): Promise<Mark | undefined> {
  let end = await readMark(root);
  for (let next = end; next !== undefined; next = await readMark(successor(root, next))) end = next;
  return end;
}

function successor(root: string, mark: Mark): string {
  return `${root}.after.${mark.token}`;
}

/** True when the place was free and now is ours. */
async function claim(own: string, place: string): Promise<boolean> {
  try {
    await link(own, place).catch((error: unknown) => {
      if (errorCode(error) === 'EEXIST') throw error;
      return copyFile(own, place, constants.COPYFILE_EXCL); // file systems without links (exFAT)
    });
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  }
}

/** Makes this mark the root; what then still lies about is out of every chain (tokens are never used twice). */
async function clear({ folder, now }: LockOptions, root: string, own: string): Promise<void> {
  await rename(own, root);
  for (const name of await readdir(folder)) {
    const file = join(folder, name);
    if (name.startsWith('lock.after.') || (name.startsWith('lock.own.') && (await isAbandoned(file, now())))) await rm(file, { force: true });
  }
}

async function isAbandoned(file: string, now: number): Promise<boolean> {
  const mark = await readMark(file);
  return mark !== undefined && mark.host !== '' && !(await isAlive(mark, now));
}

async function release(root: string, mark: Mark): Promise<void> {
  if ((await readMark(root))?.token === mark.token) await rm(root, { force: true }).catch(() => undefined);
}

function lockedBy(mark: Mark): Result<never> {
  return fail('store-locked', `held by process ${mark.pid}`, { pid: mark.pid, host: mark.host });
}
