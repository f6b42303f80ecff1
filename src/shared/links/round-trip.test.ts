/** What is written can be read: parse(format(p)) = p, for every type, and again through a whole text. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Profile } from '../profile.ts';
import { arbitraries } from './profile-arbitrary-others.ts';
import { parseText } from './parse-text.ts';
import { formatLink, parseLink } from './registry.ts';

function withoutRaw(profile: Profile): Omit<Profile, 'raw'> {
  const { raw: _raw, ...rest } = profile;
  return rest;
}

describe.each(Object.entries(arbitraries))('a written %s link', (_type, profiles) => {
  test('reads as the profile it was written from', () => {
    fc.assert(
      fc.property(profiles, (profile) => {
        const result = parseLink(formatLink(profile));
        if (!result.ok) throw new Error(`${result.fault.code}: ${result.fault.cause ?? ''}`);
        expect(withoutRaw(result.value)).toEqual(profile);
      }),
      { numRuns: 500 },
    );
  });

  test('is found whole inside prose', () => {
    fc.assert(
      fc.property(profiles, (profile) => {
        const link = formatLink({ ...profile, name: 'n' });
        const parsed = parseText(`look: (${link})\nand ${link}`);
        expect(parsed.rejected).toEqual([]);
        expect(parsed.profiles.map((found) => found.raw)).toEqual([link, link]);
      }),
      { numRuns: 200 },
    );
  });
});

test('an untouched profile comes out byte for byte', () => {
  const link = 'VLESS://A%20b@Example.COM:0443?type=raw&security=&headerType=None&sid=#a+b%zz';
  const result = parseLink(link);
  expect(result.ok && formatLink(result.value)).toBe(link);
});
