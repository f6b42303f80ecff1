/** The practice server: the whole path with no server at hand. */
import { expect, test } from 'vitest';
import { succeed } from '../../shared/fault.ts';
import { connect, startApp, startWithServers } from './testing/app-harness.ts';
import { calm } from './testing/fake-clock.ts';

test('practice makes its profile, connects through its server and shows the page that came back', async () => {
  const harness = await startApp();
  expect(await harness.call('connection.practice', {})).toEqual(succeed(null));
  await calm();
  const { profiles, connection, practicePage } = harness.snapshot();
  expect(profiles).toMatchObject([{ source: 'practice', type: 'shadowsocks', server: '127.0.0.1' }]);
  expect(connection).toMatchObject({ kind: 'on', profileId: profiles[0]?.id, systemProxy: 'set' });
  expect(practicePage).toEqual({ title: 'Practice', text: 'It came through.', ms: 5 });
  expect(harness.deps.engine.config()?.proxies).toMatchObject([{ type: 'ss', server: '127.0.0.1', port: 41_003, cipher: 'aes-256-gcm' }]);
});

test('without the system proxy setting practice touches nothing', async () => {
  const harness = await startApp(undefined, { overrides: { useSystemProxy: false } });
  await harness.call('connection.practice', {});
  await calm();
  expect(harness.snapshot().connection).toMatchObject({ kind: 'on', systemProxy: 'unused' });
  expect(harness.deps.proxy.calls).toEqual(['recover']);
});

test('disconnecting ends the practice server and its page', async () => {
  const harness = await startApp();
  await harness.call('connection.practice', {});
  await calm();
  await harness.call('connection.disconnect', {});
  await calm();
  expect(harness.snapshot()).not.toHaveProperty('practicePage');
  expect(harness.deps.engine.isPracticing()).toBe(false);
});

test('a second practice uses the same profile', async () => {
  const harness = await startApp();
  for (let times = 0; times < 2; times++) {
    await harness.call('connection.practice', {});
    await calm();
    await harness.call('connection.disconnect', {});
    await calm();
  }
  expect(harness.snapshot().profiles).toHaveLength(1);
});

test('when the engine dies the practice server is started again, on whatever port it gets', async () => {
  const harness = await startApp();
  await harness.call('connection.practice', {});
  await calm();
  harness.deps.engine.answers.startPractice = () => Promise.resolve(succeed({ port: 42_000, pageUrl: 'http://127.0.0.1:42001/' }));
  harness.deps.engine.die();
  await harness.deps.clock.advance(200);
  expect(harness.snapshot().connection).toMatchObject({ kind: 'on', systemProxy: 'set' });
  expect(harness.deps.engine.config()?.proxies).toMatchObject([{ port: 42_000 }]);
});

test('switching from practice to a real server ends the practice server', async () => {
  const harness = await startWithServers();
  await harness.call('connection.practice', {});
  await calm();
  await connect(harness, harness.ids[0]);
  expect(harness.snapshot().connection).toMatchObject({ kind: 'on', profileId: harness.ids[0] });
  expect(harness.deps.engine.isPracticing()).toBe(false);
});

test('practice does not take the place of the chosen server', async () => {
  const harness = await startWithServers();
  await harness.call('connection.practice', {});
  await calm();
  expect(harness.snapshot().chosen).toBe(harness.ids[0]);
});
