/** The transport of a profile → `network` and its options. */
import { succeed, type Result } from '../../shared/fault.ts';
import type { Transport } from '../../shared/profile.ts';
import { cannotRun } from './engine-config-limits.ts';
import type { Fields, TransportContext } from './engine-config-types.ts';
import { xhttpOptions } from './engine-config-xhttp.ts';

/** `network` plus `…-opts`. Faults: `link-unsupported`, and for xhttp `link-malformed`. */
export function transportFields(transport: Transport, context: TransportContext): Result<Fields> {
  const realityFits = transport.type === 'tcp' || transport.type === 'grpc' || transport.type === 'h2' || transport.type === 'xhttp';
  if (context.security === 'reality' && !realityFits) return cannotRun('reality-transport');
  switch (transport.type) {
    case 'tcp':
      return tcp(transport, context);
    case 'ws':
      return succeed({ network: 'ws', 'ws-opts': webSocket(transport, context) });
    case 'httpupgrade':
      return succeed({ network: 'ws', 'ws-opts': { ...upgrade(transport, context), 'v2ray-http-upgrade': true } });
    case 'h2':
      return context.protocol === 'trojan' ? cannotRun('h2') : succeed({ network: 'h2', 'h2-opts': http2(transport) });
    case 'grpc':
      return succeed(grpc(transport, context));
    case 'xhttp':
      return context.protocol === 'vless' ? xhttp(transport, context) : cannotRun('xhttp');
    case 'kcp':
      return context.protocol === 'vmess' ? kcp(transport) : cannotRun('kcp');
    case 'quic':
      return cannotRun('quic');
  }
}

type Variant<Type extends Transport['type']> = Extract<Transport, { readonly type: Type }>;

function tcp(transport: Variant<'tcp'>, context: TransportContext): Result<Fields> {
  const header = (transport.headerType ?? 'none').toLowerCase();
  if (header === 'none' || header === '') return succeed({ network: 'tcp' });
  if (header !== 'http' || context.protocol === 'trojan') return cannotRun('tcp-header');
  const paths = list(transport.path);
  const hosts = list(transport.host);
  return succeed({
    network: 'http',
    'http-opts': {
      path: paths.length === 0 ? ['/'] : paths,
      ...(hosts.length === 0 ? {} : { headers: { Host: hosts } }),
    },
  });
}

function webSocket(transport: Variant<'ws'>, context: TransportContext): Fields {
  const earlyData = transport.earlyData ?? 0;
  return {
    ...upgrade(transport, context),
    ...(earlyData > 0
      ? { 'max-early-data': earlyData, 'early-data-header-name': transport.earlyDataHeader ?? 'Sec-WebSocket-Protocol' }
      : {}),
  };
}

/** Host is always written: without it the library would invent a random one. */
function upgrade(transport: Variant<'ws'> | Variant<'httpupgrade'>, context: TransportContext): Fields {
  const named = Object.entries(transport.headers ?? {}).filter(([key]) => key.toLowerCase() !== 'host');
  const given = Object.entries(transport.headers ?? {}).find(([key]) => key.toLowerCase() === 'host')?.[1];
  const asked = context.security === 'none' ? undefined : context.sni;
  const host = transport.host ?? given ?? asked ?? context.server;
  return { path: transport.path ?? '/', headers: { ...Object.fromEntries(named), Host: host } };
}

function http2(transport: Variant<'h2'>): Fields {
  const hosts = list(transport.host);
  return { path: transport.path ?? '/', ...(hosts.length === 0 ? {} : { host: hosts }) };
}

/**
 * The library sends the TLS name as `:authority` and has no field for another one, so `authority` counts only
 * without TLS; servers that answer to it alone are rare, and a wrong one ends in an error, not in a leak. `multi`
 * needs nothing: every server that offers it also answers to `gun`.
 */
function grpc(transport: Variant<'grpc'>, context: TransportContext): Fields {
  const authority = context.security === 'none' ? transport.authority : undefined;
  return {
    network: 'grpc',
    'grpc-opts': { 'grpc-service-name': transport.serviceName ?? '' },
    ...(authority === undefined ? {} : { servername: authority }),
  };
}

function xhttp(transport: Variant<'xhttp'>, context: TransportContext): Result<Fields> {
  const options = xhttpOptions(transport, context);
  return options.ok ? succeed({ network: 'xhttp', 'xhttp-opts': options.value }) : options;
}

const kcpHeaders = new Set(['none', 'srtp', 'utp', 'wechat-video', 'dtls', 'wireguard']);

function kcp(transport: Variant<'kcp'>): Result<Fields> {
  const header = (transport.headerType ?? 'none').toLowerCase() || 'none';
  if (!kcpHeaders.has(header)) return cannotRun('kcp-header');
  return succeed({
    network: 'mkcp',
    'mkcp-opts': {
      header,
      ...(transport.seed === undefined ? {} : { seed: transport.seed }),
      ...(transport.mtu === undefined ? {} : { mtu: transport.mtu }),
      ...(transport.tti === undefined ? {} : { tti: transport.tti }),
    },
  });
}

function list(text: string | undefined): string[] {
  return (text ?? '').split(',').map((part) => part.trim()).filter((part) => part !== '');
}
