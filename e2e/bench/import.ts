/**
 * How fast links are read: `node e2e/bench/import.ts [FILE]`. Prints figures, asserts nothing. Without a file it
 * takes 10,000 mixed links. Goals: at least 60,000 links/s warm in one thread; 10,000 pasted links read in the reader
 * process well below 500 ms.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createClock } from '../../src/main/platform/clock.ts';
import { spawnParseChild } from '../../src/main/platform/parse-child.ts';
import { createParseRunner } from '../../src/main/platform/parse.ts';
import { parseText } from '../../src/shared/links/parse-text.ts';
import { mixedLinks } from './mixed-links.ts';

const [, , file] = process.argv;
const text = file === undefined ? mixedLinks(10_000).join('\n') : readFileSync(file, 'utf8');
const worker = fileURLToPath(new URL('../../src/main/platform/parse-worker.ts', import.meta.url));
const warmPasses = 12;

/** Milliseconds of one pass in this thread, with what it found. */
function pass(): { readonly ms: number; readonly links: number; readonly rejected: number } {
  const started = performance.now();
  const parsed = parseText(text);
  return { ms: performance.now() - started, links: parsed.profiles.length, rejected: parsed.rejected.length };
}

const first = pass();
const warm = Array.from({ length: warmPasses }, pass).map(({ ms }) => ms).sort((a, b) => a - b);
const total = first.links + first.rejected;
const perSecond = (ms: number): string => `${Math.round((total * 1_000) / ms).toLocaleString('en')} links/s`;
console.log(`${first.links} read, ${first.rejected} refused, ${(text.length / 1_048_576).toFixed(1)} Mi characters`);
console.log(`first pass   ${first.ms.toFixed(0)} ms   ${perSecond(first.ms)}`);
console.log(`warm, median ${(warm[warmPasses >> 1] ?? 0).toFixed(0)} ms   ${perSecond(warm[warmPasses >> 1] ?? 1)}`);
console.log(`warm, best   ${(warm[0] ?? 0).toFixed(0)} ms   ${perSecond(warm[0] ?? 1)}`);

const runner = createParseRunner(() => spawnParseChild(worker), createClock());
for (const name of ['cold', 'warm', 'warm']) {
  const started = performance.now();
  const answer = await runner.parse(text);
  console.log(`reader process, ${name}: ${(performance.now() - started).toFixed(0)} ms${answer.ok ? '' : ` ${answer.fault.code}`}`);
}
runner.close();
