/** The thread of `fuzz.ts`: works through seeds for ever, and tells what it finds. */
import { parentPort, workerData } from 'node:worker_threads';
import { fuzzInput } from './fuzz-input.ts';
import { judgeInput } from './fuzz-judge.ts';

const { seed, board } = workerData as { readonly seed: number; readonly board: Float64Array }; // given by fuzz.ts
const slowMs = 1_000;

for (let current = seed; ; current += 1) {
  board[0] = current;
  const started = performance.now();
  const spent = process.threadCpuUsage();
  const what = await judgeInput(fuzzInput(current));
  const ms = performance.now() - started;
  const { user, system } = process.threadCpuUsage(spent);
  // The thread's own time: on a busy machine the clock runs on while others work.
  const ownMs = Math.min(ms, (user + system) / 1_000);
  if (ownMs > (board[3] ?? 0)) [board[3], board[4]] = [ownMs, current];
  const finding = what ?? (ownMs > slowMs ? `took ${ownMs.toFixed(0)} ms` : undefined);
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread's port, not a window
  if (finding !== undefined) parentPort?.postMessage({ seed: current, what: finding });
  board[1] = (board[1] ?? 0) + 1;
  if (board[1] % 50_000 === 1) board[2] = await heapAfterCollection();
}

/** MiB that are still held when nothing is being read. */
async function heapAfterCollection(): Promise<number> {
  globalThis.gc?.();
  await new Promise((resolve) => setImmediate(resolve));
  return process.memoryUsage().heapUsed / 1_048_576;
}
