import fc from 'fast-check';
import { expect, test } from 'vitest';
import { profileArbitrary } from '../../../shared/links/profile-arbitrary-others.ts';
import { profileSamples } from '../../../shared/profile-samples.ts';
import { defaultSettings } from '../../../shared/settings.ts';
import { readParcel, writeParcel, type ParcelList } from './parcel.ts';
import { passphraseBytes, suggestPassphrase } from './passphrase.ts';
import words from './words.json' with { type: 'json' };

test('servers of every kind and settings come back the same', () => {
  fc.assert(
    fc.property(fc.array(profileArbitrary, { maxLength: 3 }), (profiles) => {
      const items = [...profiles, ...Object.values(profileSamples)].map((profile) => ({ profile, ownName: 'mine' }));
      expect(readParcel(writeParcel(items, { settings: defaultSettings }))).toEqual({ ok: true, value: { items, lists: [], unreadable: 0, settings: defaultSettings } });
    }),
    { numRuns: 50 },
  );
});

test('an item that does not fit costs itself only; so do settings', () => {
  const text = JSON.stringify({ byway: 1, profiles: [{ profile: profileSamples.ssr }, { profile: { type: 'trojan' } }, 7], settings: { theme: 'pink' } });
  expect(readParcel(text)).toEqual({ ok: true, value: { items: [{ profile: profileSamples.ssr }], lists: [], unreadable: 2 } });
});

const list: ParcelList = { id: 'a', url: 'https://l.example/key', title: 'T', ownTitle: 'mine', ownIntervalHours: 6, way: 'tunnel', accept: [], userAgent: 'me', hardwareId: '0'.repeat(32), leftOut: [1, 2] };

test('lists come along with what the person made of them, and servers know which list is theirs', () => {
  const items = [{ profile: profileSamples.ssr, list: 'a', chosen: true as const }, { profile: profileSamples.tuic, list: 'gone' }];
  const read = readParcel(writeParcel(items, { lists: [list] }));
  expect(read).toEqual({ ok: true, value: { items: [items[0], { profile: profileSamples.tuic }], lists: [list], unreadable: 0 } });
});

test.each([{ url: 'file:///etc/passwd' }, { url: 'javascript:alert(1)' }, { userAgent: 'a\r\nb: c' }, { hardwareId: 'x' }, { way: 'any' }, { ownIntervalHours: -1 }])('a list with %j is not read', (wrong) => {
  const text = JSON.stringify({ byway: 1, profiles: [], lists: [{ ...list, ...wrong }, list] });
  expect(readParcel(text)).toMatchObject({ value: { lists: [list], unreadable: 1 } });
});

test('a text from before there were lists is read as it was', () => {
  const text = JSON.stringify({ byway: 1, profiles: [{ profile: profileSamples.ssr, ownName: 'mine' }], settings: defaultSettings });
  expect(readParcel(text)).toEqual({ ok: true, value: { items: [{ profile: profileSamples.ssr, ownName: 'mine' }], lists: [], unreadable: 0, settings: defaultSettings } });
});

test.each(['', '{}', '[]', '{"byway":2,"profiles":[]}', 'null'])('%j is not from Byway', (text) => {
  expect(readParcel(text)).toMatchObject({ ok: false, fault: { code: 'sealed-damaged' } });
});

test('a passphrase is four of 1,024 different short words, each as likely', () => {
  expect(new Set(words).size).toBe(1024);
  expect(words.every((word) => /^[a-z]{3,7}$/.test(word))).toBe(true);
  expect(suggestPassphrase(new Uint8Array(passphraseBytes))).toBe(Array.from({ length: 4 }, () => words[0]).join(' '));
  expect(suggestPassphrase(Uint8Array.of(0, 1, 3, 255, 4, 0, 255, 255)).split(' ')).toEqual([words[1], words[1023], words[0], words[1023]]);
});
