/** OpenVPN → the library's fields. */
import { succeed, type Result } from '../../shared/fault.ts';
import type { OpenvpnProfile } from '../../shared/profile-tunnels.ts';
import { cannotRun, missingField, type UnrunnableFeature } from './engine-config-limits.ts';
import { tunnelDns } from './engine-config-tunnel-dns.ts';
import type { Fields, ProxyFields } from './engine-config-types.ts';

/** Data ciphers of the library, in the order OpenVPN 2.6 prefers them; the last three only when a file asks for them. */
const usualCiphers = ['AES-256-GCM', 'AES-128-GCM', 'CHACHA20-POLY1305'];
const ciphers = new Set([...usualCiphers, 'AES-192-GCM', 'AES-256-CBC', 'AES-192-CBC', 'AES-128-CBC']);
const digests = new Set(['MD5', 'SHA1', 'SHA256', 'SHA384', 'SHA512']);
const blockNames = ['ca', 'cert', 'key', 'tls-auth', 'tls-crypt', 'tls-crypt-v2'];

/** Directives (or blocks) that change the protocol in a way the library does not know. */
const unrunnable: ReadonlyMap<string, UnrunnableFeature> = new Map([
  ['secret', 'static-key'], ['pkcs12', 'pkcs12'], ['fragment', 'fragment'], ['http-proxy', 'openvpn-proxy'], ['socks-proxy', 'openvpn-proxy'],
  ['static-challenge', 'static-challenge'], ['scramble', 'scramble'], ['peer-fingerprint', 'peer-fingerprint'],
]);

/**
 * OpenVPN in tun mode over UDP or TCP, by the first remote. The list of data ciphers is always written: without one
 * servers can end in AUTH_FAILED for want of a common cipher, which looks like a wrong password. Faults: see `engineProxy`.
 */
export function openvpnProxy(profile: OpenvpnProfile): Result<ProxyFields> {
  for (const [name, feature] of unrunnable) {
    if (name in profile.blocks || wordsOf(profile, name) !== undefined) return cannotRun(feature);
  }
  if ((wordsOf(profile, 'dev-type')?.[0] ?? wordsOf(profile, 'dev')?.[0] ?? 'tun').startsWith('tap')) return cannotRun('tap');
  const missing = missingPart(profile);
  if (missing !== undefined) return missingField(missing);
  const cipher = dataCiphers(profile);
  if (!cipher.ok) return cipher;
  const auth = (wordsOf(profile, 'auth')?.[0] ?? 'SHA1').toUpperCase().replace(/^SHA-(\d)/, 'SHA$1');
  if (!digests.has(auth)) return cannotRun('digest');
  // The library signs the control channel with SHA-1 whatever the file says (transport/openvpn/tlsauth.go).
  if (profile.blocks['tls-auth'] !== undefined && auth !== 'SHA1') return cannotRun('tls-auth-digest');
  const compression = compressionOf(profile);
  if (!compression.ok) return compression;
  return succeed({
    type: 'openvpn',
    proto: profile.remotes[0]?.protocol ?? 'udp',
    ...cipher.value,
    auth,
    ...compression.value,
    ...Object.fromEntries(blockNames.flatMap((name) => (profile.blocks[name] === undefined ? [] : [[name, profile.blocks[name]]]))),
    ...keyDirection(profile),
    ...(profile.username === undefined ? {} : { username: profile.username, password: profile.password ?? '' }),
    ...countOf(profile, 'ping', 'ping'),
    ...countOf(profile, 'tun-mtu', 'mtu'),
    udp: true,
    ...tunnelDns(profile.directives.flatMap(([name, kind, address = '']) => (name === 'dhcp-option' && kind === 'DNS' ? [address] : []))),
  });
}

/** The words behind a directive; the last one counts, as in OpenVPN. */
function wordsOf({ directives }: OpenvpnProfile, name: string): readonly string[] | undefined {
  return directives.findLast(([first]) => first === name)?.slice(1);
}

function missingPart(profile: OpenvpnProfile): string | undefined {
  if (profile.blocks['ca'] === undefined) return 'ca';
  if ((profile.blocks['cert'] === undefined) !== (profile.blocks['key'] === undefined)) return profile.blocks['cert'] === undefined ? 'cert' : 'key';
  const needsUser = profile.needsUserPass || profile.blocks['cert'] === undefined;
  return needsUser && (profile.username ?? '') === '' ? 'username' : undefined;
}

/** The file's own list first, then what every OpenVPN of the last years offers. `cipher` is for servers that do not negotiate. */
function dataCiphers(profile: OpenvpnProfile): Result<Fields> {
  const listed = (wordsOf(profile, 'data-ciphers') ?? wordsOf(profile, 'ncp-ciphers'))?.[0]?.toUpperCase().split(':') ?? [];
  const single = wordsOf(profile, 'cipher')?.[0]?.toUpperCase();
  if (single === 'NONE' && listed.every((name) => name === 'NONE')) return cannotRun('cipher');
  const known = [...listed, ...usualCiphers, single ?? ''].filter((name) => ciphers.has(name));
  const fallback = wordsOf(profile, 'data-ciphers-fallback')?.[0]?.toUpperCase() ?? single ?? '';
  return succeed({ 'data-ciphers': [...new Set(known)], ...(ciphers.has(fallback) ? { cipher: fallback } : {}) });
}

/** `comp-lzo` in any form frames packets the LZO way, which the library knows; bare `compress` and LZ4 frame them otherwise. */
function compressionOf(profile: OpenvpnProfile): Result<Fields> {
  const old = wordsOf(profile, 'comp-lzo');
  const method = wordsOf(profile, 'compress')?.[0] ?? (wordsOf(profile, 'compress') === undefined ? undefined : 'stub');
  if (method !== undefined && method !== 'lzo' && method !== 'migrate') return cannotRun('compress');
  return succeed(old !== undefined || method === 'lzo' ? { 'comp-lzo': 'yes' } : {});
}

function keyDirection(profile: OpenvpnProfile): Fields {
  const direction = wordsOf(profile, 'key-direction')?.[0] ?? wordsOf(profile, 'tls-auth')?.at(-1);
  return direction === '0' || direction === '1' ? { 'key-direction': direction } : {};
}

function countOf(profile: OpenvpnProfile, directive: string, field: string): Fields {
  const count = Number(wordsOf(profile, directive)?.[0] ?? Number.NaN);
  return Number.isInteger(count) && count > 0 && count <= 65_535 ? { [field]: count } : {};
}
