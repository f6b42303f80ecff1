import { expect, test } from 'vitest';
import { profileSamples } from '../../shared/profile-samples.ts';
import { defaultSettings } from '../../shared/settings.ts';
import { parseLink } from '../../shared/links/registry.ts';
import type { Profile, StoredProfile } from '../../shared/profile.ts';
import { fail, succeed } from '../../shared/fault.ts';
import { readParcel } from '../core/export/parcel.ts';
import { describeShare, exportBackup, exportShare } from './share.ts';
import { createFakeDeps } from './testing/fake-deps.ts';

const link = 'trojan://p@a.example:443?zz=%7e#marina-phone';
const parsed = parseLink(link);
const trojan: Profile = parsed.ok ? parsed.value : profileSamples.ssr;

function shelfOf(...stored: readonly Partial<StoredProfile>[]) {
  const all = stored.map((each, index): StoredProfile => ({ id: `${index}`, profile: trojan, source: { kind: 'paste' }, addedAt: 1, ...each }));
  const open = (id: string) => {
    const found = all.find((each) => each.id === id);
    return found === undefined ? fail('not-found') : succeed(found);
  };
  return { open, ids: all.map(({ id }) => id) };
}

test('tells what would leave, without the keys themselves', () => {
  const shelf = shelfOf({}, { profile: { ...profileSamples.openvpn, detour: trojan }, source: { kind: 'subscription', id: 's' } });
  const described = describeShare(shelf, shelf.ids);
  expect(described).toEqual({
    ok: true,
    value: { count: 2, addresses: ['a.example:443'], keys: 2, names: ['marina-phone', 'n'], fromList: 1, withoutLink: 1 },
  });
  expect(describeShare(shelf, ['gone'])).toMatchObject({ fault: { code: 'not-found' } });
});

test('a link leaves byte for byte, without its name where asked, and under the own name', async () => {
  const deps = createFakeDeps();
  const shelf = shelfOf({}, { ownName: 'mine' });
  expect(await exportShare(deps, shelf, { ids: ['0'], format: 'link' })).toEqual(succeed({ text: link, leftOut: [] }));
  expect(await exportShare(deps, shelf, { ids: ['0'], format: 'link', withoutNames: true })).toEqual(succeed({ text: 'trojan://p@a.example:443?zz=%7e', leftOut: [] }));
  expect(await exportShare(deps, shelf, { ids: ['1'], format: 'link' })).toEqual(succeed({ text: 'trojan://p@a.example:443?zz=%7e#mine', leftOut: [] }));
});

test('tells by id what a format cannot hold', async () => {
  const shelf = shelfOf({ profile: profileSamples.openvpn }, { profile: profileSamples.mtproto });
  const deps = createFakeDeps();
  expect(await exportShare(deps, shelf, { ids: shelf.ids, format: 'telegram' })).toMatchObject({ value: { leftOut: [{ id: '0', reason: 'no-link' }] } });
  expect(await exportShare(deps, shelf, { ids: shelf.ids, format: 'clash' })).toMatchObject({ value: { leftOut: [{ id: '1', reason: 'no-form' }] } });
  expect(await exportShare(deps, shelf, { ids: shelf.ids, format: 'sing-box' })).toMatchObject({ value: { text: '', leftOut: [{}, {}] } });
});

test('locks with words of its own, or with the person’s, and without names where asked', async () => {
  const deps = createFakeDeps();
  const shelf = shelfOf({});
  const suggested = await exportShare(deps, shelf, { ids: ['0'], format: 'sealed', withoutNames: true });
  const { text = '', passphrase = '' } = suggested.ok ? suggested.value : {};
  expect(passphrase.split(' ')).toHaveLength(4);
  const inside = await deps.lockbox.unlock(text, passphrase);
  expect(inside.ok && readParcel(inside.value)).toMatchObject({ value: { items: [{ profile: { name: '', password: 'p' } }] } });
  const own = await exportShare(deps, shelf, { ids: ['0'], format: 'sealed', passphrase: 'the words of mine' });
  expect(own.ok && 'passphrase' in own.value).toBe(false);
});

test('the practice server does not leave', async () => {
  const shelf = shelfOf({ source: { kind: 'practice' } });
  expect(await exportShare(createFakeDeps(), shelf, { ids: ['0'], format: 'link' })).toMatchObject({ fault: { code: 'not-here' } });
});

test('a backup holds every server with its own name and list, the choice, the lists and the settings', async () => {
  const deps = createFakeDeps();
  const { open } = shelfOf({ ownName: 'mine', source: { kind: 'subscription', id: 's' } }, { source: { kind: 'practice' } });
  const shelf = { open, cards: () => [{ id: '0' }, { id: '1' }] };
  const lists = [{ id: 's', url: 'https://l.example/key', way: 'auto' as const, accept: [] }];
  const backup = await exportBackup(deps, { shelf, chosen: '0', lists, settings: defaultSettings }, 'the words of mine');
  expect(backup).toMatchObject({ value: { servers: 1, lists: 1 } });
  const inside = await deps.lockbox.unlock(backup.ok ? backup.value.text : '', 'the words of mine');
  expect(inside.ok && readParcel(inside.value)).toEqual(succeed({ items: [{ profile: trojan, ownName: 'mine', list: 's', chosen: true }], lists, unreadable: 0, settings: defaultSettings }));
});
