/** SOCKS5 and HTTP proxies → the library's fields. */
import { succeed, type Result } from '../../shared/fault.ts';
import type { HttpProfile, Socks5Profile } from '../../shared/profile.ts';
import { cannotRun } from './engine-config-limits.ts';
import { certificateChecks } from './engine-config-tls.ts';
import type { ProxyFields } from './engine-config-types.ts';

type Plain = Socks5Profile | HttpProfile;

/**
 * SOCKS5, bare or inside TLS. The library has no server name for it and asks for the server's: a different `sni`
 * therefore becomes the name that the certificate must carry. Faults: see `engineProxy`.
 */
export function socks5Proxy(profile: Socks5Profile): Result<ProxyFields> {
  const other = profile.sni !== undefined && profile.sni !== profile.server && (profile.verifyNames ?? []).length === 0;
  const named = other && profile.sni !== undefined ? { ...profile, verifyNames: [profile.sni] } : profile;
  const tls = plainTls(profile.insecure === true ? profile : named);
  return tls.ok ? succeed({ type: 'socks5', udp: true, ...credentials(profile), ...tls.value }) : tls;
}

/** HTTP CONNECT, bare or inside TLS. Faults: see `engineProxy`. */
export function httpProxy(profile: HttpProfile): Result<ProxyFields> {
  const tls = plainTls(profile);
  if (!tls.ok) return tls;
  const sni = profile.security === 'tls' && profile.sni !== undefined ? { sni: profile.sni } : {};
  return succeed({ type: 'http', ...credentials(profile), ...tls.value, ...sni });
}

function plainTls(profile: Plain): Result<Readonly<Record<string, unknown>>> {
  if (profile.security === 'none') return succeed({});
  if (profile.security === 'reality') return cannotRun('reality');
  if (profile.ech !== undefined) return cannotRun('ech');
  const checks = certificateChecks(profile);
  return checks.ok ? succeed({ tls: true, ...checks.value }) : checks;
}

function credentials(profile: Plain): Readonly<Record<string, string>> {
  return {
    ...(profile.username === undefined ? {} : { username: profile.username }),
    ...(profile.password === undefined ? {} : { password: profile.password }),
  };
}
