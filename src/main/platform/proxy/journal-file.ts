/**
 * The journal on disk. Whoever restores first renames it to a name of his own, so that app, guard, login entry and next
 * start never restore at once; when that process dies too, the next one takes the file over by the same rename.
 *
 *   proxy-journal.json                              in force
 *   proxy-journal.restoring-<pid>-<start>-<id>.json being restored by that process
 *   proxy-journal.damaged-<date>.json               set aside, never carried out
 */
import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { link, open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fail, succeed, type Result } from '../../../shared/fault.ts';
import { errorCode } from '../paths.ts';
import { createSynced, syncFolder, writeDurably, writeFault } from '../store/durable-file.ts';
import { decodeJournal, encodeJournal, maxJournalBytes, type Journal } from './journal.ts';
import { identifySelf, isRunning } from '../process-identity.ts';

const name = 'proxy-journal.json';
const claimed = /^proxy-journal\.restoring-(\d{1,10})-(\d{0,20})-[0-9a-f]{8}\.json$/;
/** The note of guard or login restorer, cut off while it was written (engine/internal/restore/note.go). */
const halfNote = /^proxy-restored\.json\.\d{1,20}\.tmp$/;
const temporary = /^proxy-journal\.new-(\d{1,10})-(\d{0,20})-[0-9a-f]{8}\.tmp$/;
/** How long another process may take to restore before we give up waiting for it. */
const claimWaitMs = 10_000;
const claimPauseMs = 50;

/** A journal taken for restoring, by this process alone. */
export interface Claim {
  readonly file: string;
  readonly journal: Result<Journal>;
}

/** The journal in force; null when there is none. */
export async function readJournal(folder: string): Promise<Result<Journal> | null> {
  return readAt(join(folder, name));
}

/** Puts a first journal in place, durably, unless there is one already: then fault `busy`. */
export async function createJournal(folder: string, journal: Journal): Promise<Result<null>> {
  const content = readable(journal);
  if (!content.ok) return content;
  const fresh = join(folder, `proxy-journal.new-${ownMark()}.tmp`);
  try {
    await createSynced(fresh, Buffer.from(content.value, 'utf8'));
    await placeNew(fresh, join(folder, name));
    await syncFolder(folder);
    return succeed(null);
  } catch (error) {
    return errorCode(error) === 'EEXIST' ? fail('busy', 'another process holds the proxy settings') : { ok: false, fault: writeFault(error) };
  } finally {
    await rm(fresh, { force: true }).catch(() => undefined);
  }
}

/** Replaces the journal in force durably. */
export async function replaceJournal(folder: string, journal: Journal): Promise<Result<null>> {
  const content = readable(journal);
  return content.ok ? writeDurably(join(folder, name), content.value) : content;
}

/** A journal that could not be read again must not be relied on: better no change at all. */
function readable(journal: Journal): Result<string> {
  const content = encodeJournal(journal);
  return decodeJournal(content).ok ? succeed(content) : fail('proxy-not-applied', 'the present settings cannot be noted');
}

/**
 * Takes the journal, or one that a dead process left half restored. Waits while a living one restores; `spared` when the
 * only one is to be left alone. Fault `proxy-not-restored` when the other does not finish.
 */
export async function claimJournal(folder: string, isSpared: (journal: Journal) => boolean): Promise<Result<Claim | 'nothing' | 'spared'>> {
  for (let waitedMs = 0; waitedMs <= claimWaitMs; waitedMs += claimPauseMs) {
    const { free, held } = await listJournals(folder);
    for (const candidate of free) {
      const claim = await take(folder, candidate, isSpared);
      if (claim !== null) return succeed(claim);
    }
    if (free.length === 0 && !held) return succeed('nothing');
    await pause(claimPauseMs);
  }
  return fail('proxy-not-restored', 'another process is restoring and does not finish');
}

