/** The app as a host sees it: its start, its end, and what stands between. */
import { expect, test } from 'vitest';
import { fail, makeFault, succeed } from '../../shared/fault.ts';
import { createApp } from './app.ts';
import { connect, startApp, startWithServers } from './testing/app-harness.ts';
import { calm } from './testing/fake-clock.ts';
import { createFakeDeps } from './testing/fake-deps.ts';
import { never } from './testing/fake-engine-link.ts';

test('what a crash left behind is restored before anything is read, and said', async () => {
  const deps = createFakeDeps();
  const order: string[] = [];
  deps.proxy.recover = () => Promise.resolve((order.push('recover'), succeed({ restored: true })));
  const load = deps.profiles.load;
  deps.profiles.load = () => (order.push('read'), load());
  const app = createApp(deps);
  await app.ready;
  expect(order).toEqual(['recover', 'read']);
  expect(app.state.get().notices).toMatchObject([{ kind: 'restored-after-crash' }]);
});

test('a recovery that fails or hangs does not keep the app from starting', async () => {
  const failing = await startApp((deps) => {
    deps.proxy.recover = () => Promise.resolve(fail('proxy-journal-damaged', 'checksum differs', { keptAs: 'kept' }));
  });
  expect(failing.deps.log.lines()).toMatchObject([{ level: 'error', text: 'recovery failed: proxy-journal-damaged' }]);
  expect(failing.snapshot().notices).toMatchObject([{ kind: 'proxy-journal-damaged', detail: { keptAs: 'kept' } }]);
  const deps = createFakeDeps();
  deps.proxy.recover = never;
  const app = createApp(deps);
  await deps.clock.advance(20_000);
  await app.ready;
  expect(app.state.get().notices).toMatchObject([{ kind: 'proxy-not-restored' }]);
});

test('calls wait for the start and are answered then', async () => {
  const deps = createFakeDeps();
  let release: () => void = () => undefined;
  deps.proxy.recover = () => new Promise((resolve) => (release = () => resolve(succeed({ restored: false }))));
  const app = createApp(deps);
  let answered = false;
  const asking = app.handlers['state.get']({}).then(() => (answered = true));
  await calm();
  expect(answered).toBe(false);
  release();
  await asking;
  expect(answered).toBe(true);
});

test('documents that had to be repaired are told of', async () => {
  const harness = await startApp((deps) => {
    deps.settings.loaded = { ...deps.settings.loaded, notes: [{ kind: 'salvaged', lost: 1 }] };
    deps.profiles.loaded = { ...deps.profiles.loaded, notes: [{ kind: 'last-good', lost: 2, keptAs: 'profiles.damaged' }] };
  });
  expect(harness.snapshot().notices).toMatchObject([{ kind: 'store-salvaged', detail: { lost: 3, keptAs: 'profiles.damaged' } }]);
});

test('a document that throws: the app still starts, answers faults, and shuts down', async () => {
  const deps = createFakeDeps();
  deps.profiles.load = () => Promise.reject(new Error('bug'));
  const app = createApp(deps);
  await app.ready;
  expect(deps.log.lines().at(-1)).toMatchObject({ level: 'error' });
  expect(await app.shutdown()).toEqual(succeed(null));
  expect(deps.proxy.calls).toContain('restore');
});

test('shutdown while on: off, restored, engine ended, everything written', async () => {
  const harness = await startWithServers();
  await connect(harness);
  expect(await harness.app.shutdown()).toEqual(succeed(null));
  expect(harness.states.at(-1)).toBe('off');
  expect(harness.deps.proxy.now()).toBeUndefined();
  expect(harness.deps.engine.calls.at(-1)).toBe('close');
  await harness.deps.clock.advance(0);
  expect(harness.deps.clock.pending(), 'no timer keeps the process').toBe(0);
});

