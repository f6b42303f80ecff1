/** 50,000 servers: the goals are one second for a load or a save and no stretch above 50 ms; the limits here leave room for busy machines. */
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { StoredList } from '../../services/stored.ts';
import { createProfilesDocument } from './profiles-document.ts';

let folder = '';
beforeEach(async () => { folder = await mkdtemp(join(tmpdir(), 'byway-size-')); });
afterEach(() => rm(folder, { recursive: true, force: true }));

async function measure<T>(act: () => Promise<T>): Promise<{ answer: T; ms: number; longestMs: number }> {
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const start = performance.now();
  const answer = await act();
  const ms = performance.now() - start;
  delay.disable();
  return { answer, ms, longestMs: delay.max / 1e6 };
}

test('50,000 servers are saved and loaded without holding up other work for long', async () => {
  const sealed = `v1.${'A'.repeat(16)}.${'B'.repeat(22)}.${'C'.repeat(700)}`;
  const value: StoredList = {
    items: Array.from({ length: 50_000 }, (_, index) => ({ id: `id-${index}`, source: { kind: 'paste' }, addedAt: index, sealed })),
  };
  const document = createProfilesDocument(folder, { now: () => 0 });
  await document.load();
  await document.save({ items: [] });
  const saved = await measure(() => document.save(value));
  const loaded = await measure(() => createProfilesDocument(folder, { now: () => 0 }).load());
  const size = (await stat(join(folder, 'profiles.json'))).size;
  process.stdout.write(`${size} bytes; save ${saved.ms.toFixed()} ms, longest stretch ${saved.longestMs.toFixed()} ms; load ${loaded.ms.toFixed()} ms, longest stretch ${loaded.longestMs.toFixed()} ms\n`);
  expect(saved.answer).toEqual({ ok: true, value: null });
  expect(loaded.answer.notes).toEqual([]);
  expect(loaded.answer.value.items.length).toBe(50_000);
  expect(loaded.answer.value.items.at(-1)).toEqual(value.items.at(-1));
  expect(Math.max(saved.ms, loaded.ms)).toBeLessThan(10_000);
  expect(Math.max(saved.longestMs, loaded.longestMs)).toBeLessThan(500);
});
