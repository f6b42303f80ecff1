/**
 * The note that guard and login restorer leave (`engine/internal/restore/note.go`), so that the next start can say what
 * happened while no window was there. Nothing in it is carried out.
 */
import { constants } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const name = 'proxy-restored.json';
const maxBytes = 4 * 1024;

export interface RestoredNote {
  readonly by: 'guard' | 'login' | 'unknown';
  /** Name of the journal that could not be read and was set aside. */
  readonly damaged?: string;
}

const schema = z.object({
  version: z.literal(1),
  by: z.enum(['guard', 'login']),
  damaged: z.string().regex(/^proxy-journal\.damaged-[0-9A-Za-z-]{1,60}\.json$/).exactOptional(),
});

/** Reads the note and takes it away; null when there is none. One that cannot be read still means that one restored. */
export async function takeRestoredNote(folder: string): Promise<RestoredNote | null> {
  const file = join(folder, name);
  const text = await readBounded(file);
  if (text === null) return null;
  await rm(file, { force: true }).catch(() => undefined);
  try {
    const parsed = schema.safeParse(JSON.parse(text));
    if (!parsed.success) return { by: 'unknown' };
    const { by, damaged } = parsed.data;
    return { by, ...(damaged === undefined ? {} : { damaged }) };
  } catch {
    return { by: 'unknown' };
  }
}

async function readBounded(file: string): Promise<string | null> {
  try {
    const handle = await open(file, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
    try {
      const { bytesRead, buffer } = await handle.read(Buffer.alloc(maxBytes), 0, maxBytes, 0);
      return buffer.toString('utf8', 0, bytesRead);
    } finally {
      await handle.close();
    }
  } catch {
    return null;
  }
}
