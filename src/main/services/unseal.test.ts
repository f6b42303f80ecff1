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
  const locked = await deps.lockbox.lock(writeParcel([], defaultSettings), passphrase);
  const request = { text: locked.ok ? locked.value : '', passphrase };
  const [first, second] = await Promise.all([call('profiles.unseal', request), call('profiles.unseal', request)]);
  expect([first.ok, second]).toMatchObject([true, { fault: { code: 'busy' } }]);
});
