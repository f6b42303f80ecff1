/** How benchmarks say what they measured. */

/** `name: p50 x ms, p95 y ms (n)`: the nearest-rank percentiles. */
export function printSpread(name: string, milliseconds: readonly number[], goal = ''): void {
  const sorted = milliseconds.toSorted((a, b) => a - b);
  const at = (share: number): string => (sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN).toFixed(1);
  console.log(`${name}: p50 ${at(0.5)} ms, p95 ${at(0.95)} ms (${sorted.length} runs)${goal === '' ? '' : `  goal ${goal}`}`);
}

/** Milliseconds that the work took. */
export async function time(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}
