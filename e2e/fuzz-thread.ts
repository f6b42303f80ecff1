/** The thread of `fuzz.ts`: works through seeds for ever, and tells what it finds. */
import { parentPort, workerData } from 'node:worker_threads';
import { fuzzInput, judgeInput } from './fuzz-input.ts';

const { seed, board } = workerData as { readonly seed: number; readonly board: Float64Array }; // given by fuzz.ts

for (let current = seed; ; current += 1) {
  board[0] = current;
  const started = performance.now();
  const what = judgeInput(fuzzInput(current));
  const ms = performance.now() - started;
  const finding = what ?? (ms > 1_000 ? `took ${ms.toFixed(0)} ms` : undefined);
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread's port, not a window
  if (finding !== undefined) parentPort?.postMessage({ seed: current, what: finding });
  board[1] = (board[1] ?? 0) + 1;
  if (current % 10_000 === 0) board[2] = process.memoryUsage().heapUsed / 1_048_576;
}
