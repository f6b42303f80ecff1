/** For tests: a clock that stands still until it is moved. */
import type { Clock } from '../deps.ts';

export interface FakeClock extends Clock {
  /** Moves time, letting everything that becomes due, and what follows from it, happen in order. */
  advance(ms: number): Promise<void>;
  /** Timers that wait. */
  pending(): number;
}

/** Starts at 1,000,000 ms. */
export function createFakeClock(): FakeClock {
  let now = 1_000_000;
  let timers: { readonly at: number; readonly run: () => void }[] = [];
  return {
    now: () => now,
    after(ms, run) {
      const timer = { at: now + ms, run };
      timers.push(timer);
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
    async advance(ms) {
      const end = now + ms;
      await calm();
      for (;;) {
        const due = timers.filter((timer) => timer.at <= end).toSorted((left, right) => left.at - right.at)[0];
        if (due === undefined) break;
        timers = timers.filter((timer) => timer !== due);
        now = due.at;
        due.run();
        await calm();
      }
      now = end;
    },
    pending: () => timers.length,
  };
}

/** Lets every promise that can settle do so: a macrotask comes after all of them. */
export async function calm(): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  setImmediate(resolve);
  await promise;
}
