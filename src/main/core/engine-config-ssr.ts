/** ShadowsocksR → the library's fields. */
import { succeed, type Result } from '../../shared/fault.ts';
import type { SsrProfile } from '../../shared/profile-proxies.ts';
import { cannotRun } from './engine-config-limits.ts';
import type { ProxyFields } from './engine-config-types.ts';

/** What the library's ShadowsocksR has (transport/ssr, transport/shadowsocks/core). */
const ciphers = new Set([
  'none', 'dummy', 'rc4-md5', 'aes-128-ctr', 'aes-192-ctr', 'aes-256-ctr', 'aes-128-cfb', 'aes-192-cfb', 'aes-256-cfb', 'chacha20', 'chacha20-ietf', 'xchacha20',
]);
const protocols = new Set(['origin', 'auth_sha1_v4', 'auth_aes128_md5', 'auth_aes128_sha1', 'auth_chain_a', 'auth_chain_b']);
const disguises = new Set(['plain', 'http_simple', 'http_post', 'random_head', 'tls1.2_ticket_auth', 'tls1.2_ticket_fastauth']);

/** ShadowsocksR with the ciphers, protocols and disguises the library has. Faults: see `engineProxy`. */
export function ssrProxy(profile: SsrProfile): Result<ProxyFields> {
  const cipher = profile.method.toLowerCase();
  const protocol = plainName(profile.protocol, 'origin');
  const obfs = plainName(profile.obfs, 'plain');
  if (!ciphers.has(cipher)) return cannotRun('cipher');
  if (!protocols.has(protocol)) return cannotRun('ssr-protocol');
  if (!disguises.has(obfs)) return cannotRun('obfs');
  return succeed({
    type: 'ssr',
    cipher,
    password: profile.password,
    protocol,
    ...(profile.protocolParam === undefined ? {} : { 'protocol-param': profile.protocolParam }),
    obfs,
    ...(profile.obfsParam === undefined ? {} : { 'obfs-param': profile.obfsParam }),
    udp: true,
  });
}

/** `_compatible` is the server's word for "or without it": clients speak the plain one. */
function plainName(text: string, absent: string): string {
  return text.trim().toLowerCase().replace(/_compatible$/, '') || absent;
}
