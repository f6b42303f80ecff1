/** Waiting that ends. */
import { fail, type FaultCode, type Result } from '../../shared/fault.ts';
import type { Clock } from './deps.ts';

/**
 * The outcome of `work`, or the fault `late` once `ms` have passed; a thrown error becomes `unexpected`, its text in
 * `cause`. What comes after the deadline is dropped.
 */
export function withDeadline<T>(clock: Clock, ms: number, late: FaultCode, work: () => Promise<Result<T>>): Promise<Result<T>> {
  const { promise, resolve } = Promise.withResolvers<Result<T>>();
  const cancel = clock.after(ms, () => resolve(fail(late, `no answer within ${ms} ms`)));
  const settle = (result: Result<T>): void => {
    cancel();
    resolve(result);
  };
  const failed = (error: unknown): void => settle(fail('unexpected', String(error)));
  try {
    work().then(settle, failed);
  } catch (error) {
    failed(error); // thrown before there was a promise
  }
  return promise;
}

/** Runs what is put on it one after another. */
export interface Lane {
  run<T>(work: () => Promise<T>): Promise<T>;
}

/** An idle lane. The work must not reject. */
export function createLane(): Lane {
  let tail: Promise<unknown> = Promise.resolve();
  let length = 0;
  return {
    run(work) {
      // An idle lane starts at once: the click is answered in the same tick.
      const result = length === 0 ? work() : tail.then(work);
      length += 1;
      tail = result.then(() => (length -= 1));
      return result;
    },
  };
}
