/** Hostile input, 15: a million node lines, and 50,000 times the same one. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { createClock } from './clock.ts';
import { spawnParseChild } from './parse-child.ts';
import { createParseRunner, type ParseProcess } from './parse.ts';

const worker = fileURLToPath(new URL('./parse-worker.ts', import.meta.url));
/** The limits' own figure for heap, with room for the program itself and its other memory. */
const mostMib = 640;
let reader: ParseProcess & { readonly pid?: number | undefined };
const runner = createParseRunner(() => (reader = spawnParseChild(worker)), createClock(), { parseMs: 60_000, startMs: 60_000 });
afterAll(() => runner.close());

/** The most memory that the reader process ever held. */
function peakMib(): number {
  const status = readFileSync(`/proc/${reader.pid}/status`, 'utf8');
  return Number(/VmHWM:\s+(\d+)/.exec(status)?.[1]) / 1024;
}

test('test 15: of a million node lines the first 50,000 are looked at, and the rest is told', { timeout: 120_000 }, async () => {
  const text = Array.from({ length: 1_000_000 }, (_, index) => `ss://x@h${index % 9}:1`).join('\n');
  expect(text.length).toBeLessThan(16 * 1024 * 1024);
  const parsed = await runner.parse(text);
  expect(parsed.ok && parsed.value.profiles.length + parsed.value.rejected.length).toBeLessThanOrEqual(50_001);
  expect(parsed.ok && parsed.value.rejected.map(({ code }) => code)).toContain('input-too-large');
  expect(peakMib()).toBeLessThan(mostMib);
});

test('test 15: a million links that are longer than the limit altogether are refused unread', async () => {
  const text = 'trojan://password@host.example:443#name\n'.repeat(1_000_000);
  expect(await runner.parse(text)).toMatchObject({ ok: false, fault: { code: 'input-too-large' } });
});

test('test 15: 50,000 times the same link stay within the memory of the reader', { timeout: 120_000 }, async () => {
  const parsed = await runner.parse('trojan://password@host.example:443#name\n'.repeat(50_000));
  expect(parsed.ok && parsed.value.rejected).toEqual([]);
  expect(parsed.ok && parsed.value.profiles.length).toBeLessThanOrEqual(50_000);
  expect(peakMib()).toBeLessThan(mostMib);
});
