import { expect, test } from 'vitest';
import { formatLink } from './links/registry.ts';
import type { Profile } from './profile.ts';
import { profileSamples } from './profile-samples.ts';
import { maxDetours, profileSchema } from './profile-schema.ts';

const all: readonly Profile[] = Object.values(profileSamples);
const isTaken = (value: unknown) => profileSchema.safeParse(value).success;

test.each(all)('$type is taken unchanged, and a newer member with it', (profile) => {
  expect(profileSchema.parse({ ...profile, fromLater: 1 })).toEqual({ ...profile, fromLater: 1 });
});

test.each(all)('$type keeps its text when it is shared', (profile) => {
  expect(formatLink({ ...profile, raw: 'as: it came' })).toBe('as: it came');
});

test('a kind that is known by name only is its link', () => {
  expect(formatLink(profileSamples.unsupported)).toBe('juicity://x');
});

const { ssr, tuic, mieru, mtproto, wireguard, openvpn } = profileSamples;
const [peer] = wireguard.peers;
test.each<readonly [string, unknown]>([
  ['a server without address', { ...ssr, server: '' }],
  ['port 0', { ...ssr, port: 0 }],
  ['TUIC of a version that never was', { ...tuic, version: 3 }],
  ['mieru without a port', { ...mieru, bindings: [] }],
  ['mieru over something else', { ...mieru, bindings: [{ ports: '1', protocol: 'sctp' }] }],
  ['a Telegram secret that is no hex', { ...mtproto, secret: 'zz' }],
  ['WireGuard without another end', { ...wireguard, peers: [] }],
  ['reserved bytes that are none', { ...wireguard, peers: [{ ...peer, reserved: [1, 2, 256] }] }],
  ['two reserved bytes', { ...wireguard, peers: [{ ...peer, reserved: [1, 2] }] }],
  ['OpenVPN without a remote', { ...openvpn, remotes: [] }],
  ['directives that are no words', { ...openvpn, directives: ['cipher none'] }],
])('%s is refused', (_what, value) => {
  expect(isTaken(value)).toBe(false);
});

/** A profile with so many servers on the way. */
function chained(length: number): Profile {
  return length === 0 ? ssr : { ...ssr, detour: chained(length - 1) };
}

test('servers on the way are checked, as many as there may be', () => {
  expect(isTaken(chained(maxDetours))).toBe(true);
  expect(isTaken(chained(maxDetours + 1))).toBe(false);
  expect(isTaken(chained(5_000))).toBe(false);
  expect(isTaken({ ...ssr, detour: { ...ssr, port: 0 } })).toBe(false);
  expect(isTaken({ ...ssr, detour: 'ssr' })).toBe(false);
  expect(isTaken({ ...ssr, detour: null })).toBe(false);
  expect(isTaken({ ...ssr, detour: { ...ssr, detour: { ...ssr, detour: 1 } } })).toBe(false);
});
