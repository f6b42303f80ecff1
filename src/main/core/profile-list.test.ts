import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Profile } from '../../shared/profile.ts';
import { fingerprint, profileIdentity } from './profile-list.ts';

const profile: Profile = {
  type: 'vless',
  name: 'A',
  server: 'a.example',
  port: 443,
  uuid: 'u',
  security: 'tls',
  sni: 'b.example',
  alpn: ['h2', 'http/1.1'],
  transport: { type: 'ws', path: '/x', headers: { b: '2', a: '1' } },
};

test('what was seen in the certificates is no part of what a server is', () => {
  const vpn: Profile = { type: 'openvpn', name: '', server: 'a.example', port: 1, remotes: [], directives: [], blocks: { ca: 'c' }, needsUserPass: false };
  const facts = { place: 'ca', subject: 's', issuer: 'i', notBefore: 0, notAfter: 1, fingerprint: 'f' } as const;
  expect(profileIdentity({ ...vpn, certificates: [facts] })).toBe(profileIdentity(vpn));
});

test('name, raw text and order of members do not matter', () => {
  const { name: _name, transport: _transport, ...rest } = profile;
  const same: Profile = { ...rest, transport: { headers: { a: '1', b: '2' }, path: '/x', type: 'ws' }, raw: 'vless://…', name: 'B' };
  expect(profileIdentity(same)).toBe(profileIdentity(profile));
});

test.each<readonly [string, Partial<Profile>]>([
  ['another port', { port: 444 }],
  ['another order of protocols', { alpn: ['http/1.1', 'h2'] }],
  ['an unknown parameter', { extra: { x: '1' } }],
  ['an accepted certificate', { insecure: true }],
])('%s makes another server', (_what, change) => {
  expect(profileIdentity({ ...profile, ...change } as Profile)).not.toBe(profileIdentity(profile)); // still a vless profile
});

test('identities are injective: no text can pass for structure', () => {
  const values = fc.record({ a: fc.string(), b: fc.string() });
  fc.assert(
    fc.property(values, values, (left, right) => {
      const of = (extra: Record<string, string>): string => profileIdentity({ ...profile, extra });
      expect(of(left) === of(right)).toBe(left.a === right.a && left.b === right.b);
    }),
  );
});

test('fingerprints are stable, differ by seed, and hardly ever meet', () => {
  expect(fingerprint('a', 1)).toBe(fingerprint('a', 1));
  expect(fingerprint('a', 1)).not.toBe(fingerprint('a', 2));
  const prints = new Set(Array.from({ length: 100_000 }, (_, index) => fingerprint(`server ${index}`, 7)));
  expect(prints.size).toBe(100_000);
});
