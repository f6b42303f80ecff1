/**
 * Fuzzes the reading of pasted text: `node e2e/fuzz.ts [--minutes N] [--seed S]`. Inputs grow out of a number, so a
 * finding is named by its seed, and `--seed S --minutes 0` runs that one again and prints it. Findings: a crash, an
 * answer without profile and refusal, an input over 1 s, a written profile that reads differently. Ends with 1 when
 * there was one.
 */
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { fuzzInput, judgeInput } from './fuzz-input.ts';

const { values } = parseArgs({ options: { minutes: { type: 'string', default: '1' }, seed: { type: 'string' } } });
const minutes = Number(values.minutes);
const firstSeed = Number(values.seed ?? Date.now() % 1_000_000_000);
const hangMs = 1_000;
const mostFindings = 20;

const findings: string[] = [];
const started = Date.now();
/** [seed being worked on, inputs done, heap in MiB]: shared, because a hanging thread answers nothing. */
const board = new Float64Array(new SharedArrayBuffer(24));
let done = 0;

if (minutes > 0) await fuzz(firstSeed);
else {
  const text = fuzzInput(firstSeed);
  console.log(JSON.stringify(text));
  console.log(judgeInput(text) ?? 'nothing found');
}

/** Runs threads from this seed on, a new one after each hang, until the time is over. */
async function fuzz(seed: number): Promise<void> {
  let next = seed;
  while (Date.now() - started < minutes * 60_000 && findings.length < mostFindings) next = await runThread(next);
  const seconds = (Date.now() - started) / 1_000;
  console.log(`${done.toLocaleString('en')} inputs in ${seconds.toFixed(0)} s, ${findings.length} findings, heap ${(board[2] ?? 0).toFixed(0)} MiB at the end`);
  for (const finding of findings) console.log(finding);
  process.exitCode = findings.length === 0 ? 0 : 1;
}

/** One thread until the time is over or it hangs; answers the seed to go on with. */
function runThread(seed: number): Promise<number> {
  const worker = new Worker(fileURLToPath(new URL('./fuzz-thread.ts', import.meta.url)), { workerData: { seed, board } });
  worker.on('message', (finding: { readonly seed: number; readonly what: string }) => {
    findings.push(`--seed ${finding.seed}: ${finding.what}`);
  });
  return new Promise((resolve) => {
    let last = -1;
    const timer = setInterval(() => {
      const [current = seed, count = 0, heap = 0] = board;
      const isStuck = count === last && count > 0;
      last = count;
      if (isStuck) findings.push(`--seed ${current}: no answer within ${hangMs} ms`);
      if (!isStuck && Date.now() - started < minutes * 60_000 && findings.length < mostFindings) return;
      clearInterval(timer);
      done += count;
      board.fill(0);
      board[2] = heap;
      void worker.terminate().then(() => resolve(current + 1));
    }, hangMs);
  });
}
