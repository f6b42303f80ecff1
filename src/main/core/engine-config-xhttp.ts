/** XHTTP and its `extra` JSON → the library's `xhttp-opts`. */
import { fail, succeed, type Result } from '../../shared/fault.ts';
import type { Transport } from '../../shared/profile.ts';
import { downloadSettings } from './engine-config-download.ts';
import { isRecord, pick, type Json, type Wanted } from './engine-config-json.ts';
import type { TransportContext } from './engine-config-types.ts';
import { headersOf, reuseSettings } from './engine-config-xhttp-parts.ts';

type Xhttp = Extract<Transport, { readonly type: 'xhttp' }>;

/** Xray's names → the library's. Session keys were renamed in 2026; the newer spelling stands first and wins. */
const wanted: readonly Wanted[] = [
  ['noGRPCHeader', 'no-grpc-header', 'flag'],
  ['xPaddingBytes', 'x-padding-bytes', 'range'],
  ['xPaddingObfsMode', 'x-padding-obfs-mode', 'flag'],
  ['xPaddingKey', 'x-padding-key', 'text'],
  ['xPaddingHeader', 'x-padding-header', 'text'],
  ['xPaddingPlacement', 'x-padding-placement', 'text'],
  ['xPaddingMethod', 'x-padding-method', 'text'],
  ['uplinkHTTPMethod', 'uplink-http-method', 'text'],
  ['sessionIDPlacement', 'session-placement', 'text'],
  ['sessionPlacement', 'session-placement', 'text'],
  ['sessionIDKey', 'session-key', 'text'],
  ['sessionKey', 'session-key', 'text'],
  ['sessionIDTable', 'session-table', 'text'],
  ['sessionIDLength', 'session-length', 'range'],
  ['seqPlacement', 'seq-placement', 'text'],
  ['seqKey', 'seq-key', 'text'],
  ['uplinkDataPlacement', 'uplink-data-placement', 'text'],
  ['uplinkDataKey', 'uplink-data-key', 'text'],
  ['uplinkChunkSize', 'uplink-chunk-size', 'range'],
  ['scMaxEachPostBytes', 'sc-max-each-post-bytes', 'range'],
  ['scMinPostsIntervalMs', 'sc-min-posts-interval-ms', 'range'],
];

/** `xhttp-opts`. Faults: `link-malformed` for an `extra` that is no JSON object, and those of its `downloadSettings`. */
export function xhttpOptions(transport: Xhttp, context: TransportContext): Result<Readonly<Record<string, unknown>>> {
  const extra = readExtra(transport.extra);
  if (!extra.ok) return extra;
  const download = downloadSettings(extra.value['downloadSettings'], context);
  if (!download.ok) return download;
  const headers = headersOf(extra.value['headers']);
  return succeed({
    path: transport.path ?? '/',
    ...(transport.host === undefined || transport.host === '' ? {} : { host: transport.host }),
    ...(transport.mode === undefined || transport.mode === '' ? {} : { mode: transport.mode }),
    ...(headers === undefined ? {} : { headers }),
    ...pick(extra.value, wanted),
    'reuse-settings': reuseSettings(extra.value['xmux']),
    ...(download.value === undefined ? {} : { 'download-settings': download.value }),
  });
}

function readExtra(text: string | undefined): Result<Readonly<Record<string, Json>>> {
  if (text === undefined || text.trim() === '') return succeed({});
  try {
    // Numbers are kept as their source text: they can have 64 bits, which a double would round.
    const value: Json = JSON.parse(text, (_key, item: Json, context?: { readonly source?: string }) =>
      typeof item === 'number' ? (context?.source ?? String(item)) : item,
    );
    if (isRecord(value)) return succeed(value);
  } catch {
    // fall through: not JSON is the same fault as JSON of another shape
  }
  return fail('link-malformed', 'the xhttp extra is not a JSON object', { field: 'extra' });
}
