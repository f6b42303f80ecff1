/** TLS and REALITY of a profile → the library's fields. */
import { succeed, type Result } from '../../shared/fault.ts';
import type { TlsFields } from '../../shared/profile.ts';
import { cannotRun, missingField } from './engine-config-limits.ts';
import type { Fields } from './engine-config-types.ts';

/** Client fingerprints that the library knows by these names (component/tls/utls.go). */
const fingerprints = new Set(['chrome', 'firefox', 'safari', 'ios', 'android', 'edge', '360', 'qq', 'random', 'randomized']);

/**
 * TLS for VLESS and VMess, whose field names the others vary. `server` is the profile's server: the name asked for
 * when the profile gives none. It is always written, because the library would otherwise take the Host header of a
 * WebSocket for it, and a link without `sni` means the server.
 */
export function streamTls(tls: TlsFields, server: string): Result<Fields> {
  if (tls.security === 'none') return succeed({});
  const checks = certificateChecks(tls);
  if (!checks.ok) return checks;
  const reality = realityOptions(tls);
  if (!reality.ok) return reality;
  return succeed({
    tls: true,
    servername: tls.sni ?? server,
    ...checks.value,
    ...(tls.alpn === undefined || tls.alpn.length === 0 ? {} : { alpn: [...tls.alpn] }),
    ...clientFingerprint(tls),
    ...(tls.ech === undefined ? {} : { 'ech-opts': echOptions(tls.ech) }),
    ...reality.value,
  });
}

/** TLS for protocols that always bring their own. Their name for the server name is `sni`, and REALITY has no place there. */
export function ownTls(tls: TlsFields): Result<Fields> {
  if (tls.security === 'reality') return cannotRun('reality');
  const checks = certificateChecks(tls);
  if (!checks.ok) return checks;
  return succeed({
    ...(tls.sni === undefined ? {} : { sni: tls.sni }),
    ...checks.value,
    ...(tls.alpn === undefined || tls.alpn.length === 0 ? {} : { alpn: [...tls.alpn] }),
    ...(tls.ech === undefined ? {} : { 'ech-opts': echOptions(tls.ech) }),
  });
}

/**
 * How the certificate is judged: `fingerprint` is a pin, `skip-cert-verify` accepts anything. A pin or a
 * name to verify outranks `insecure`, since clients in the wild write both. Used by every protocol that speaks TLS.
 */
export function certificateChecks(tls: TlsFields): Result<Fields> {
  const pins = tls.certificatePins ?? [];
  const names = tls.verifyNames ?? [];
  if (pins.length > 1) return cannotRun('certificate-pins');
  if (names.length > 1) return cannotRun('verify-names');
  return succeed({
    ...(pins[0] === undefined ? {} : { fingerprint: pins[0] }),
    ...(names[0] === undefined ? {} : { 'name-cert-verify': names[0] }),
    ...(tls.insecure === true && pins.length + names.length === 0 ? { 'skip-cert-verify': true } : {}),
  });
}

/**
 * `ech-opts`: a configuration in base64, or `name+https://resolver`, of which the library takes the name and asks its
 * own resolver. Both parts may be missing: `name+`, and `+` for the name of the server.
 */
export function echOptions(ech: string): Fields {
  const scheme = ech.search(/(?:^|\+)[a-z0-9]+:\/\//);
  const isOwnName = ech === '+' || (ech.endsWith('+') && ech.includes('.')); // base64 knows no dot
  if (scheme < 0 && !isOwnName) return { enable: true, config: standardBase64(ech) };
  const name = scheme < 0 ? ech.slice(0, -1) : ech.slice(0, scheme);
  return { enable: true, ...(name === '' ? {} : { 'query-server-name': name }) };
}

/** REALITY needs a fingerprint (the library refuses it without), and chrome is what servers of every release take. */
export function clientFingerprint(tls: TlsFields): Fields {
  const wanted = tls.fingerprint?.toLowerCase() ?? '';
  if (fingerprints.has(wanted)) return { 'client-fingerprint': wanted };
  if (wanted.startsWith('randomized')) return { 'client-fingerprint': 'randomized' };
  return tls.security === 'reality' ? { 'client-fingerprint': 'chrome' } : {};
}

/** Without a public key the library would speak plain TLS, so its absence is a fault. */
function realityOptions(tls: TlsFields): Result<Fields> {
  if (tls.security !== 'reality') return succeed({});
  if (tls.mldsa65Verify !== undefined && tls.mldsa65Verify !== '') return cannotRun('pqv');
  const publicKey = tls.publicKey ?? '';
  if (publicKey === '') return missingField('pbk');
  return succeed({ 'reality-opts': { 'public-key': urlBase64(publicKey), 'short-id': tls.shortId ?? '' } });
}

/** The library decodes keys as unpadded base64url only; links carry both alphabets. */
function urlBase64(text: string): string {
  return text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** The library decodes ECH configurations as padded standard base64 only. */
function standardBase64(text: string): string {
  const bare = text.replaceAll('-', '+').replaceAll('_', '/').replaceAll('=', '');
  return bare.padEnd(Math.ceil(bare.length / 4) * 4, '=');
}
