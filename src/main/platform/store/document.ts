/**
 * One stored document. Load: read, parse, migrate, check, set aside what does not fit; it never throws and never loses.
 * Save: one after another, durable, the version before kept as last good copy. What this Byway does not know, and what
 * it set aside, goes back into the file with every save. The changes of a long list go into a log beside it.
 */
import type { Document, Loaded } from '../../services/deps.ts';
import { fail, succeed, type Result } from '../../../shared/fault.ts';
import { isThere } from '../paths.ts';
import { appendChange, changeLogOf, listDifference, removeChangeLogs, type ListChange } from './change-log.ts';
import { readDocument, type DocumentKind, type FilesFound, type Found, type Kept } from './document-reading.ts';
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

interface Memory<T> {
  readonly kept: Kept;
  readonly readOnly: boolean;
  /** The file at its place is one that can be read, so it may become the last good copy. */
  readonly good: boolean;
  readonly files: FilesFound;
  /** What the files hold. */
  readonly saved: T;
}

/** Saves that share one write. */
interface Batch<T> {
  value: T;
  readonly saved: Promise<Result<null>>;
}

/** Makes the document; nothing is read before `load`. A save without a load before it loads first. */
export function createDocument<T>(options: DocumentOptions<T>): Document<T> {
  let memory: Memory<T> | undefined;
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
    const change = changeToLog(options.kind, memory, value);
    return change === undefined ? writeWhole(value, memory) : writeChange(value, memory, change);
  }

  async function writeChange(value: T, before: Memory<T>, change: ListChange): Promise<Result<null>> {
    const { files } = before;
    const appended = await appendChange(changeLogOf(options.file, files.generation), change, () => options.onStep?.('appended'));
    // Behind a line that may be half written nothing can follow.
    memory = appended.ok ? { ...before, saved: value, files: { ...files, logSize: files.logSize + appended.value } } : { ...before, files: { ...files, canFollow: false } };
    return appended.ok ? succeed(null) : appended;
  }

  async function writeWhole(value: T, before: Memory<T>): Promise<Result<null>> {
    const written = await writeDocument(options, value, before);
    if (!written.ok) return written;
    const { generation, size } = written.value;
    memory = { ...before, good: true, saved: value, files: { generation, size, logSize: 0, canFollow: generation > 0 } };
    if (before.good && generation > 0) await removeChangeLogs(options.file, before.files.generation);
    return succeed(null);
  }

  return { load, save };
}

/** Documents below this size, in bytes, are written whole: nothing is simpler. */
const smallestLogged = 256 * 1024;

/** What to log; undefined where the whole is to be written. */
function changeToLog<T>(kind: DocumentKind<T>, { files, saved, kept }: Memory<T>, value: T): ListChange | undefined {
  const { list } = kind;
  if (list === undefined || !files.canFollow || files.logSize * 4 > files.size) return undefined;
  const difference = listDifference(list.items(saved), list.items(value));
  if (difference === undefined || difference.put.length * 4 > list.items(value).length) return undefined;
  const { top, items = [] } = kind.write(list.pick(value, new Set(difference.put.map(({ id }) => id))), kept);
  return { top, put: [...items], gone: difference.gone };
}

async function writeDocument<T>({ file, kind, onStep }: DocumentOptions<T>, value: T, { kept, good, files }: Memory<T>): Promise<Result<Pick<FilesFound, 'generation' | 'size'>>> {
  const isLong = kind.list !== undefined && (files.generation > 0 || files.size >= smallestLogged);
  const generation = isLong ? files.generation + 1 : 0;
  let size = 0;
  async function* counted(): AsyncGenerator<string> {
    for await (const piece of pieces(kind, value, kept, generation)) {
      size += Buffer.byteLength(piece);
      yield piece;
    }
  }
  const written = await writeDurably(file, counted(), {
    beforeRename: async () => good && keepAsLastGood(file),
    ...(onStep === undefined ? {} : { onStep }),
  });
  if (!written.ok) return written;
  // The copy is a second chance; that it cannot be made does not undo the save.
  if (!(await isThere(lastGoodOf(file)))) await writeDurably(lastGoodOf(file), pieces(kind, value, kept, generation));
  return succeed({ generation, size });
}

function remember<T>({ kept, readOnly, good, files, value }: Found<T>): Memory<T> {
  return { kept, readOnly, good, files, saved: value };
}

function pieces<T>(kind: DocumentKind<T>, value: T, kept: Kept, generation: number): AsyncGenerator<string> {
  const { top, items } = kind.write(value, kept);
  const rejects = kept.rejects.length > 0 ? { rejects: kept.rejects } : {};
  return formatLayout({ version: currentVersion, ...(generation > 0 ? { generation } : {}), ...top, ...rejects }, items);
}
