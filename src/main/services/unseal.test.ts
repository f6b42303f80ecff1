import { expect, test } from 'vitest';
import { profileSamples } from '../../shared/profile-samples.ts';
import { defaultSettings } from '../../shared/settings.ts';
import { writeParcel } from '../core/export/parcel.ts';
import { sampleProfile } from './testing/fake-deps.ts';
import { startApp, startWithServers } from './testing/app-harness.ts';

const passphrase = 'amber river stone tulip';

test('a locked text is not read but asked for its words', async () => {
  const { call } = await startApp();
  expect(await call('profiles.import', { text: ' byway1:AAAA' })).toMatchObject({ ok: false, fault: { code: 'sealed-locked' } });
});

test('what one app locks, another opens and merges', async () => {
  const there = await startWithServers(2);
  const shared = await there.call('share.export', { ids: [...there.ids], format: 'sealed' });
  const { text = '', passphrase: words = '' } = shared.ok ? shared.value : {};
  const here = await startWithServers(1);
  const wrong = await here.call('profiles.unseal', { text, passphrase: 'other words than these' });
  expect(wrong).toMatchObject({ fault: { code: 'sealed-wrong' } });
  const report = await here.call('profiles.unseal', { text, passphrase: words });
  expect(report).toMatchObject({ ok: true, value: { added: [{ server: sampleProfile(2).server }], known: [{ id: here.ids[0] }], rejected: [], settings: 'none' } });
  expect(here.snapshot().profiles).toHaveLength(2);
});

test('a backup brings back own names, and settings only when asked for', async () => {
  const there = await startWithServers(2);
  await there.call('profiles.rename', { id: there.ids[0] ?? '', name: 'mine' });
  await there.call('settings.change', { theme: 'dark' });
  const backup = await there.call('share.backup', { passphrase });
  const text = backup.ok ? backup.value.text : '';
  const here = await startApp();
  expect(await here.call('profiles.unseal', { text, passphrase })).toMatchObject({ value: { settings: 'left', added: [{ name: 'mine' }, {}] } });
  expect(here.snapshot().settings.theme).toBe('system');
  expect(await here.call('profiles.unseal', { text, passphrase, withSettings: true })).toMatchObject({ value: { settings: 'restored', added: [], known: [{}, {}] } });
  expect(here.snapshot().settings.theme).toBe('dark');
});

test('what cannot be read inside is told', async () => {
  const { deps, call } = await startApp();
  const items = JSON.stringify({ byway: 1, profiles: [{ profile: profileSamples.ssr }, { profile: { type: 'later' } }] });
  const locked = await deps.lockbox.lock(items, passphrase);
  const report = await call('profiles.unseal', { text: locked.ok ? locked.value : '', passphrase });
  expect(report).toMatchObject({ value: { added: [{ type: 'ssr' }], rejected: [{ code: 'link-unsupported' }] } });
});

test('opens one at a time', async () => {
  const { deps, call } = await startApp();
  const locked = await deps.lockbox.lock(writeParcel([], { settings: defaultSettings }), passphrase);
  const request = { text: locked.ok ? locked.value : '', passphrase };
  const [first, second] = await Promise.all([call('profiles.unseal', request), call('profiles.unseal', request)]);
  expect([first.ok, second]).toMatchObject([true, { fault: { code: 'busy' } }]);
});

const lists = [
  { id: 'a', url: 'https://one.example/key', way: 'tunnel' as const, accept: [], title: 'One', ownIntervalHours: 12, userAgent: 'me' },
  { id: 'b', url: 'http://192.168.1.4/key', way: 'auto' as const, accept: ['plain' as const, 'private' as const] },
];

/** An app with one server of its own, and a locked text with two lists and three servers, the first one among them. */
async function startWithBackup() {
  const here = await startWithServers(1);
  const items = [{ profile: sampleProfile(1) }, { profile: sampleProfile(2), list: 'a', ownName: 'mine' }, { profile: sampleProfile(3), list: 'b', chosen: true as const }];
  const locked = await here.deps.lockbox.lock(writeParcel(items, { lists, settings: { ...defaultSettings, theme: 'dark' } }), passphrase);
  const looked = await here.call('sealed.look', { text: locked.ok ? locked.value : '', passphrase });
  return { ...here, looked, token: looked.ok ? looked.value.token : '' };
}

