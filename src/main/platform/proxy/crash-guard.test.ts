/** Test 3 of the proofs: kill -9 of the app, and then of its guard at every step of the guard's work. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildIdleGuard, buildRestorer } from './testing/bench.ts';
import { startCrashScene, type CrashScene } from './testing/crash-scene.ts';
import { crashRows, guardSteps, storeKinds, type Restorer } from './testing/crash-table.ts';
import { crashTimes } from './testing/crash-times.ts';

const restorers: readonly Restorer[] = ['next start', 'at login', 'by hand'];
const times = crashTimes('kill -9 of the app, then of its guard', restorers);
const whenOn = { step: 'journal-on', operations: ['enable'] };
let scene: CrashScene;

beforeAll(async () => {
  buildRestorer();
  scene = await startCrashScene();
});
afterAll(() => {
  times.print();
  scene.close();
});

/** One restorer a step: what the guard leaves is what any of them finds. */
const rows = crashRows(guardSteps, restorers).filter((row) => row.restorer === restorers[guardSteps(row.stores).indexOf(row.step) % restorers.length]);

describe('3: kill -9 of the app, then of the guard', () => {
  it.each(rows)('after "$step" ($stores, $earlier), restored: $restorer', async (row) => {
    const before = scene.put(row.stores, row.earlier);
    await scene.crash({ ...whenOn, guard: buildRestorer(), extra: { BYWAY_GUARD_CRASH_AT: row.step } });
    await scene.untilGuardEnded();
    const ms = await scene.restore(row.restorer, buildRestorer());
    await scene.tellNextStart(buildIdleGuard());
    expect(scene.dump()).toBe(before);
    scene.expectNothingLeft();
    times.add(row, ms);
  });

  it.each(storeKinds)('the table names every step that the guard passes with %s', async (stores) => {
    scene.put(stores, 'none');
    await scene.crash({ ...whenOn, guard: buildRestorer(), extra: { BYWAY_GUARD_TRACE: scene.traceFile() } });
    await scene.untilGuardEnded();
    expect(scene.traced()).toEqual(guardSteps(stores));
    await scene.tellNextStart(buildIdleGuard());
  });
});
