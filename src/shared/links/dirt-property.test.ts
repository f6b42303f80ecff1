import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Profile } from '../profile.ts';
import { dirt } from './dirt-for-test.ts';
import { parseText } from './parse-text.ts';
import { arbitraries } from './profile-arbitrary-others.ts';
import { formatLink, parseLink } from './registry.ts';

/** Names may hold signs that the text around uses as well; what they do is told in `dirty-text.test.ts`. */
function withPlainName(profile: Profile): Profile {
  return { ...profile, name: 'Server 1' };
}

/** Web addresses without a user are told from lists by where they end, and a second one in a row by its user. */
const links = fc.oneof(...Object.values(arbitraries)).map((profile) => formatLink(withPlainName(profile))).filter((link) => !/^https?:[^@]*$/.test(link));

function withoutText({ raw: _raw, ...profile }: Profile): unknown {
  return profile;
}

test.each(Object.entries(dirt))('no link of any kind is lost to %s', (_what, spoil) => {
  fc.assert(
    fc.property(links, (link) => {
      const clean = parseLink(link);
      const [first] = parseText(spoil(link)).profiles;
      expect(clean.ok).toBe(true);
      if (clean.ok) expect(first === undefined ? 'lost' : withoutText(first)).toEqual(withoutText(clean.value));
    }),
    { numRuns: 40 },
  );
});
