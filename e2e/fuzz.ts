/**
 * Fuzzes every way into Byway: `node e2e/fuzz.ts [--minutes N] [--seed S] [--inputs COUNT]`. Inputs grow out of a number,
 * so a finding is named by its seed, and `--seed S --minutes 0` runs that one again and prints it. Findings: a crash, an
 * answer without profile and refusal, an input over 1 s, a profile that does not fit the store or reads differently when
 * written. Prints inputs per second, the longest single time and the heap after each million. Ends with 1 when there
 * was a finding.
 */
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { Worker } from 'node:worker_threads';
import { fuzzInput } from './fuzz-input.ts';
import { judgeInput } from './fuzz-judge.ts';

const { values } = parseArgs({ options: { minutes: { type: 'string', default: '1' }, seed: { type: 'string' }, inputs: { type: 'string', default: 'Infinity' } } });
const minutes = Number(values.minutes);
const mostInputs = Number(values.inputs);
const firstSeed = Number(values.seed ?? Date.now() % 1_000_000_000);
/** Without an answer for so long a thread is taken for hanging; shorter delays it measures itself. */
const hangMs = 15_000;
const lookMs = 1_000;
const mostFindings = 20;

const findings: string[] = [];
const started = Date.now();
/** [seed being worked on, inputs done, heap in MiB, longest ms, its seed]: shared, because a hanging thread answers nothing. */
const board = new Float64Array(new SharedArrayBuffer(40));
let done = 0;
let millions = 0;
let firstHeap: number | undefined;

setFlagsFromString('--expose-gc'); // for contexts made from here on: the threads
if (minutes > 0) await fuzz(firstSeed);
else {
  const input = fuzzInput(firstSeed);
  console.log(input.entry, JSON.stringify(input.text));
  console.log((await judgeInput(input)) ?? 'nothing found');
}

/** Runs threads from this seed on, a new one after each hang, until the time is over. */
async function fuzz(seed: number): Promise<void> {
  let next = seed;
  while (!isOver()) next = await runThread(next);
  report('end');
  for (const finding of findings) console.log(finding.slice(0, 500));
  process.exitCode = findings.length === 0 ? 0 : 1;
}

function isOver(): boolean {
  return Date.now() - started >= minutes * 60_000 || findings.length >= mostFindings || done + (board[1] ?? 0) >= mostInputs;
}

function report(when: string): void {
  const [, count = 0, heap = 0, longest = 0, slowest = 0] = board;
  const [inputs, seconds] = [done + count, (Date.now() - started) / 1_000];
  console.log(
    `${when}: ${inputs.toLocaleString('en')} inputs from seed ${firstSeed} in ${seconds.toFixed(0)} s (${(inputs / seconds).toFixed(0)}/s), longest ${longest.toFixed(0)} ms (seed ${slowest}), heap ${(firstHeap ?? heap).toFixed(1)} -> ${heap.toFixed(1)} MiB, ${findings.length} findings`,
  );
}

/** One thread until the end or until it hangs; answers the seed to go on with. */
function runThread(seed: number): Promise<number> {
  const worker = new Worker(fileURLToPath(new URL('./fuzz-thread.ts', import.meta.url)), { workerData: { seed, board } });
  worker.on('message', (finding: { readonly seed: number; readonly what: string }) => {
    findings.push(`--seed ${finding.seed}: ${finding.what}`);
  });
  return new Promise((resolve) => {
    let [last, lastMoved] = [-1, Date.now()];
    const timer = setInterval(() => {
      const [current = seed, count = 0, heap = 0] = board;
      if (count !== last) [last, lastMoved] = [count, Date.now()];
      if (count > 200_000) firstHeap ??= heap; // what the readers keep for good is there by then
      if (done + count >= (millions + 1) * 1_000_000) report(`million ${(millions += 1)}`);
      const isStuck = Date.now() - lastMoved > hangMs;
      if (isStuck) findings.push(`--seed ${current}: no answer within ${hangMs} ms`);
      if (!isStuck && !isOver()) return;
      clearInterval(timer);
      done += count;
      board[1] = 0;
      void worker.terminate().then(() => resolve(current + 1));
    }, lookMs);
  });
}