test('a look says what is in it, without keys, and takes nothing', async () => {
  const { looked, deps, ...here } = await startWithBackup();
  expect(looked).toMatchObject({
    ok: true,
    value: {
      servers: 3, known: 1, names: ['Server 1', 'mine', 'Server 3'], unreadable: 0, isBackup: true,
      lists: [{ title: 'One', host: 'one.example', unsafe: [], isKnown: false }, { title: '192.168.1.4', host: '192.168.1.4', unsafe: ['plain', 'private'] }],
    },
  });
  expect(JSON.stringify(looked)).not.toMatch(/key|password/);
  expect(here.snapshot().profiles).toHaveLength(1);
  expect([here.snapshot().subscriptions, here.snapshot().settings.theme, deps.fetcher.asked]).toEqual([[], 'system', []]);
});

test('lists come back with their servers, and nobody is asked before their time', async () => {
  const { call, deps, token, ...here } = await startWithBackup();
  const taken = await call('sealed.take', { token, withLists: true, withSettings: true });
  expect(taken).toMatchObject({ ok: true, value: { added: [{ name: 'mine' }, {}], known: [{}], lists: 1, listsLeft: 1, settings: 'restored' } });
  const [list] = here.snapshot().subscriptions;
  expect(here.snapshot().subscriptions).toMatchObject([{ title: 'One', host: 'one.example', servers: 1, way: 'tunnel', intervalHours: 12, userAgent: 'me' }]);
  expect(here.snapshot().profiles).toMatchObject([{ source: 'paste' }, { source: 'subscription', subscription: list?.id }, { source: 'paste' }]);
  expect(deps.fetcher.asked).toEqual([]);
  expect(JSON.stringify(here.snapshot())).not.toContain('one.example/key');
  expect(await call('sealed.take', { token })).toMatchObject({ ok: false, fault: { code: 'not-found' } });
});

test('unsafe lists only with a word of their own; the same backup twice adds nothing', async () => {
  const here = await startWithBackup();
  await here.call('sealed.take', { token: here.token, withLists: true, withUnsafeLists: true });
  expect(here.snapshot().subscriptions).toHaveLength(2);
  const text = await here.deps.lockbox.lock(writeParcel([{ profile: sampleProfile(2), list: 'a' }], { lists }), passphrase);
  const again = await here.call('profiles.unseal', { text: text.ok ? text.value : '', passphrase, withLists: true, withUnsafeLists: true });
  expect(again).toMatchObject({ value: { added: [], lists: 0 } });
  expect(here.snapshot().subscriptions).toHaveLength(2);
});

test('taken back: what it added goes, what was there before stays', async () => {
  const { call, ids, token, ...here } = await startWithBackup();
  const taken = await call('sealed.take', { token, withLists: true, withSettings: true });
  const undo = taken.ok ? taken.value.undo : '';
  expect(await call('sealed.undo', { undo })).toEqual({ ok: true, value: { removed: 2 } });
  expect(here.snapshot().profiles.map(({ id }) => id)).toEqual(ids);
  expect([here.snapshot().subscriptions, here.snapshot().settings.theme]).toEqual([[], 'system']);
  expect(await call('sealed.undo', { undo })).toMatchObject({ fault: { code: 'not-found' } });
});

test('what was looked at is forgotten after ten minutes', async () => {
  const { call, deps, token } = await startWithBackup();
  await deps.clock.advance(600_001);
  expect(await call('sealed.take', { token })).toMatchObject({ fault: { code: 'not-found' } });
});

test('a backup goes round: an app that had nothing has everything, and uses the same server', async () => {
  const there = await startWithBackup();
  await there.call('sealed.take', { token: there.token, withLists: true, withUnsafeLists: true });
  await there.call('profiles.choose', { id: there.snapshot().profiles[2]?.id ?? '' });
  const backup = await there.call('share.backup', {});
  const { text = '', passphrase: words = '' } = backup.ok ? backup.value : {};
  const here = await startApp();
  await here.call('profiles.unseal', { text, passphrase: words, withLists: true, withUnsafeLists: true });
  const plain = ({ profiles, subscriptions, chosen }: ReturnType<typeof here.snapshot>) => ({
    profiles: profiles.map(({ id: _id, subscription: _list, addedAt: _at, ...card }) => card),
    lists: subscriptions.map(({ id: _id, addedAt: _at, ...list }) => list),
    chosen: profiles.findIndex(({ id }) => id === chosen),
  });
  expect(plain(here.snapshot())).toEqual(plain(there.snapshot()));
});
