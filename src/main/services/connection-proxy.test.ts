/** The system's proxy settings around a connection: unsupported, refused, changed by others, taken back. */
import { expect, test } from 'vitest';
import { makeFault, succeed } from '../../shared/fault.ts';
import { connect, startApp, startWithServers } from './testing/app-harness.ts';
import { calm } from './testing/fake-clock.ts';

test('where no settings are known, on says so and the local port works', async () => {
  const harness = await startWithServers(1, (deps) => {
    deps.proxy.supported = false;
  });
  await connect(harness);
  expect(harness.snapshot()).toMatchObject({ connection: { kind: 'on', systemProxy: 'unsupported' }, notices: [{ kind: 'proxy-unsupported' }] });
  expect(harness.deps.engine.config()?.systemProxy).toBeUndefined();
});

test('settings that turn out unsupported do not stand in the way either', async () => {
  const harness = await startWithServers();
  harness.deps.proxy.enableFault = makeFault('proxy-unsupported');
  await connect(harness);
  expect(harness.snapshot().connection).toMatchObject({ kind: 'on', systemProxy: 'unsupported' });
});

test('settings that cannot be changed: failed, and restored', async () => {
  const harness = await startWithServers();
  harness.deps.proxy.enableFault = makeFault('proxy-locked');
  await connect(harness);
  expect(harness.snapshot().connection).toMatchObject({ kind: 'failed', fault: { code: 'proxy-locked' } });
  expect(harness.deps.proxy.calls).toEqual(['recover', 'enable 20002', 'restore']);
  expect(harness.deps.engine.config()).toBeUndefined();
});

test('settings that cannot be put back are tried three times, then said; the next disconnect tries again', async () => {
  const harness = await startWithServers();
  await connect(harness);
  harness.deps.proxy.restoreFault = makeFault('proxy-not-restored');
  await harness.call('connection.disconnect', {});
  await harness.deps.clock.advance(2000);
  expect(harness.deps.proxy.calls.filter((call) => call === 'restore')).toHaveLength(3);
  expect(harness.snapshot().connection).toMatchObject({ kind: 'failed', fault: { code: 'proxy-not-restored' } });
  harness.deps.proxy.restoreFault = undefined;
  await harness.call('connection.disconnect', {});
  await calm();
  expect(harness.snapshot().connection.kind).toBe('off');
  expect(harness.deps.proxy.now()).toBeUndefined();
});

test('without the system proxy setting nothing is touched, and no port without a password is opened', async () => {
  const harness = await startWithServers();
  await harness.call('settings.change', { useSystemProxy: false });
  await connect(harness);
  expect(harness.snapshot().connection).toMatchObject({ kind: 'on', systemProxy: 'unused' });
  expect(harness.deps.engine.config()?.systemProxy).toBeUndefined();
  expect(harness.deps.proxy.calls).toEqual(['recover']);
});

test('turning the system proxy off and on while connected takes effect', async () => {
  const harness = await startWithServers();
  await connect(harness);
  await harness.call('settings.change', { useSystemProxy: false });
  await calm();
  expect(harness.deps.proxy.now()).toBeUndefined();
  expect(harness.snapshot().connection).toMatchObject({ kind: 'on', systemProxy: 'unused' });
  await harness.call('settings.change', { useSystemProxy: true });
  await calm();
  expect(harness.deps.proxy.now()?.port).toBe(20_002);
});

test('a changed bypass list reaches the system while connected', async () => {
  const harness = await startWithServers();
  await connect(harness);
  await harness.call('settings.change', { bypass: ['*.example'] });
  await calm();
  expect(harness.deps.proxy.now()?.bypass).toEqual(['*.example']);
});

test('somebody else changes the settings: said once, not fought; connect again re-applies', async () => {
  const harness = await startWithServers();
  await connect(harness);
  harness.deps.proxy.foreign = true;
  await harness.deps.clock.advance(20_000);
  const [notice] = harness.snapshot().notices;
  expect(harness.snapshot().connection).toMatchObject({ kind: 'on', systemProxy: 'not-in-effect' });
  expect(notice?.kind).toBe('proxy-not-in-effect');
  await harness.call('notices.dismiss', { id: notice?.id ?? '' });
  await harness.deps.clock.advance(20_000);
  expect(harness.snapshot().notices).toEqual([]);
  expect(harness.deps.proxy.calls).toEqual(['recover', 'enable 20002']);
  await connect(harness);
  expect(harness.snapshot().connection).toMatchObject({ kind: 'on', systemProxy: 'set' });
});

