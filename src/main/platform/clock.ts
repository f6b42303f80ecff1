/** The real clock. Services take it as `Clock`, so that tests can hand them one that stands still. */
import type { Clock } from '../services/deps.ts';

/** Longest delay a timer can hold, in milliseconds; Node fires longer ones at once. */
const longestDelayMs = 2 ** 31 - 1;

/** Milliseconds since 1970, and timers that keep the process alive until they ran or were cancelled. */
export function createClock(): Clock {
  return {
    now: () => Date.now(),
    after(ms, run) {
      const timer = setTimeout(run, Math.min(Math.max(ms, 0), longestDelayMs));
      return () => clearTimeout(timer);
    },
  };
}