test('two shutdowns are one, and nothing can be connected after it began', async () => {
  const harness = await startWithServers();
  await connect(harness);
  const both = Promise.all([harness.app.shutdown(), harness.app.shutdown()]);
  expect(await harness.call('connection.connect', {})).toMatchObject({ ok: false, fault: { code: 'busy' } });
  expect(await harness.call('connection.practice', {})).toMatchObject({ ok: false, fault: { code: 'busy' } });
  await both;
  expect(harness.deps.engine.calls.filter((call) => call === 'close')).toHaveLength(1);
  expect(harness.snapshot().connection.kind).toBe('off');
});

test('shutdown during a start that hangs ends in time', async () => {
  const harness = await startWithServers();
  harness.deps.engine.answers.apply = never;
  await connect(harness);
  const ended = harness.app.shutdown();
  await harness.deps.clock.advance(20_000);
  expect(await ended).toEqual(succeed(null));
  expect(harness.snapshot().connection.kind).toBe('off');
});

test('a shutdown that cannot restore says so', async () => {
  const harness = await startWithServers();
  await connect(harness);
  harness.deps.proxy.restoreFault = makeFault('proxy-not-restored');
  const ended = harness.app.shutdown();
  await harness.deps.clock.advance(5000);
  expect(await ended).toMatchObject({ ok: false, fault: { code: 'proxy-not-restored' } });
  expect(harness.deps.engine.calls.at(-1)).toBe('close');
});

test('quit restores, answers, and then ends the host', async () => {
  const harness = await startWithServers();
  await connect(harness);
  expect(await harness.call('app.quit', {})).toEqual(succeed(null));
  expect(harness.deps.quits).toEqual([]);
  await harness.deps.clock.advance(100);
  expect(harness.deps.quits).toEqual(['quit']);
});

test('the engine is warmed up only when asked', async () => {
  const cold = await startApp();
  await calm();
  expect(cold.deps.engine.calls).toEqual([]);
  const warm = await startApp(undefined, { warmEngine: true });
  await calm();
  expect(warm.deps.engine.calls).toEqual(['start']);
});

test('settings of this run only are shown and used, never stored; changing one ends its override', async () => {
  const harness = await startApp(undefined, { overrides: { useSystemProxy: false, checkAddresses: ['http://own.example/'] } });
  expect(harness.snapshot().settings).toMatchObject({ useSystemProxy: false, checkAddresses: ['http://own.example/'] });
  await harness.call('settings.change', { theme: 'dark' });
  expect(harness.deps.settings.saved.at(-1)?.settings).toMatchObject({ theme: 'dark', useSystemProxy: true });
  await harness.call('settings.change', { useSystemProxy: true });
  expect(harness.snapshot().settings).toMatchObject({ useSystemProxy: true, checkAddresses: ['http://own.example/'] });
});

test('a setting that cannot be stored holds all the same, and the fault is told', async () => {
  const harness = await startApp();
  harness.deps.settings.saveFault = makeFault('store-full');
  expect(await harness.call('settings.change', { language: 'fa' })).toMatchObject({ ok: false, fault: { code: 'store-full' } });
  expect(harness.snapshot().settings.language).toBe('fa');
});

test('no secret and no address reaches the log', async () => {
  const harness = await startWithServers();
  await connect(harness);
  harness.deps.engine.die();
  await harness.app.shutdown();
  const text = JSON.stringify(harness.deps.log.lines());
  for (const secret of ['password 1', '198.51', harness.deps.engine.config()?.local.password ?? 'none']) expect(text).not.toContain(secret);
});

test('a restore that works only at the second try is no fault of the shutdown', async () => {
  const harness = await startWithServers();
  await connect(harness);
  harness.deps.proxy.restoreFault = makeFault('proxy-not-restored');
  const ended = harness.app.shutdown();
  await harness.deps.clock.advance(400);
  harness.deps.proxy.restoreFault = undefined;
  await harness.deps.clock.advance(1000);
  expect(await ended).toEqual(succeed(null));
  expect(harness.deps.proxy.now()).toBeUndefined();
});
