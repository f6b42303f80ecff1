/** Saves a document's newest value, one write at a time, without writing what is already outdated. */
import { fail, succeed, type Result } from '../../shared/fault.ts';
import type { Document, Log } from './deps.ts';

export interface Saver<T> {
  /** Resolves when this value, or a newer one, is durable; else the fault. The value itself stays with its owner. */
  save(value: T): Promise<Result<null>>;
  /** Writes again what could not be written; resolves when nothing waits. */
  flush(): Promise<Result<null>>;
}

/** `readOnly`: nothing is ever written, and every save says so. */
export function createSaver<T>(document: Document<T>, log: Log, readOnly: boolean): Saver<T> {
  let waiting: { readonly value: T; readonly done: Promise<Result<null>> } | undefined;
  let writing: Promise<unknown> = Promise.resolve();
  let unsaved: { readonly value: T } | undefined;

  async function write(): Promise<Result<null>> {
    await writing;
    const value = waiting?.value;
    waiting = undefined;
    if (value === undefined) return succeed(null);
    const now = writeOnce(value);
    writing = now;
    return now;
  }

  async function writeOnce(value: T): Promise<Result<null>> {
    unsaved = { value };
    const result = await document.save(value).catch((error: unknown) => fail('unexpected', String(error)));
    if (result.ok && unsaved?.value === value) unsaved = undefined;
    if (!result.ok) log.write('error', 'app', `saving failed: ${result.fault.code}`);
    return result;
  }

  function save(value: T): Promise<Result<null>> {
    if (readOnly) return Promise.resolve(fail('store-read-only'));
    // A write that has not begun takes the newest value with it: its waiters are served by the same write.
    waiting = { value, done: waiting?.done ?? Promise.resolve().then(write) };
    return waiting.done;
  }

  return {
    save,
    async flush() {
      if (waiting !== undefined) return waiting.done;
      await writing;
      return unsaved === undefined ? succeed(null) : save(unsaved.value);
    },
  };
}
