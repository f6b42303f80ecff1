import fc from 'fast-check';
import { expect, test } from 'vitest';
import { profileArbitrary } from '../../../shared/links/profile-arbitrary-others.ts';
import { profileSamples } from '../../../shared/profile-samples.ts';
import { defaultSettings } from '../../../shared/settings.ts';
import { readParcel, writeParcel } from './parcel.ts';
import { passphraseBytes, suggestPassphrase } from './passphrase.ts';
import words from './words.json' with { type: 'json' };

test('servers of every kind and settings come back the same', () => {
  fc.assert(
    fc.property(fc.array(profileArbitrary, { maxLength: 3 }), (profiles) => {
      const items = [...profiles, ...Object.values(profileSamples)].map((profile) => ({ profile, ownName: 'mine' }));
      expect(readParcel(writeParcel(items, defaultSettings))).toEqual({ ok: true, value: { items, unreadable: 0, settings: defaultSettings } });
    }),
    { numRuns: 50 },
  );
});

test('an item that does not fit costs itself only; so do settings', () => {
  const text = JSON.stringify({ byway: 1, profiles: [{ profile: profileSamples.ssr }, { profile: { type: 'trojan' } }, 7], settings: { theme: 'pink' } });
  expect(readParcel(text)).toEqual({ ok: true, value: { items: [{ profile: profileSamples.ssr }], unreadable: 2 } });
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
