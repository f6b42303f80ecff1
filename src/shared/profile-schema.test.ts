import fc from 'fast-check';
import { expect, test } from 'vitest';
import { profileArbitrary } from './links/profile-arbitrary-others.ts';
import { profileSchema } from './profile-schema.ts';

const good = { type: 'trojan', name: '', server: 'h', port: 1, password: 'p', security: 'tls', transport: { type: 'tcp' } };

test('every profile that links can hold is taken unchanged', () => {
  fc.assert(
    fc.property(profileArbitrary, (profile) => {
      expect(profileSchema.parse(profile)).toEqual(profile);
    }),
  );
});

test('members of a newer Byway are carried along', () => {
  const newer = { ...good, fromLater: { a: 1 }, transport: { type: 'tcp', more: true } };
  expect(profileSchema.parse(newer)).toEqual(newer);
});

test.each([
  { ...good, type: 'teleport' },
  { ...good, port: 0 },
  { ...good, port: 65_536 },
  { ...good, port: 1.5 },
  { ...good, port: '443' },
  { ...good, server: '' },
  { ...good, server: 'x'.repeat(254) },
  { ...good, password: '' },
  { ...good, password: undefined },
  { ...good, sni: undefined },
  { ...good, name: 'x'.repeat(128 * 1024 + 1) },
  { ...good, security: 'xtls' },
  { ...good, transport: undefined },
  { ...good, transport: { type: 'pigeon' } },
  { ...good, extra: { a: 1 } },
  { ...good, alpn: 'h2' },
  null,
  [],
])('%j is refused', (value) => {
  expect(profileSchema.safeParse(value).success).toBe(false);
});
