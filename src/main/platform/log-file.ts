/** Log lines on disk: only when the person asks for it, redacted like everywhere, never more than two files of 1 MiB. */
import { appendFile, chmod, mkdir, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { LogLine } from '../../shared/snapshot.ts';

export interface LogFileOptions {
  /** Made when missing (0700). */
  readonly folder: string;
  /** Size in bytes at which a file is put aside; default 1 Mi. */
  readonly maxBytes?: number;
}

export interface LogFile {
  /** Takes a line; it is on its way to the disk, in order. Never throws. */
  readonly write: (line: LogLine) => void;
  /** Resolves when everything taken so far is written, or was given up. */
  flush(): Promise<void>;
}

/** Most lines waiting for a slow disk; beyond that lines are dropped. */
const mostWaiting = 5_000;

/** Writes to `byway.log`, with the one before as `byway.1.log`. A full or missing disk loses lines, nothing else. */
export function createLogFile({ folder, maxBytes = 1024 * 1024 }: LogFileOptions): LogFile {
  const file = join(folder, 'byway.log');
  let waiting: string[] = [];
  let writing: Promise<void> | undefined;

  function write(line: LogLine): void {
    if (waiting.length < mostWaiting) waiting.push(formatLine(line));
    writing ??= drain();
  }

  async function drain(): Promise<void> {
    while (waiting.length > 0) {
      const text = waiting.join('');
      waiting = [];
      try {
        await rotate(folder, file, text, maxBytes);
        await appendFile(file, text, { mode: 0o600 });
      } catch {
        // The log is a help, not a duty; the lines are still in memory.
      }
    }
    writing = undefined;
  }

  return { write, flush: () => writing ?? Promise.resolve() };
}

async function rotate(folder: string, file: string, text: string, maxBytes: number): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const found = await stat(file).catch(() => undefined);
  if (found === undefined) return;
  if ((found.mode & 0o077) !== 0) await chmod(file, 0o600);
  if (found.size + Buffer.byteLength(text) > maxBytes) await rename(file, join(folder, 'byway.1.log'));
}

function formatLine({ at, level, source, text }: LogLine): string {
  return `${new Date(at).toISOString()} ${level} ${source}: ${text}\n`;
}
