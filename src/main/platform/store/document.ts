/**
 * One stored document. Load: read, parse, migrate, check, set aside what does not fit; it never throws and never loses.
 * Save: one after another, durable, the version before kept as last good copy. What this Byway does not know, and what
 * it set aside, goes back into the file with every save.
 */
import type { Document, Loaded } from '../../services/deps.ts';
import { fail, succeed, type Result } from '../../../shared/fault.ts';
import { isThere } from '../paths.ts';
import { readDocument, type DocumentKind, type Found, type Kept } from './document-reading.ts';
import { keepAsLastGood, lastGoodOf } from './document-files.ts';
import { writeDurably, type WriteStep } from './durable-file.ts';
import { formatLayout } from './layout.ts';
import { currentVersion } from './migrate.ts';

export interface DocumentOptions<T> {
  /** Absolute path, `….json`, in a folder that exists. */
  readonly file: string;
  readonly kind: DocumentKind<T>;
  /** Milliseconds since 1970, for the date in the name of a damaged file. */
  readonly now: () => number;
  /** For tests that stop the process in the middle of a save. */
  readonly onStep?: (step: WriteStep) => void;
}

interface Memory {
  readonly kept: Kept;
  readonly readOnly: boolean;
  /** The file at its place is one that can be read, so it may become the last good copy. */
  readonly good: boolean;
}

/** Saves that share one write. */
interface Batch<T> {
  value: T;
  readonly saved: Promise<Result<null>>;
}

/** Makes the document; nothing is read before `load`. A save without a load before it loads first. */
export function createDocument<T>(options: DocumentOptions<T>): Document<T> {
  let memory: Memory | undefined;
  let running: Promise<unknown> = Promise.resolve();
  let waiting: Batch<T> | undefined;

  function load(): Promise<Loaded<T>> {
    waiting = undefined; // a later save must not slip in before this load
    const loaded = running.then(() => readDocument(options.file, options.kind, options.now()));
    running = loaded.then((found) => { memory = remember(found); });
    return loaded.then(({ value, notes, readOnly }) => ({ value, notes, readOnly }));
  }

  // Values that arrive while a save is running share one save of the newest of them.
  function save(value: T): Promise<Result<null>> {
    if (waiting !== undefined) {
      waiting.value = value;
      return waiting.saved;
    }
    if (memory === undefined) void load();
    const batch: Batch<T> = { value, saved: running.then(() => {
      if (waiting === batch) waiting = undefined;
      return write(batch.value);
    }) };
    waiting = batch;
    running = batch.saved;
    return batch.saved;
  }

  async function write(value: T): Promise<Result<null>> {
    if (memory === undefined || memory.readOnly) return fail('store-read-only', 'the file must not be overwritten');
    const written = await writeDocument(options, value, memory);
    if (written.ok) memory = { ...memory, good: true };
    return written;
  }

  return { load, save };
}

async function writeDocument<T>({ file, kind, onStep }: DocumentOptions<T>, value: T, { kept, good }: Memory): Promise<Result<null>> {
  const written = await writeDurably(file, pieces(kind, value, kept), {
    beforeRename: async () => good && keepAsLastGood(file),
    ...(onStep === undefined ? {} : { onStep }),
  });
  if (!written.ok) return written;
  // The copy is a second chance; that it cannot be made does not undo the save.
  if (!(await isThere(lastGoodOf(file)))) await writeDurably(lastGoodOf(file), pieces(kind, value, kept));
  return succeed(null);
}

function remember(found: Found<unknown>): Memory {
  return { kept: found.kept, readOnly: found.readOnly, good: found.good };
}

function pieces<T>(kind: DocumentKind<T>, value: T, kept: Kept): AsyncGenerator<string> {
  const { top, items } = kind.write(value, kept);
  const rejects = kept.rejects.length > 0 ? { rejects: kept.rejects } : {};
  return formatLayout({ version: currentVersion, ...top, ...rejects }, items);
}
