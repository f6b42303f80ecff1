/** The files of one document: NAME.json, NAME.last-good.json, and NAME.damaged-DATE.json for what could not be read. */
import { copyFile, link, open, readFile, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { errorCode, isThere } from '../paths.ts';

export type FileReading =
  | { readonly kind: 'read'; readonly bytes: Buffer }
  | { readonly kind: 'absent' }
  /** There, but the system does not let us read it. */
  | { readonly kind: 'closed'; readonly code: string };

/** Reads a file; every failure is a value. */
export async function readBytes(file: string): Promise<FileReading> {
  try {
    return { kind: 'read', bytes: await readFile(file) };
  } catch (error) {
    const code = errorCode(error);
    return code === 'ENOENT' ? { kind: 'absent' } : { kind: 'closed', code };
  }
}

/** `…/profiles.json` → `…/profiles.last-good.json`. */
export function lastGoodOf(file: string): string {
  return sibling(file, 'last-good');
}

/** Puts an unreadable file aside under a dated name and answers that name; undefined when the folder does not allow it. */
export async function quarantine(file: string, now: number): Promise<string | undefined> {
  const date = new Date(now).toISOString().replaceAll(/[:.]/g, '-');
  for (let count = 1; count <= 100; count += 1) {
    const aside = sibling(file, `damaged-${date}${count === 1 ? '' : `-${count}`}`);
    if (await isThere(aside)) continue;
    return rename(file, aside).then(() => basename(aside), () => undefined);
  }
  return undefined;
}

/** Makes the present file the last good one too, before a new one takes its place. Throws what the system says. */
export async function keepAsLastGood(file: string): Promise<void> {
  const temporary = `${lastGoodOf(file)}.tmp`;
  await rm(temporary, { force: true });
  // A second name costs nothing and is whole at once; file systems without such names get a copy.
  await link(file, temporary).catch(() => copySynced(file, temporary));
  await rename(temporary, lastGoodOf(file));
}

async function copySynced(from: string, to: string): Promise<void> {
  await copyFile(from, to);
  const handle = await open(to, 'r+');
  await handle.sync().finally(() => handle.close());
}

function sibling(file: string, mark: string): string {
  const name = basename(file);
  const stem = name.endsWith('.json') ? name.slice(0, -'.json'.length) : name;
  return join(dirname(file), `${stem}.${mark}.json`);
}
