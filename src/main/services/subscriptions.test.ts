/** Lists from a real server on loopback: consent, diff, what survives, what a bad answer costs. */
import { afterEach, expect, test } from 'vitest';
import { startListBench, type ListBench } from '../testing/list-bench.ts';

const week = 7 * 24 * 3_600_000;
const open: ListBench[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((bench) => bench.close()));
});

async function start(...given: Parameters<typeof startListBench>): Promise<ListBench> {
  const bench = await startListBench(...given);
  open.push(bench);
  return bench;
}

const list = (bench: ListBench) => bench.snapshot().subscriptions[0];
const names = (bench: ListBench) => bench.snapshot().profiles.map(({ name }) => name);

test('an address is told, and nothing is fetched before the word', async () => {
  const bench = await start();
  bench.deps.parse.parse = () => Promise.resolve({ ok: true, value: { profiles: [], rejected: [], subscriptions: [{ url: bench.url, line: 1 }] } });
  expect(await bench.call('profiles.import', { text: bench.url })).toMatchObject({ ok: true, value: { added: [], subscriptions: [{ url: bench.url }] } });
  expect(bench.server.connections()).toBe(0);
});

test('an unsafe address needs each of its confirmations, and asks nobody before', async () => {
  const bench = await start();
  for (const accept of [undefined, ['plain' as const], ['private' as const]]) {
    const added = await bench.call('subscriptions.add', { url: bench.url, ...(accept === undefined ? {} : { accept }) });
    expect(added).toMatchObject({ ok: false, fault: { code: 'address-unsafe', detail: { reasons: 'plain private', host: '127.0.0.1' } } });
  }
  expect(bench.server.connections()).toBe(0);
  expect(await bench.call('subscriptions.add', { url: 'file:///etc/passwd', accept: ['plain', 'private'] })).toMatchObject({ ok: false, fault: { code: 'address-refused' } });
});

test('added: servers, what the provider says, a sealed address, the host alone on screen', async () => {
  const bench = await start();
  bench.say('1\n2', 200, { 'profile-title': 'Friends', 'subscription-userinfo': 'upload=1; download=2; total=10; expire=1700000000', 'profile-update-interval': '6' });
  const id = await bench.add();
  expect(list(bench)).toMatchObject({
    id, title: 'Friends', host: '127.0.0.1', servers: 2, gone: 0, intervalHours: 6, way: 'auto', sendsHardwareId: false,
    quota: { upload: 1, download: 2, total: 10, expiresAt: 1_700_000_000_000 }, lastDiff: { fresh: ['Server 1', 'Server 2'], counts: { fresh: 2 } },
  });
  expect(bench.snapshot().profiles).toMatchObject([{ source: 'subscription', subscription: id }, { subscription: id }]);
  expect(JSON.stringify(bench.snapshot())).not.toContain('secret-token');
  expect(bench.deps.subscriptions.saved.at(-1)?.items).toMatchObject([{ id, accept: ['plain', 'private'], sealed: expect.stringMatching(/^sealed:/) }]);
  expect(bench.server.requests[0]?.headers).toMatchObject({ 'user-agent': 'Byway/0.1.0' });
  expect(bench.server.requests[0]?.headers).not.toHaveProperty('x-hwid');
  expect(await bench.add()).toBe(id); // the same address again is a refresh
  expect(bench.snapshot().profiles).toHaveLength(2);
});

test('a refresh is a diff; own names and ids survive, and who left stays a week', async () => {
  const bench = await start();
  bench.say('1\n2\n3');
  const id = await bench.add();
  const [first, second] = bench.snapshot().profiles.map((card) => card.id);
  await bench.call('profiles.rename', { id: second ?? '', name: 'Mine' });
  bench.say('1\n2:changed\n4');
  const outcome = await bench.call('subscriptions.refresh', { ids: [id] });
  expect(outcome).toMatchObject({ ok: true, value: [{ id, diff: { fresh: ['Server 4'], gone: ['Server 3'], changed: ['Mine'], counts: { fresh: 1, gone: 1, changed: 1, kept: 1, removed: 0 } } }] });
  expect(bench.snapshot().profiles.slice(0, 2).map((card) => card.id)).toEqual([first, second]);
  expect(names(bench)).toEqual(['Server 1', 'Mine', 'Server 3', 'Server 4']);
  await bench.deps.clock.advance(week);
  await bench.call('subscriptions.refresh', {});
  expect(names(bench)).toEqual(['Server 1', 'Mine', 'Server 4']);
  expect(list(bench)).toMatchObject({ gone: 0, servers: 3 });
});

test('the server in use and the chosen one survive the week', async () => {
  const bench = await start();
  await bench.add();
  bench.say('9');
  await bench.call('subscriptions.refresh', {});
  await bench.deps.clock.advance(week + 1);
  await bench.call('subscriptions.refresh', {});
  expect(names(bench)).toEqual(['Server 1', 'Server 9']);
});

test.each([
  ['<!doctype html><p>Sign in</p>', 200, 'list-unreadable'],
  ['', 200, 'list-unreadable'],
  ['nothing here', 200, 'list-unreadable'],
  ['1', 404, 'list-status'],
  ['1', 503, 'list-status'],
])('the answer %j with %i keeps the old list and says why', async (body, status, code) => {
  const bench = await start();
  await bench.add();
  bench.say(body, status);
  expect(await bench.call('subscriptions.refresh', {})).toMatchObject({ ok: true, value: [{ fault: { code } }] });
  expect(names(bench)).toEqual(['Server 1', 'Server 2']);
  expect(list(bench)).toMatchObject({ fault: { code }, servers: 2 });
  expect(bench.server.requests.slice(1).map(({ headers }) => headers['user-agent'])).toHaveLength(3); // the whole ladder
  bench.say('1');
  await bench.call('subscriptions.refresh', {});
  expect(list(bench)).not.toHaveProperty('fault');
});

test('a failed first fetch keeps nothing', async () => {
  const bench = await start();
  bench.say('<html>');
  expect(await bench.add()).toBe('list-unreadable');
  expect(bench.snapshot().subscriptions).toEqual([]);
  expect(bench.deps.subscriptions.saved).toEqual([]);
});

test('removed with its servers and brought back', async () => {
  const bench = await start();
  const id = await bench.add();
  const removed = await bench.call('subscriptions.remove', { id });
  expect(removed).toMatchObject({ ok: true, value: { removed: 2 } });
  expect([bench.snapshot().subscriptions, bench.snapshot().profiles]).toEqual([[], []]);
  const restored = await bench.call('subscriptions.undoRemove', { undo: removed.ok ? removed.value.undo : '' });
  expect(restored).toEqual({ ok: true, value: { restored: 2 } });
  expect(list(bench)).toMatchObject({ id, servers: 2 });
  expect(bench.snapshot().chosen).toBe(bench.snapshot().profiles[0]?.id);
});