/** Looks before it takes, and again afterwards: between the two another process may have put a new journal there. */
async function take(folder: string, candidate: string, isSpared: (journal: Journal) => boolean): Promise<Claim | 'spared' | null> {
  const seen = await readAt(join(folder, candidate));
  if (seen?.ok === true && isSpared(seen.value)) return 'spared';
  const file = join(folder, `proxy-journal.restoring-${ownMark()}.json`);
  const isTaken = await rename(join(folder, candidate), file).then(() => true, () => false);
  if (!isTaken) return null;
  const claim = { file, journal: (await readAt(file)) ?? fail('proxy-journal-damaged', 'gone') };
  if (!claim.journal.ok || !isSpared(claim.journal.value)) return claim;
  await returnClaim(folder, claim);
  return 'spared';
}

/** Gives the journal back for a later attempt. Where a new one has come meanwhile, the old keeps its name and waits. */
export async function returnClaim(folder: string, claim: Claim): Promise<void> {
  await placeNew(claim.file, join(folder, name)).then(() => rm(claim.file, { force: true })).catch(() => undefined);
}

/** Forgets a journal that is done. */
export async function dropClaim(folder: string, claim: Claim): Promise<Result<null>> {
  try {
    await rm(claim.file, { force: true });
    await syncFolder(folder);
    return succeed(null);
  } catch (error) {
    return { ok: false, fault: writeFault(error) };
  }
}

/** Keeps an unreadable journal for inspection; answers its new name. */
export async function setAside(folder: string, claim: Claim, now: Date): Promise<string> {
  const stamp = now.toISOString().replaceAll(':', '-').replace(/\.\d+/, '');
  const kept = `proxy-journal.damaged-${stamp}-${randomBytes(2).toString('hex')}.json`;
  await rename(claim.file, join(folder, kept)).catch(() => undefined);
  return kept;
}

/** Removes what processes that died while writing left lying about. Only while nobody else's journal is in force here. */
export async function sweep(folder: string): Promise<void> {
  await rm(join(folder, `${name}.tmp`), { force: true }).catch(() => undefined);
  for (const entry of await readdir(folder).catch(() => [])) {
    const match = temporary.exec(entry);
    if (halfNote.test(entry) || (match !== null && !isAliveMark(match))) await rm(join(folder, entry), { force: true }).catch(() => undefined);
  }
}

async function listJournals(folder: string): Promise<{ readonly free: readonly string[]; readonly held: boolean }> {
  const entries = await readdir(folder).catch(() => []);
  const claims = entries.map((entry) => claimed.exec(entry)).filter((match) => match !== null);
  const abandoned = claims.filter((match) => !isAliveMark(match)).map((match) => match[0]);
  return { free: [...entries.filter((entry) => entry === name), ...abandoned], held: claims.length > abandoned.length };
}

function isAliveMark(match: RegExpExecArray): boolean {
  return isRunning({ pid: Number(match[1]), start: match[2] ?? '' });
}

function ownMark(): string {
  const self = identifySelf();
  return `${self.pid}-${self.start}-${randomBytes(4).toString('hex')}`;
}

/** A second name for the file fails when the place is taken, which a rename would not. */
async function placeNew(file: string, place: string): Promise<void> {
  try {
    await link(file, place);
  } catch (error) {
    if (!['EPERM', 'ENOTSUP', 'ENOSYS', 'EMLINK'].includes(errorCode(error))) throw error;
    await open(place, 'wx', 0o600).then((handle) => handle.close()); // file systems without hard links
    await rename(file, place);
  }
}

async function readAt(file: string): Promise<Result<Journal> | null> {
  try {
    const handle = await open(file, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
    try {
      if ((await handle.stat()).size > maxJournalBytes) return fail('proxy-journal-damaged', 'too large');
      return decodeJournal(await handle.readFile('utf8'));
    } finally {
      await handle.close();
    }
  } catch (error) {
    return errorCode(error) === 'ENOENT' ? null : fail('proxy-journal-damaged', errorCode(error));
  }
}
