/** When lists are refreshed, which way, and what is sent: on a real server on loopback. */
import { afterEach, expect, test } from 'vitest';
import { connect } from './testing/app-harness.ts';
import { calm } from './testing/fake-clock.ts';
import { startListBench, type ListBench } from '../testing/list-bench.ts';

const hour = 3_600_000;
const open: ListBench[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((bench) => bench.close()));
});

async function start(...given: Parameters<typeof startListBench>): Promise<ListBench> {
  const bench = await startListBench(...given);
  open.push(bench);
  return bench;
}

/** Waits for the server to have been asked so often: real sockets have no place in the fake clock. */
async function asked(bench: ListBench, count: number): Promise<void> {
  while (bench.server.requests.length < count || bench.snapshot().subscriptions.some(({ refreshing }) => refreshing === true)) await calm();
}

test('by interval, not before, and by hand only when the person says so', async () => {
  const bench = await start(undefined, true);
  bench.say('1', 200, { 'profile-update-interval': '2' });
  const id = await bench.add();
  await bench.deps.clock.advance(2 * hour - 1);
  expect(bench.server.requests).toHaveLength(1);
  await bench.deps.clock.advance(1);
  await asked(bench, 2);
  await bench.call('subscriptions.edit', { id, intervalHours: 0 });
  await bench.deps.clock.advance(100 * hour);
  expect(bench.server.requests).toHaveLength(2);
  expect(bench.snapshot().subscriptions).toMatchObject([{ intervalHours: 0 }]);
  await bench.call('subscriptions.edit', { id, intervalHours: null });
  expect(bench.snapshot().subscriptions).toMatchObject([{ intervalHours: 2 }]);
  await bench.deps.clock.advance(0);
  await asked(bench, 3);
});

test('at start when due; never in a one-shot command', async () => {
  const first = await start();
  await first.add();
  const stored = first.deps.subscriptions.saved.at(-1);
  for (const follows of [false, true]) {
    const bench = await start((deps) => {
      deps.subscriptions.loaded = { ...deps.subscriptions.loaded, value: { items: (stored?.items ?? []).map((item) => ({ ...item, refreshedAt: 1_000_000 - 25 * hour, triedAt: 1_000_000 - 25 * hour })) } };
    }, follows);
    await bench.deps.clock.advance(0);
    await asked(first, follows ? 2 : 1); // the stored address is the first server's
    expect(bench.snapshot().subscriptions).toHaveLength(1);
  }
  expect(first.server.requests).toHaveLength(2);
});

test('through the tunnel while it is on, unless the list goes directly; the tunnel alone where that is asked for', async () => {
  const bench = await start();
  const id = await bench.add();
  expect(bench.deps.fetcher.asked[0]).not.toHaveProperty('through');
  await bench.call('subscriptions.edit', { id, way: 'tunnel' });
  expect(await bench.call('subscriptions.refresh', {})).toMatchObject({ value: [{ fault: { code: 'unreachable' } }] });
  expect(bench.deps.fetcher.asked).toHaveLength(1);
  await connect(bench);
  const local = await bench.call('connection.local', {});
  await bench.call('subscriptions.refresh', {});
  expect(bench.deps.fetcher.asked.at(-1)?.through).toEqual(local.ok ? local.value : undefined);
  await bench.call('subscriptions.edit', { id, way: 'direct' });
  await bench.call('subscriptions.refresh', {});
  expect(bench.deps.fetcher.asked.at(-1)).not.toHaveProperty('through');
});

test('own User-Agent, own title; the hardware id is random, per list, and only while it is on', async () => {
  const bench = await start();
  const id = await bench.add();
  await bench.call('subscriptions.edit', { id, userAgent: 'mine/1', title: 'My list', sendsHardwareId: true });
  await bench.call('subscriptions.refresh', {});
  const { headers } = bench.server.requests.at(-1) ?? {};
  expect(headers).toMatchObject({ 'user-agent': 'mine/1', 'x-hwid': expect.stringMatching(/^[0-9a-f]{32}$/) });
  expect(bench.snapshot().subscriptions).toMatchObject([{ title: 'My list', userAgent: 'mine/1', sendsHardwareId: true }]);
  expect(JSON.stringify(bench.snapshot())).not.toContain(headers?.['x-hwid']);
  await bench.call('subscriptions.edit', { id, sendsHardwareId: false, userAgent: '', title: '' });
  await bench.call('subscriptions.refresh', {});
  expect(bench.server.requests.at(-1)?.headers).not.toHaveProperty('x-hwid');
  expect(bench.snapshot().subscriptions).toMatchObject([{ title: '127.0.0.1', sendsHardwareId: false }]);
  expect(await bench.call('subscriptions.edit', { id, userAgent: 'a\r\nb: c' })).toMatchObject({ ok: false, fault: { code: 'bad-request' } });
});

test('the ladder: the name that worked is tried first the next time', async () => {
  const bench = await start();
  const plain = bench.deps.fetcher.answer;
  bench.deps.fetcher.answer = (request, signal) =>
    request.userAgent.includes('clash') && plain !== undefined ? plain(request, signal) : Promise.resolve({ ok: true, value: { status: 403, headers: {}, body: '' } });
  await bench.add();
  await bench.call('subscriptions.refresh', {});
  expect(bench.deps.fetcher.asked.map(({ userAgent }) => userAgent.includes('clash'))).toEqual([false, true, true]);
});

test('a list removed while it is fetched stays removed', async () => {
  const bench = await start();
  const id = await bench.add();
  bench.deps.fetcher.answer = (_request, signal) => new Promise((done) => signal?.addEventListener('abort', () => done({ ok: false, fault: { code: 'cancelled' } })));
  const refreshing = bench.call('subscriptions.refresh', { ids: [id] });
  await calm();
  expect(bench.snapshot().subscriptions).toMatchObject([{ refreshing: true }]);
  await bench.call('subscriptions.remove', { id });
  expect(await refreshing).toMatchObject({ ok: true, value: [{ fault: { code: 'cancelled' } }] });
  expect([bench.snapshot().subscriptions, bench.snapshot().profiles]).toEqual([[], []]);
});

test('a locked key: the list is shown with the fault and kept', async () => {
  const first = await start();
  await first.add();
  const stored = first.deps.subscriptions.saved.at(-1) ?? { items: [] };
  const bench = await start((deps) => {
    deps.secrets.locked = true;
    deps.subscriptions.loaded = { ...deps.subscriptions.loaded, value: stored };
  });
  expect(bench.snapshot().subscriptions).toMatchObject([{ host: '', fault: { code: 'secrets-unreadable' } }]);
});
