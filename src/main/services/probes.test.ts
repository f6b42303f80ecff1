/** Tests of servers: few at once, cancellable, told in batches. */
import { expect, test } from 'vitest';
import { succeed, type Result } from '../../shared/fault.ts';
import type { ProbeAnswer, ProbeRequest } from './deps.ts';
import { connect, startApp, startWithServers, type Harness } from './testing/app-harness.ts';
import { calm } from './testing/fake-clock.ts';
import { never } from './testing/fake-engine-link.ts';

/** Holds every probe until it is let go; answers who is being asked. */
function holdProbes(harness: Harness): { readonly asked: string[]; letGo(): void } {
  const waiting: (() => void)[] = [];
  const asked: string[] = [];
  const answer = harness.deps.engine.answers.probe;
  harness.deps.engine.answers.probe = async (request) => {
    asked.push(String(request.proxy['server']));
    await new Promise<void>((resolve) => waiting.push(resolve));
    return answer(request);
  };
  return { asked, letGo: () => waiting.splice(0).forEach((go) => go()) };
}

test('a good server: time to the first byte, 64 KiB asked for, the connection untouched', async () => {
  const harness = await startWithServers();
  let request: ProbeRequest | undefined;
  const answer = harness.deps.engine.answers.probe;
  harness.deps.engine.answers.probe = (asked) => ((request = asked), answer(asked));
  await harness.call('probes.start', { ids: [...harness.ids] });
  await harness.deps.clock.advance(200);
  expect(harness.snapshot().probes[harness.ids[0] ?? '']).toMatchObject({ kind: 'good', ms: 7, bytes: 65_536 });
  expect(request).toMatchObject({ maxBytes: 65_536, url: 'https://www.gstatic.com/generate_204', proxy: { type: 'trojan' } });
  expect(harness.deps.engine.calls).not.toContain('apply');
});

test('six at once, two to one network; the rest follow', async () => {
  const harness = await startWithServers(600); // 250 servers in each network
  const probes = holdProbes(harness);
  await harness.call('probes.start', { ids: [...harness.ids] });
  await calm();
  expect(probes.asked).toHaveLength(6);
  const networks = Map.groupBy(probes.asked, (server) => server.split('.').slice(0, 3).join('.'));
  expect([...networks.values()].map((servers) => servers.length)).toEqual([2, 2, 2]);
  probes.letGo();
  await calm();
  expect(probes.asked).toHaveLength(12);
});

test('a server that stands in the queue is not asked twice', async () => {
  const harness = await startWithServers(3);
  const probes = holdProbes(harness);
  await harness.call('probes.start', { ids: [...harness.ids, ...harness.ids] });
  await harness.call('probes.start', { ids: [...harness.ids] });
  for (let round = 0; round < 3; round++) {
    probes.letGo();
    await calm();
  }
  expect(probes.asked).toHaveLength(3);
});

test('stop cancels what runs and what waits, and both can be asked again', async () => {
  const harness = await startWithServers(20);
  const signals: (AbortSignal | undefined)[] = [];
  harness.deps.engine.answers.probe = (_request, signal) => (signals.push(signal), never());
  await harness.call('probes.start', { ids: [...harness.ids] });
  await calm();
  await harness.call('probes.stop', {});
  await harness.deps.clock.advance(200);
  expect(signals.map((signal) => signal?.aborted)).toEqual([true, true]);
  expect(harness.snapshot().probes).toEqual({});
  await harness.call('probes.start', { ids: [...harness.ids] });
  await calm();
  expect(signals).toHaveLength(4);
});

