/**
 * The engine program at a path that outlives the app, for guard and login entry. An AppImage's own is inside a mount
 * that goes away with the app; there a copy in the data folder stands in for it. `engine/internal/restore/keep.go` makes
 * the same copy when the program is removed, and takes it away with the login entry.
 */
import { chmod, copyFile, open, rename, rm, stat } from 'node:fs/promises';
import { join, resolve, sep } from 'node:path';
import { syncFolder } from '../store/durable-file.ts';

const name = 'byway-restore';

export interface ProgramPlace {
  readonly dataDir: string;
  readonly enginePath: string;
  readonly environment: NodeJS.ProcessEnv;
}

/** That path. Where the copy cannot be made (full disk) it is the program itself, which serves as long as the mount does. */
export async function lastingProgram({ dataDir, enginePath, environment }: ProgramPlace): Promise<string> {
  const mount = environment['APPDIR']; // set by an AppImage's runtime
  if (mount === undefined || mount === '' || !enginePath.startsWith(mount + sep)) return enginePath;
  const copy = join(resolve(dataDir), name);
  try {
    if (!(await isSame(enginePath, copy))) await copyDurably(enginePath, copy);
    return copy;
  } catch {
    return enginePath;
  }
}

/** By size and time of change, which the copy takes over. */
async function isSame(original: string, copy: string): Promise<boolean> {
  const [one, other] = await Promise.all([stat(original), stat(copy).catch(() => null)]);
  return other !== null && one.size === other.size && Math.abs(one.mtimeMs - other.mtimeMs) < 2;
}

/** A guard may be running from the older copy: a new file takes its place. */
async function copyDurably(original: string, copy: string): Promise<void> {
  const temporary = `${copy}.tmp`;
  try {
    await rm(temporary, { force: true });
    await copyFile(original, temporary);
    await chmod(temporary, 0o700);
    const { atime, mtime } = await stat(original);
    const handle = await open(temporary, 'r+');
    try {
      await handle.utimes(atime, mtime);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, copy);
    await syncFolder(resolve(copy, '..'));
  } finally {
    await rm(temporary, { force: true }).catch(() => undefined);
  }
}
