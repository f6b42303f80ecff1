/** The mark that says who holds a data folder, as it stands in a file. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { errorCode } from './paths.ts';
import { createSynced } from './store/durable-file.ts';
import type { NotedProcess } from './process-identity.ts';

export interface Mark extends NotedProcess {
  /** Random, never used twice; hexadecimal, so that it can stand in a file name. */
  readonly token: string;
  /** Kind of host, for the message. */
  readonly host: string;
}

const markSchema = z.object({
  token: z.string().regex(/^[0-9a-f]{8,64}$/),
  pid: z.int().positive().max(2 ** 31 - 1),
  started: z.string().max(200).exactOptional(),
  at: z.number(),
  host: z.enum(['electron', 'headless', 'cli']),
});

/** Writes a mark to a new file, durably. Throws what the system says. */
export async function writeMark(file: string, mark: Mark): Promise<void> {
  await createSynced(file, Buffer.from(JSON.stringify(mark)));
}

/**
 * Reads a mark; undefined when there is none. A file that stays unreadable (emptied by a power cut) counts as the mark
 * of a process that is gone, with a token made of its bytes, so that it can be taken over like any other.
 */
export async function readMark(file: string): Promise<Mark | undefined> {
  let text = '';
  for (let attempt = 0; attempt < 5; attempt += 1) {
    // Only where links are missing can a mark be seen half written: look again.
    if (attempt > 0) await sleep(20);
    try {
      text = await readFile(file, 'utf8');
    } catch (error) {
      if (errorCode(error) === 'ENOENT') return undefined;
      throw error;
    }
    const checked = markSchema.safeParse(parse(text));
    if (checked.success) return checked.data;
  }
  return { token: createHash('sha256').update(text).digest('hex'), pid: 2 ** 31 - 1, at: 0, host: '' };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