test('a failed test keeps the stages it reached; one that never answers ends by its deadline', async () => {
  const harness = await startWithServers(2);
  const failed: ProbeAnswer = { result: { ok: false, fault: { code: 'cut-off' } }, stages: [{ stage: 'dial', ms: 3 }], bytes: 16_384 };
  let calls = 0;
  harness.deps.engine.answers.probe = () => (calls++ === 0 ? Promise.resolve(failed) : never());
  await harness.call('probes.start', { ids: [...harness.ids] });
  await harness.deps.clock.advance(11_000);
  const [first = '', second = ''] = harness.ids;
  expect(harness.snapshot().probes[first]).toMatchObject({ kind: 'failed', fault: { code: 'cut-off' }, bytes: 16_384, stages: [{ stage: 'dial' }] });
  expect(harness.snapshot().probes[second]).toMatchObject({ kind: 'failed', fault: { code: 'timeout' } });
});

test('another address is asked only when the first one itself was the trouble', async () => {
  const harness = await startWithServers();
  const urls: string[] = [];
  const answers: Result<{ status: number }>[] = [{ ok: false, fault: { code: 'check-failed' } }, { ok: false, fault: { code: 'timeout' } }];
  harness.deps.engine.answers.probe = ({ url }) => {
    urls.push(url);
    return Promise.resolve({ result: answers[urls.length - 1] ?? succeed({ status: 200 }), stages: [], bytes: 0 });
  };
  await harness.call('probes.start', { ids: [...harness.ids] });
  await harness.deps.clock.advance(200);
  expect(urls).toHaveLength(2);
  expect(harness.snapshot().probes[harness.ids[0] ?? '']).toMatchObject({ kind: 'failed', fault: { code: 'timeout' } });
});

test('results come in batches, not one by one', async () => {
  const harness = await startWithServers(500);
  let changes = 0;
  harness.app.state.onChange((change) => (changes += change.probes === undefined ? 0 : 1));
  await harness.call('probes.start', { ids: [...harness.ids] });
  await harness.deps.clock.advance(1000);
  expect(Object.values(harness.snapshot().probes).every((probe) => probe.kind === 'good')).toBe(true);
  expect(changes).toBeLessThan(12);
});

test('the practice entry is tested against a practice server, which is left running only for a connection', async () => {
  const harness = await startApp();
  await harness.call('connection.practice', {});
  await calm();
  const id = harness.snapshot().profiles[0]?.id ?? '';
  await harness.call('probes.start', { ids: [id] });
  await harness.deps.clock.advance(200);
  expect(harness.snapshot().probes[id]).toMatchObject({ kind: 'good' });
  expect(harness.deps.engine.isPracticing()).toBe(true);
  await harness.call('connection.disconnect', {});
  await harness.call('probes.start', { ids: [id] });
  await harness.deps.clock.advance(200);
  expect(harness.deps.engine.calls).toContain('probe http://127.0.0.1:41004/');
  expect(harness.deps.engine.isPracticing()).toBe(false);
});

test('unknown servers answer not-found; a removed one loses its result', async () => {
  const harness = await startWithServers(1);
  expect(await harness.call('probes.start', { ids: ['nobody'] })).toMatchObject({ ok: false, fault: { code: 'not-found' } });
  await harness.call('probes.start', { ids: [...harness.ids] });
  await harness.deps.clock.advance(200);
  await harness.call('profiles.remove', { ids: [...harness.ids] });
  expect(harness.snapshot().probes).toEqual({});
});

test('traffic is gathered while connected and gone when off', async () => {
  const harness = await startWithServers();
  await connect(harness);
  harness.deps.engine.traffic({ up: 1, down: 2, upTotal: 3, downTotal: 4 });
  harness.deps.engine.traffic({ up: 5, down: 6, upTotal: 7, downTotal: 8 });
  await harness.deps.clock.advance(100);
  expect(harness.snapshot().traffic).toEqual({ up: 5, down: 6, upTotal: 7, downTotal: 8 });
  await harness.call('connection.disconnect', {});
  await calm();
  harness.deps.engine.traffic({ up: 9, down: 9, upTotal: 9, downTotal: 9 });
  await harness.deps.clock.advance(100);
  expect(harness.snapshot().traffic).toEqual({ up: 0, down: 0, upTotal: 0, downTotal: 0 });
});