test('a change is seen as soon as the system tells of it, with what is there now; one call puts ours again', async () => {
  const harness = await startWithServers();
  await connect(harness);
  harness.deps.proxy.foreign = true;
  harness.deps.proxy.stir();
  await calm();
  expect(harness.snapshot().connection).toMatchObject({ kind: 'on', systemProxy: 'not-in-effect', foundProxy: { kind: 'proxy', address: '127.0.0.1:7890' } });
  harness.deps.proxy.foreign = false;
  harness.deps.proxy.stir();
  await calm();
  expect(harness.snapshot()).toMatchObject({ connection: { kind: 'on', systemProxy: 'set' }, notices: [] });
  harness.deps.proxy.foreign = true;
  harness.deps.proxy.stir();
  await calm();
  expect(await harness.call('proxy.apply', {})).toEqual(succeed(null));
  expect(harness.snapshot()).toMatchObject({ connection: { kind: 'on', systemProxy: 'set' }, notices: [] });
  expect(harness.deps.proxy.calls).toEqual(['recover', 'enable 20002', 'restore', 'enable 20002']);
});

test('put again after taking back, and when it is refused', async () => {
  const harness = await startWithServers();
  expect(await harness.call('proxy.apply', {})).toMatchObject({ ok: false, fault: { code: 'not-found' } });
  await connect(harness);
  await harness.call('proxy.restore', {});
  expect(await harness.call('proxy.apply', {})).toEqual(succeed(null));
  expect(harness.snapshot().connection).toMatchObject({ kind: 'on', systemProxy: 'set' });
  harness.deps.proxy.foreign = true;
  harness.deps.proxy.stir();
  await calm();
  harness.deps.proxy.enableFault = makeFault('proxy-locked');
  expect(await harness.call('proxy.apply', {})).toMatchObject({ ok: false, fault: { code: 'proxy-locked' } });
  expect(harness.snapshot().connection).toMatchObject({ kind: 'on', systemProxy: 'released' });
});

test('by a script, so that programs go directly when Byway is gone; chosen while connected, too', async () => {
  const harness = await startWithServers();
  await connect(harness);
  expect(harness.deps.proxy.now()).not.toHaveProperty('script');
  await harness.call('settings.change', { directWithoutByway: true });
  await calm();
  expect(harness.deps.proxy.now()).toMatchObject({ port: 20_002, script: { port: 20_003 } });
  expect(harness.deps.engine.config()?.systemProxy?.script).toMatchObject({ port: 20_003, text: expect.stringContaining('FindProxyForURL') as string });
  await harness.call('settings.change', { directWithoutByway: false });
  await calm();
  expect(harness.deps.proxy.now()).not.toHaveProperty('script');
});

test('what programs here will not follow is said once in a run, when the settings are set', async () => {
  const harness = await startWithServers();
  harness.deps.proxy.remarked = [{ kind: 'desktop-does-not-follow', detail: { desktop: 'XFCE', port: 20_002 } }, { kind: 'restart-browser' }];
  await connect(harness);
  expect(harness.snapshot().notices).toMatchObject([{ kind: 'desktop-does-not-follow', detail: { desktop: 'XFCE', port: 20_002 } }, { kind: 'restart-browser' }]);
  for (const { id } of harness.snapshot().notices) await harness.call('notices.dismiss', { id });
  await harness.call('connection.disconnect', {});
  await calm();
  await connect(harness);
  expect(harness.snapshot().notices).toEqual([]);
});

test('restore now: the earlier settings come back, the connection goes on and does not take them again', async () => {
  const harness = await startWithServers();
  await connect(harness);
  expect(await harness.call('proxy.restore', {})).toEqual(succeed({ restored: true }));
  await calm();
  expect(harness.snapshot().connection).toMatchObject({ kind: 'on', systemProxy: 'released' });
  harness.deps.engine.die();
  await harness.deps.clock.advance(1000);
  expect(harness.snapshot().connection).toMatchObject({ kind: 'on', systemProxy: 'released' });
  expect(harness.deps.proxy.now()).toBeUndefined();
});

test('restore while off answers that there was nothing', async () => {
  const harness = await startApp();
  expect(await harness.call('proxy.restore', {})).toEqual(succeed({ restored: false }));
});
