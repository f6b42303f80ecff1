/** The way closes while people use it: held or released, and found again. */
import { expect, test } from 'vitest';
import { connect, startWithServers } from './testing/app-harness.ts';
import { calm } from './testing/fake-clock.ts';
import { failing } from './testing/fake-engine-link.ts';

test('the engine dies: the proxy is held, the same ports come back', async () => {
  const harness = await startWithServers();
  await connect(harness);
  const { engine, proxy, clock } = harness.deps;
  const before = engine.config()?.local;
  engine.die();
  expect(harness.snapshot().connection).toMatchObject({ kind: 'recovering', attempt: 1, systemProxy: 'set', fault: { code: 'engine-died' } });
  expect(proxy.now()?.port).toBe(20_002);
  await clock.advance(200);
  expect(harness.snapshot().connection).toMatchObject({ kind: 'on', systemProxy: 'set' });
  expect(engine.config()?.local).toEqual(before);
  expect(proxy.calls).toEqual(['recover', 'enable 20002']);
});

test('with release the earlier settings come back at once, and are replaced again after recovery', async () => {
  const harness = await startWithServers();
  await harness.call('settings.change', { whenWayCloses: 'release' });
  await connect(harness);
  harness.deps.engine.die();
  await calm();
  expect(harness.deps.proxy.now()).toBeUndefined();
  expect(harness.snapshot().connection).toMatchObject({ kind: 'recovering', systemProxy: 'released' });
  await harness.deps.clock.advance(200);
  expect(harness.snapshot().connection).toMatchObject({ kind: 'on', systemProxy: 'set' });
});

test('attempts wait longer and longer, up to 15 s, and holding never gives up', async () => {
  const harness = await startWithServers();
  await connect(harness);
  harness.deps.engine.answers.start = () => failing('engine-missing');
  harness.deps.engine.die();
  const at: number[] = [];
  const start = harness.deps.clock.now();
  harness.app.state.onChange((change) => {
    if (change.connection?.kind === 'recovering') at.push(harness.deps.clock.now() - start);
  });
  await harness.deps.clock.advance(60_000);
  expect(at).toEqual([200, 700, 1700, 3700, 7700, 15_700, 30_700, 45_700]);
  expect(harness.snapshot().connection).toMatchObject({ kind: 'recovering', attempt: 9, fault: { code: 'engine-missing' }, systemProxy: 'set' });
  expect(harness.deps.proxy.now()?.port).toBe(20_002);
});

test('with release, what no attempt can mend ends in failed', async () => {
  const harness = await startWithServers();
  await harness.call('settings.change', { whenWayCloses: 'release' });
  await connect(harness);
  harness.deps.engine.answers.start = () => failing('engine-missing');
  harness.deps.engine.die();
  await harness.deps.clock.advance(300);
  expect(harness.snapshot().connection).toMatchObject({ kind: 'failed', fault: { code: 'engine-missing' } });
  expect(harness.deps.proxy.now()).toBeUndefined();
});

test('disconnect while held ends in off with the earlier settings', async () => {
  const harness = await startWithServers();
  await connect(harness);
  harness.deps.engine.answers.start = () => failing('engine-missing');
  harness.deps.engine.die();
  await harness.deps.clock.advance(3000);
  await harness.call('connection.disconnect', {});
  await calm();
  expect(harness.snapshot().connection.kind).toBe('off');
  expect(harness.deps.proxy.now()).toBeUndefined();
});

test('the engine dies during stopping: off all the same', async () => {
  const harness = await startWithServers();
  await connect(harness);
  void harness.call('connection.disconnect', {});
  await Promise.resolve();
  harness.deps.engine.die();
  await calm();
  expect(harness.snapshot().connection.kind).toBe('off');
});

test('while on, an answer is asked for every 20 s; one miss is asked again, three are the end of on', async () => {
  const harness = await startWithServers();
  await connect(harness);
  const { engine, clock } = harness.deps;
  await clock.advance(20_000);
  expect(harness.snapshot().connection).toMatchObject({ kind: 'on', lastAnswerAt: clock.now() });
  const works = engine.answers.check;
  engine.answers.check = () => failing('timeout');
  await clock.advance(20_000);
  expect(harness.snapshot().connection.kind).toBe('on');
  engine.answers.check = works;
  await clock.advance(1000);
  expect(harness.snapshot().connection).toMatchObject({ kind: 'on', lastAnswerAt: clock.now() });
  engine.answers.check = () => failing('cut-off');
  await clock.advance(24_000);
  expect(harness.snapshot().connection).toMatchObject({ kind: 'recovering', fault: { code: 'cut-off' }, systemProxy: 'set' });
});

test('a switch to a dead server while held keeps holding instead of letting programs go direct', async () => {
  const harness = await startWithServers(2);
  await connect(harness);
  harness.deps.engine.answers.check = () => failing('timeout');
  await connect(harness, harness.ids[1]);
  expect(harness.snapshot().connection).toMatchObject({ kind: 'recovering', profileId: harness.ids[1], systemProxy: 'set' });
  expect(harness.deps.proxy.now()?.port).toBe(20_002);
});

test('changing hold to release while the way is closed releases at once', async () => {
  const harness = await startWithServers();
  await connect(harness);
  harness.deps.engine.answers.start = () => failing('engine-busy');
  harness.deps.engine.die();
  await harness.call('settings.change', { whenWayCloses: 'release' });
  await calm();
  expect(harness.deps.proxy.now()).toBeUndefined();
  expect(harness.snapshot().connection).toMatchObject({ kind: 'recovering', systemProxy: 'released' });
});

test('a port that is taken while the system points at it is waited for, not left', async () => {
  const harness = await startWithServers();
  await connect(harness);
  const { engine, clock, settings } = harness.deps;
  const apply = engine.answers.apply;
  engine.answers.apply = () => failing('port-busy');
  engine.die();
  await clock.advance(300);
  expect(harness.snapshot().connection).toMatchObject({ kind: 'recovering', attempt: 2, fault: { code: 'port-busy' } });
  expect(settings.saved).toEqual([]);
  engine.answers.apply = apply;
  await clock.advance(1000);
  expect(harness.snapshot().connection).toMatchObject({ kind: 'on', systemProxy: 'set' });
  expect(harness.deps.proxy.now()?.port).toBe(20_002);
});
