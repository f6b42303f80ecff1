/**
 * How fast links and documents are read: `node e2e/bench/import.ts [FILE]`. Prints figures, asserts nothing. Without a
 * file it takes 10,000 mixed links, then a Clash file of 10,000 servers. Goals: at least 60,000 links/s warm in one
 * thread; 10,000 pasted links on screen within 500 ms; a Clash file of 3.3 MB within 400 ms; 50,000 servers stored and
 * loaded within a second each, without a frozen window.
 */
import { readFileSync } from 'node:fs';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { createClock } from '../../src/main/platform/clock.ts';
import { spawnParseChild } from '../../src/main/platform/parse-child.ts';
import { createParseRunner } from '../../src/main/platform/parse.ts';
import { parseDocument } from '../../src/main/core/documents/parse-document.ts';
import { parseText } from '../../src/shared/links/parse-text.ts';
import { clashFile } from './clash-file.ts';
import { measureWindow } from './import-window.ts';
import { mixedLinks } from './mixed-links.ts';

const worker = fileURLToPath(new URL('../../src/main/platform/parse-worker.ts', import.meta.url));
const warmPasses = 12;

interface Pass {
  readonly ms: number;
  /** Of the processor, which on a busy machine is less than what the clock shows. */
  readonly processorMs: number;
  readonly links: number;
  readonly rejected: number;
}

/** One pass in this thread, with what it found. */
function pass(text: string): Pass {
  const started = performance.now();
  const before = process.cpuUsage();
  const parsed = parseDocument(text) ?? parseText(text);
  const { user, system } = process.cpuUsage(before);
  return { ms: performance.now() - started, processorMs: (user + system) / 1_000, links: parsed.profiles.length, rejected: parsed.rejected.length };
}

async function measure(name: string, text: string): Promise<void> {
  const first = pass(text);
  const warm = Array.from({ length: warmPasses }, () => pass(text)).sort((a, b) => a.ms - b.ms);
  const show = (title: string, { ms, processorMs }: Pass): void => {
    const perSecond = Math.round(((first.links + first.rejected) * 1_000) / ms).toLocaleString('en');
    console.log(`${title.padEnd(13)}${ms.toFixed(0)} ms (processor ${processorMs.toFixed(0)} ms)   ${perSecond} servers/s`);
  };
  console.log(`${name}: ${first.links} read, ${first.rejected} refused, ${(text.length / 1_048_576).toFixed(1)} Mi characters`);
  show('first pass', first);
  show('warm, median', warm[warmPasses >> 1] ?? first);
  show('warm, best', warm[0] ?? first);
  const runner = createParseRunner(() => spawnParseChild(worker), createClock());
  for (const state of ['cold', 'warm', 'warm']) {
    const started = performance.now();
    const answer = await runner.parse(text);
    console.log(`reader process, ${state}: ${(performance.now() - started).toFixed(0)} ms${answer.ok ? '' : ` ${answer.fault.code}`}`);
  }
  runner.close();
}

const [, , file] = process.argv;
if (file === undefined) {
  await measure('links', mixedLinks(10_000).join('\n'));
  await measure('Clash file', clashFile(10_000));
  await measureWindow();
} else await measure(file, readFileSync(file, 'utf8'));
