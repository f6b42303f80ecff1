/** XHTTP's `downloadSettings` (a second way for what comes back) → the library's `download-settings`. */
import { succeed, type Result } from '../../shared/fault.ts';
import type { TlsFields } from '../../shared/profile.ts';
import { isRecord, textOf, type Json } from './engine-config-json.ts';
import { cannotRun } from './engine-config-limits.ts';
import { streamTls } from './engine-config-tls.ts';
import type { TransportContext } from './engine-config-types.ts';
import { headersOf, reuseSettings } from './engine-config-xhttp-parts.ts';

/**
 * Every field of the library's own is written, because it takes what is absent from the way up, where Xray takes
 * the default. Undefined when there are no such settings. Faults: `link-unsupported` and those of `streamTls`.
 */
export function downloadSettings(value: Json | undefined, context: TransportContext): Result<Readonly<Record<string, unknown>> | undefined> {
  if (!isRecord(value)) return succeed(undefined);
  const network = textOf(value['network'])?.toLowerCase() ?? 'xhttp';
  if (network !== 'xhttp' && network !== 'splithttp') return cannotRun('download-settings');
  if (isRecord(value['finalmask'])) return cannotRun('finalmask');
  const server = textOf(value['address']) ?? context.server;
  const port = Number(textOf(value['port']) ?? Number.NaN);
  const tls = streamTls(tlsOf(value), server);
  if (!tls.ok) return tls;
  const path = record(value['xhttpSettings'] ?? value['splithttpSettings']);
  const headers = headersOf(path['headers'] ?? record(path['extra'])['headers']);
  return succeed({
    server,
    ...(Number.isInteger(port) && port > 0 && port < 65536 ? { port } : {}),
    ...notInherited,
    ...tls.value,
    path: textOf(path['path']) ?? '/',
    host: textOf(path['host']) ?? '',
    ...(headers === undefined ? {} : { headers }),
    'reuse-settings': reuseSettings(record(path['extra'])['xmux'] ?? path['xmux']),
  });
}

const notInherited = {
  tls: false,
  servername: '',
  'client-fingerprint': '',
  alpn: [],
  fingerprint: '',
  'name-cert-verify': '',
  'skip-cert-verify': false,
  'ech-opts': { enable: false },
  'reality-opts': { 'public-key': '' },
} as const;

function tlsOf(value: { readonly [key: string]: Json }): TlsFields {
  const security = textOf(value['security'])?.toLowerCase();
  if (security === 'reality') return realityOf(record(value['realitySettings']));
  if (security !== 'tls') return { security: 'none' };
  const tls = record(value['tlsSettings']);
  const alpn = Array.isArray(tls['alpn']) ? tls['alpn'].flatMap((name: Json) => textOf(name) ?? []) : [];
  return {
    security: 'tls',
    ...optional('sni', textOf(tls['serverName'])),
    ...optional('fingerprint', textOf(tls['fingerprint'])),
    ...(alpn.length === 0 ? {} : { alpn }),
    ...(tls['allowInsecure'] === true ? { insecure: true } : {}),
    ...optional('certificatePins', names(tls['pinnedPeerCertSha256'])),
    ...optional('verifyNames', names(tls['verifyPeerCertByName'])),
    ...optional('ech', textOf(tls['echConfigList'])),
  };
}

function realityOf(reality: { readonly [key: string]: Json }): TlsFields {
  return {
    security: 'reality',
    ...optional('sni', textOf(reality['serverName'])),
    ...optional('fingerprint', textOf(reality['fingerprint'])),
    ...optional('publicKey', textOf(reality['publicKey']) ?? textOf(reality['password'])),
    ...optional('shortId', textOf(reality['shortId'])),
    ...optional('mldsa65Verify', textOf(reality['mldsa65Verify'])),
  };
}

function names(value: Json | undefined): readonly string[] | undefined {
  const parts = (textOf(value) ?? '').split(',').filter((part) => part !== '');
  return parts.length === 0 ? undefined : parts;
}

function record(value: Json | undefined): { readonly [key: string]: Json } {
  return isRecord(value) ? value : {};
}

function optional<Key extends string, Value>(key: Key, value: Value | undefined): { readonly [K in Key]?: Value } {
  // The computed key widens to a string index; it is exactly `Key` by construction.
  return value === undefined ? {} : ({ [key]: value } as { readonly [K in Key]?: Value });
}
