/** One timer for the earliest of many times. */
import type { Clock } from './deps.ts';

export interface DueTimer {
  /** Sets it anew: call after everything that moves a time. */
  arm(): void;
  /** For good. */
  stop(): void;
}

/** Longest wait at once: the clock of a computer that slept is looked at again. */
const longestMs = 900_000;

/** `next` answers when something is due, undefined for never; `run` is told when that may have come. */
export function createDueTimer(clock: Clock, next: () => number | undefined, run: () => void): DueTimer {
  let cancel = (): void => undefined;
  let stopped = false;
  return {
    arm() {
      cancel();
      const at = stopped ? undefined : next();
      if (at !== undefined) cancel = clock.after(Math.min(Math.max(at - clock.now(), 0), longestMs), run);
    },
    stop() {
      stopped = true;
      cancel();
    },
  };
}
