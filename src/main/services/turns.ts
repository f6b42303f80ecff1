/** Long work in slices, so that windows are answered meanwhile. */
import type { Clock } from './deps.ts';

/** Items between two pauses: some ten milliseconds of sealing or opening. */
export const sliceSize = 1000;

/** Lets everything else have its turn after each full slice; `index` counts from 0. */
export async function pauseAfterSlice(clock: Clock, index: number): Promise<void> {
  if ((index + 1) % sliceSize !== 0) return;
  const { promise, resolve } = Promise.withResolvers<void>();
  clock.after(0, resolve);
  await promise;
}
