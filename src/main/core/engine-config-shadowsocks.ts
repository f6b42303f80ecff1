/** Shadowsocks and its plugins → the library's fields. */
import { succeed, type Result } from '../../shared/fault.ts';
import type { ShadowsocksProfile } from '../../shared/profile.ts';
import { cannotRun } from './engine-config-limits.ts';
import { pluginFields } from './engine-config-plugin.ts';
import type { ProxyFields } from './engine-config-types.ts';

/** Ciphers of the library's Shadowsocks (sing-shadowsocks2 0.2.7), old stream ciphers included. */
const ciphers = new Set([
  'aes-128-gcm', 'aes-192-gcm', 'aes-256-gcm', 'aes-128-ccm', 'aes-192-ccm', 'aes-256-ccm', 'aes-128-gcm-siv',
  'aes-256-gcm-siv', 'chacha20-ietf-poly1305', 'xchacha20-ietf-poly1305', 'chacha8-ietf-poly1305',
  'xchacha8-ietf-poly1305', 'rabbit128-poly1305', 'aegis-128l', 'aegis-256', 'aez-384', 'deoxys-ii-256-128',
  'lea-128-gcm', 'lea-192-gcm', 'lea-256-gcm', 'ascon128', 'ascon128a', '2022-blake3-aes-128-gcm',
  '2022-blake3-aes-256-gcm', '2022-blake3-chacha20-poly1305', '2022-blake3-chacha8-poly1305',
  '2022-blake3-aes-128-ccm', '2022-blake3-aes-256-ccm', 'aes-128-ctr', 'aes-192-ctr', 'aes-256-ctr', 'aes-128-cfb',
  'aes-192-cfb', 'aes-256-cfb', 'rc4-md5', 'chacha20-ietf', 'xchacha20', 'chacha20', 'none',
]);

/** Other spellings of the same ciphers, as links carry them. */
const otherNames: ReadonlyMap<string, string> = new Map([
  ['plain', 'none'],
  ['chacha20-poly1305', 'chacha20-ietf-poly1305'],
  ['xchacha20-poly1305', 'xchacha20-ietf-poly1305'],
  ['aead-aes-128-gcm', 'aes-128-gcm'],
  ['aead-aes-192-gcm', 'aes-192-gcm'],
  ['aead-aes-256-gcm', 'aes-256-gcm'],
  ['aead-chacha20-poly1305', 'chacha20-ietf-poly1305'],
]);

/**
 * Shadowsocks: AEAD, 2022 and stream ciphers, bare or below a plugin. UDP is off below a plugin (unless it travels
 * inside the TCP stream), because it would pass the plugin by and show the server bare. Faults: see `engineProxy`.
 */
export function shadowsocksProxy(profile: ShadowsocksProfile): Result<ProxyFields> {
  if (profile.prefix !== undefined && profile.prefix !== '') return cannotRun('prefix');
  const written = profile.method.toLowerCase().replaceAll('_', '-');
  const cipher = otherNames.get(written) ?? written;
  if (!ciphers.has(cipher)) return cannotRun('cipher');
  const plugin = pluginFields(profile);
  if (!plugin.ok) return plugin;
  return succeed({
    type: 'ss',
    cipher,
    password: profile.password,
    udp: profile.plugin === undefined || profile.udpOverTcp === true,
    ...(profile.udpOverTcp === true ? { 'udp-over-tcp': true, ...udpOverTcpVersion(profile) } : {}),
    ...plugin.value,
  });
}

/** The library's own choice is 1, that of sing-box 2; a file says which it means. */
function udpOverTcpVersion({ extra }: ShadowsocksProfile): Readonly<Record<string, number>> {
  return extra?.['udp-over-tcp-version'] === '2' ? { 'udp-over-tcp-version': 2 } : {};
}
