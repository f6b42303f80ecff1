import { expect, test } from 'vitest';
import { defaultSettings } from '../../shared/settings.ts';
import { applyChange, type Snapshot, type SnapshotChange } from '../../shared/snapshot.ts';
import { createState, gatherMs } from './state.ts';
import { createFakeClock } from './testing/fake-clock.ts';

const initial: Snapshot = {
  host: { kind: 'headless', version: '0', platform: 'linux', languages: [], can: { systemProxy: true, tray: false, quit: true, openLinks: false } },
  connection: { kind: 'off' },
  profiles: [],
  probes: {},
  settings: defaultSettings,
  traffic: { up: 0, down: 0, upTotal: 0, downTotal: 0 },
  notices: [],
  incoming: [],
  subscriptions: [],
};

test('what is gathered is told once, in time, newest values only', async () => {
  const clock = createFakeClock();
  const state = createState(initial, clock);
  const changes: SnapshotChange[] = [];
  state.onChange((change) => changes.push(change));
  for (let up = 1; up <= 3; up++) state.changeSoon({ traffic: { ...initial.traffic, up } });
  state.changeSoon({ probes: { a: { kind: 'queued' }, b: { kind: 'queued' } } });
  state.changeSoon({ probes: { a: { kind: 'asking', since: 1 } } });
  expect(changes).toEqual([]);
  await clock.advance(gatherMs);
  expect(changes).toEqual([{ traffic: { ...initial.traffic, up: 3 }, probes: { a: { kind: 'asking', since: 1 }, b: { kind: 'queued' } } }]);
  expect(clock.pending()).toBe(0);
});

test('a change at once tells what is gathered first, so that nothing old comes after it', () => {
  const state = createState(initial, createFakeClock());
  const changes: SnapshotChange[] = [];
  state.onChange((change) => changes.push(change));
  state.changeSoon({ probes: { a: { kind: 'queued' } } });
  state.change({ probes: { a: null } });
  expect(changes).toEqual([{ probes: { a: { kind: 'queued' } } }, { probes: { a: null } }]);
  expect(state.get().probes).toEqual({});
});

test('a mirror that applies the changes holds the same snapshot', async () => {
  const clock = createFakeClock();
  const state = createState(initial, clock);
  let mirror = initial;
  state.onChange((change, snapshot) => {
    mirror = applyChange(mirror, change);
    expect(mirror).toEqual(snapshot);
  });
  state.change({ chosen: 'a', practicePage: { title: 't', text: 'x', ms: 1 } });
  state.changeSoon({ probes: { a: { kind: 'queued' } } });
  await clock.advance(gatherMs);
  state.change({ chosen: null, practicePage: null, probes: { a: null } });
  expect(state.get()).toEqual(initial);
});

test('who has left hears nothing more', () => {
  const state = createState(initial, createFakeClock());
  let heard = 0;
  const leave = state.onChange(() => (heard += 1));
  state.change({ chosen: 'a' });
  leave();
  state.change({ chosen: 'b' });
  expect(heard).toBe(1);
});
