import { expect, test } from 'vitest';
import type { Profile, StoredProfile } from '../../shared/profile.ts';
import { profileCard } from './profile-card.ts';

const base = { name: 'A\u202e', server: 'a.example', port: 443 };
const tcp = { type: 'tcp' } as const;

function card(profile: Profile, more: Partial<StoredProfile> = {}): ReturnType<typeof profileCard> {
  return profileCard({ id: 'x', profile, source: { kind: 'paste' }, addedAt: 1, ...more }, 0);
}

test.each<readonly [string, Profile, string, string]>([
  ['shadowsocks', { ...base, type: 'shadowsocks', method: 'aes-256-gcm', password: 'p' }, 'tcp', 'none'],
  ['shadowsocks with a plugin', { ...base, type: 'shadowsocks', method: 'aes-256-gcm', password: 'p', plugin: 'obfs-local', pluginOptions: { obfs: 'http' } }, 'obfs-local', 'none'],
  ['vless over ws', { ...base, type: 'vless', uuid: 'u', security: 'tls', transport: { type: 'ws' } }, 'ws', 'tls'],
  ['hysteria2', { ...base, type: 'hysteria2', password: 'p', security: 'tls' }, 'quic', 'tls'],
  ['socks5', { ...base, type: 'socks5', security: 'none' }, 'tcp', 'none'],
])('%s: transport and security', (_what, profile, transport, security) => {
  expect(card(profile)).toMatchObject({ transport, security, server: 'a.example', port: 443 });
});

test('the name is cleaned, the own name wins, and no key is on the card', () => {
  const profile: Profile = { ...base, type: 'trojan', password: 'hunter2', security: 'tls', transport: tcp };
  expect(card(profile).name).toBe('A');
  expect(card(profile, { ownName: 'Mine\u0000' }).name).toBe('Mine');
  expect(JSON.stringify(card(profile))).not.toContain('hunter2');
});

test('what the engine cannot run says why', () => {
  expect(card({ ...base, type: 'vless', uuid: 'u', security: 'none', transport: { type: 'kcp' } }).cannotRun?.code).toBe('link-unsupported');
});
