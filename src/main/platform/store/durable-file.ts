/** Files that survive a power cut: whole old content or whole new content, never something between. */
import { constants } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fail, succeed, type Fault, type Result } from '../../../shared/fault.ts';
import { errorCode } from '../paths.ts';

/** What to write: one piece, or pieces made one after another (each up to about 1 MiB). */
export type Content = string | Uint8Array | Iterable<string> | AsyncIterable<string>;

/** Points where a test may stop the process; the product leaves them alone. */
export type WriteStep = 'opened' | 'written' | 'synced' | 'renamed' | 'appended';

export interface WriteOptions {
  /** Runs between syncing the temporary file and putting it in place. Its failure is ignored. */
  readonly beforeRename?: () => Promise<unknown>;
  readonly onStep?: (step: WriteStep) => void;
}

/**
 * Replaces `file` durably: temporary file in the same folder (0600), fsync, rename, fsync of the folder. Faults:
 * `store-full`, `store-read-only`; then the earlier content is still there and the temporary file is gone.
 */
export async function writeDurably(file: string, content: Content, options: WriteOptions = {}): Promise<Result<null>> {
  const temporary = `${file}.tmp`;
  try {
    await writeSynced(temporary, content, options.onStep);
    await options.beforeRename?.().catch(() => undefined);
    await renameOver(temporary, file);
    options.onStep?.('renamed');
    await syncFolder(dirname(file));
    return succeed(null);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    return { ok: false, fault: writeFault(error) };
  }
}

/** The fault behind a failed write; `cause` is the system's short name only. */
export function writeFault(error: unknown): Fault {
  const code = errorCode(error);
  const full = code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG';
  return fail(full ? 'store-full' : 'store-read-only', code).fault;
}

/** Makes a new file with that content, synced (0600). Throws `EEXIST` when there is one already. */
export async function createSynced(file: string, content: Uint8Array): Promise<void> {
  const handle = await open(file, 'wx', 0o600);
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await syncFolder(dirname(file));
}

/** Makes renames and new names in the folder durable. Systems that cannot sync a folder are left in peace. */
export async function syncFolder(folder: string): Promise<void> {
  const unsupported = ['EPERM', 'EISDIR', 'EINVAL', 'EBADF', 'ENOTSUP', 'EACCES'];
  try {
    const handle = await open(folder, constants.O_RDONLY);
    await handle.sync().finally(() => handle.close());
  } catch (error) {
    if (!unsupported.includes(errorCode(error))) throw error;
  }
}

async function writeSynced(temporary: string, content: Content, onStep: WriteOptions['onStep']): Promise<void> {
  await rm(temporary, { force: true }); // left by a crash, or a link somebody put there
  const handle = await open(temporary, 'wx', 0o600);
  try {
    onStep?.('opened');
    if (typeof content === 'string' || content instanceof Uint8Array) await handle.writeFile(content);
    else for await (const piece of content) await handle.writeFile(piece);
    onStep?.('written');
    await handle.sync();
    onStep?.('synced');
  } finally {
    await handle.close();
  }
}

/** On Windows a virus scanner may hold the old file open for a moment: try for about half a second. */
async function renameOver(from: string, to: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await rename(from, to);
    } catch (error) {
      const code = errorCode(error);
      if (attempt === 6 || (code !== 'EPERM' && code !== 'EBUSY')) throw error;
      await sleep(attempt * 30);
    }
  }
}
