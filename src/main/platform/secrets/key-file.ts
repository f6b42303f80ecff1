/**
 * The key for stored secrets as a file of the data folder: 32 bytes, for this person only (0600). It protects against
 * others on this computer and against a copied profiles.json, not against who can read the whole folder.
 * A key is made only while nothing sealed exists: a new key would turn every sealed text into noise.
 */
import { constants } from 'node:fs';
import { open, readdir, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { fail, succeed, type Result } from '../../../shared/fault.ts';
import type { Random, SecretBox } from '../../services/deps.ts';
import { errorCode } from '../paths.ts';
import { createSynced, writeFault } from '../store/durable-file.ts';
import { createClosedBox, createEnvelopeBox, keyBytes } from './envelope.ts';

/** Name of the file in the data folder. */
export const keyFile = 'key';

export interface KeyFileOptions {
  /** The data folder; it exists. */
  readonly folder: string;
  readonly random: Random;
}

/**
 * Opens the key file's box, making the key on a fresh install. Always gives a box: with an unreadable key it answers
 * `secrets-unreadable` to everything (and the reason as cause), on a folder that cannot be written the fault of that.
 */
export async function openKeyFileBox(options: KeyFileOptions): Promise<SecretBox> {
  const key = await loadOrMakeKey(options);
  return key.ok ? createEnvelopeBox(key.value, options.random) : createClosedBox(key);
}

/** The key itself, made when nothing sealed exists. Faults as above. */
export async function loadOrMakeKey({ folder, random }: KeyFileOptions): Promise<Result<Uint8Array>> {
  const file = join(folder, keyFile);
  const present = await readKey(file);
  if (present.kind === 'key') return succeed(present.key);
  if (await hasSealedData(folder)) return fail('secrets-unreadable', present.reason);
  try {
    // Nothing depends on it: put aside, never deleted.
    if (present.kind === 'bad') await rename(file, `${file}.damaged-${Buffer.from(random(6)).toString('hex')}`);
    const key = random(keyBytes);
    await createSynced(file, key);
    return succeed(key);
  } catch (error) {
    return { ok: false, fault: writeFault(error) };
  }
}

/** True while any file of the list, its copies included, may hold sealed text; a file that cannot be read counts. */
export async function hasSealedData(folder: string): Promise<boolean> {
  try {
    const names = (await readdir(folder)).filter((name) => name.startsWith('profiles'));
    for (const name of names) if ((await readFile(join(folder, name))).includes('"sealed"')) return true;
    return false;
  } catch {
    return true;
  }
}

type KeyReading =
  | { readonly kind: 'key'; readonly key: Uint8Array }
  | { readonly kind: 'absent' | 'bad'; readonly reason: string };

async function readKey(file: string): Promise<KeyReading> {
  try {
    // No links: a key somebody else placed is not ours. On Windows the flag does not exist and counts as 0.
    const handle = await open(file, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
    try {
      const found = await handle.stat();
      if (!found.isFile() || found.size !== keyBytes) return { kind: 'bad', reason: 'the key file has the wrong size' };
      const me = process.getuid?.(); // undefined on Windows, where mode bits say nothing
      if (me !== undefined && (found.uid !== me || (found.mode & 0o077) !== 0)) return { kind: 'bad', reason: 'others can read the key file' };
      const key = Buffer.alloc(keyBytes);
      const { bytesRead } = await handle.read(key, 0, keyBytes, 0);
      return bytesRead === keyBytes ? { kind: 'key', key } : { kind: 'bad', reason: 'the key file has the wrong size' };
    } finally {
      await handle.close();
    }
  } catch (error) {
    const code = errorCode(error);
    return code === 'ENOENT' ? { kind: 'absent', reason: 'the key file is gone' } : { kind: 'bad', reason: `the key file cannot be read: ${code}` };
  }
}
