/** Test 3 of the proofs: kill -9 of the app at every step of enabling and restoring, with and without its guard. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildIdleGuard, buildRestorer } from './testing/bench.ts';
import { startCrashScene, type CrashScene } from './testing/crash-scene.ts';
import { crashRows, enableSteps, restoreSteps, storeKinds, type CrashRow, type Restorer } from './testing/crash-table.ts';
import { crashTimes } from './testing/crash-times.ts';

const restorers: readonly Restorer[] = ['guard', 'next start', 'at login', 'by hand'];
const times = crashTimes('kill -9 of the app', restorers);
let scene: CrashScene;

beforeAll(async () => {
  buildRestorer();
  scene = await startCrashScene();
});
afterAll(() => {
  times.print();
  scene.close();
});

async function dieAndRestore(row: CrashRow, operations: readonly string[]): Promise<void> {
  const before = scene.put(row.stores, row.earlier);
  await scene.crash({ guard: row.restorer === 'guard' ? buildRestorer() : buildIdleGuard(), step: row.step, operations });
  const ms = await scene.restore(row.restorer, buildRestorer());
  expect(scene.dump()).toBe(before);
  scene.expectNothingLeft();
  times.add(row, ms);
}

describe('3: kill -9 of the app while enabling', () => {
  it.each(crashRows(enableSteps, restorers))('after "$step" ($stores, $earlier), restored: $restorer', (row) => dieAndRestore(row, ['enable']));
});

describe('3: kill -9 of the app while restoring', () => {
  it.each(crashRows(restoreSteps, restorers))('after "$step" ($stores, $earlier), restored: $restorer', (row) => dieAndRestore(row, ['enable', 'restore']));
});

describe('3: the table', () => {
  it.each(storeKinds)('names every step that the app passes with %s', (stores) => {
    scene.put(stores, 'none');
    scene.run(buildIdleGuard(), ['enable', 'restore']);
    const traced = scene.traced();
    // What comes before is the look for older journals, once or again, which changes nothing.
    expect(traced.slice(traced.indexOf('journal-written'))).toEqual([...enableSteps(stores), ...restoreSteps(stores)]);
  });
});
