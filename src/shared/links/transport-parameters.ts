/** Transports read from link parameters (`type`, `host`, `path`, …), shared by vless, vmess and trojan. */
import { fail, succeed, type Result } from '../fault.ts';
import type { Transport } from '../profile.ts';
import type { Draft } from './codec.ts';
import { readHostParameter } from './host-header.ts';
import { takeInteger, takeText, takeTwiceEncoded, type Query } from './query.ts';

type Variant<Type extends Transport['type']> = Draft<Extract<Transport, { readonly type: Type }>>;

/** The header that carries WebSocket early data where a link names none (Xray's own default). */
export const earlyDataHeader = 'Sec-WebSocket-Protocol';

/**
 * Takes the transport out of a query. `http` is HTTP/2; HTTP/1.1 obfuscation is `tcp` with `headerType=http`, which
 * Shadowrocket spells `obfs=http`. Faults: link-unsupported.
 */
export function takeTransport(query: Query): Result<Transport> {
  const named = takeText(query, 'type', 'net', 'network');
  const obfs = takeText(query, 'obfs');
  const kind = (named ?? obfs ?? 'tcp').toLowerCase();
  const transport = named === undefined && kind === 'http' ? succeed(takeTcp(query, 'http')) : takeKind(kind, query);
  dropIdle(query);
  return transport;
}

/** Panels write every parameter for every transport; those of others that say nothing are not worth keeping. */
function dropIdle(query: Query): void {
  for (const key of idleKeys) {
    const value = query.pairs.get(key)?.value;
    if (value !== undefined && (value === '' || value === 'none' || value === 'None')) query.pairs.delete(key);
  }
}

const idleKeys = ['headertype', 'host', 'path', 'servicename', 'mode', 'authority', 'seed', 'quicsecurity', 'key', 'ed', 'eh', 'extra', 'sid', 'spx'];

function takeKind(kind: string, query: Query): Result<Transport> {
  switch (kind) {
    case 'tcp':
    case 'raw':
    case 'none':
    case 'original':
      return succeed(takeTcp(query, takeHeaderType(query)));
    case 'ws':
    case 'websocket':
      return hasDamagedEarlyData(query) ? damagedEarlyData : succeed(takeWebSocket(query));
    case 'httpupgrade':
      return hasDamagedEarlyData(query) ? damagedEarlyData : succeed(takeHttpUpgrade(query));
    case 'http':
    case 'h2':
      return succeed({ type: 'h2', ...takeHostAndPath(query) });
    case 'grpc':
    case 'gun':
      return takeGrpc(query);
    case 'xhttp':
    case 'splithttp':
      return succeed(takeXhttp(query));
    case 'kcp':
    case 'mkcp':
      return takeKcp(query);
    case 'quic':
      return succeed(takeQuic(query));
    default:
      return fail('link-unsupported', 'The transport named in this link is not one that Byway knows.');
  }
}

function takeHeaderType(query: Query): string | undefined {
  const text = takeText(query, 'headertype', 'header')?.toLowerCase();
  return text === 'none' ? undefined : text;
}

/** Host and path mean nothing to bare TCP: there they stay in the query, and so in `extra`. */
function takeTcp(query: Query, headerType: string | undefined): Transport {
  if (headerType === undefined) return { type: 'tcp' };
  const transport: Variant<'tcp'> = { type: 'tcp', headerType };
  const { host } = takeHost(query);
  if (host !== undefined) transport.host = host;
  const path = takePath(query);
  if (path !== undefined) transport.path = path;
  return transport;
}

function takePath(query: Query): string | undefined {
  return takeTwiceEncoded(query, 'path', 'wspath', 'obfsuri');
}

function takeHost(query: Query): { host?: string; headers?: Readonly<Record<string, string>> } {
  const text = takeTwiceEncoded(query, 'host', 'obfsparam', 'obfshost', 'wshost');
  return text === undefined ? {} : readHostParameter(text);
}

function takeHostAndPath(query: Query): { path: string; host?: string } {
  const { host } = takeHost(query);
  const path = takePath(query) ?? '/';
  return host === undefined ? { path } : { path, host };
}

const damagedEarlyData = fail('link-malformed', 'The early data of this link (ed) is not a number of bytes.');

function hasDamagedEarlyData(query: Query): boolean {
  const text = query.pairs.get('ed')?.value ?? '';
  return !/^(?:|none|\d{1,5})$/i.test(text) || Number(text) > 65_535;
}

/** Early data is switched on by the path as with WebSocket; how much goes out first is the handshake's own affair. */
function takeHttpUpgrade(query: Query): Transport {
  const { path, earlyData } = splitEarlyData(takePath(query) ?? '/');
  const transport: Variant<'httpupgrade'> = { type: 'httpupgrade', path, ...takeHost(query) };
  const bytes = earlyData ?? takeInteger(query, 'ed', 0, 65_535);
  if (bytes !== undefined && bytes > 0) transport.earlyData = bytes;
  query.pairs.delete('ed');
  return transport;
}

/** `?ed=2048` in the path is early data, as Xray reads it, and goes before a parameter; the rest of the path's own query stays. */
function takeWebSocket(query: Query): Transport {
  const { path, earlyData } = splitEarlyData(takePath(query) ?? '/');
  const transport: Variant<'ws'> = { type: 'ws', path, ...takeHost(query) };
  const named = takeInteger(query, 'ed', 0, 65_535);
  const bytes = earlyData ?? named;
  const header = takeText(query, 'eh');
  if (bytes !== undefined && bytes > 0) {
    transport.earlyData = bytes;
    transport.earlyDataHeader = header ?? earlyDataHeader;
  } else if (header !== undefined) transport.earlyDataHeader = header;
  return transport;
}

function splitEarlyData(path: string): { path: string; earlyData: number | undefined } {
  const found = /[?&]ed=(\d{1,5})(?=&|$)/.exec(path);
  const digits = found?.[1];
  if (found === null || digits === undefined || !path.slice(0, found.index + 1).includes('?')) return { path, earlyData: undefined };
  const before = path.slice(0, found.index);
  const after = path.slice(found.index + found[0].length);
  const joined = after === '' ? before : `${before}${path.charAt(found.index)}${after.slice(1)}`;
  return { path: joined === '' ? '/' : joined, earlyData: Number(digits) };
}

function takeGrpc(query: Query): Result<Transport> {
  const transport: Variant<'grpc'> = { type: 'grpc' };
  const serviceName = takeTwiceEncoded(query, 'servicename', 'grpcservicename', 'path');
  if (serviceName !== undefined) transport.serviceName = serviceName;
  const authority = takeText(query, 'authority');
  if (authority !== undefined) transport.authority = authority;
  const mode = takeText(query, 'mode')?.toLowerCase();
  if (mode === 'guna') return fail('link-unsupported', 'The guna mode of gRPC is not spoken by any engine.');
  if (mode !== undefined) transport.mode = mode;
  return succeed(transport);
}

function takeXhttp(query: Query): Transport {
  const transport: Variant<'xhttp'> = { type: 'xhttp', ...takeHostAndPath(query) };
  const mode = takeText(query, 'mode')?.toLowerCase();
  if (mode !== undefined) transport.mode = mode;
  const extra = takeText(query, 'extra');
  if (extra !== undefined) transport.extra = extra;
  return transport;
}

/** Xray's own bounds; with other numbers no connection comes about. */
function takeKcp(query: Query): Result<Transport> {
  const transport: Variant<'kcp'> = { type: 'kcp' };
  const headerType = takeHeaderType(query);
  if (headerType !== undefined) transport.headerType = headerType;
  const seed = takeTwiceEncoded(query, 'seed', 'path');
  if (seed !== undefined) transport.seed = seed;
  const mtu = takeInteger(query, 'mtu', 100, 65_535);
  if (mtu !== undefined) transport.mtu = mtu;
  const tti = takeInteger(query, 'tti', 10, 1_000);
  if (tti !== undefined) transport.tti = tti;
  if (query.pairs.has('mtu') || query.pairs.has('tti')) return fail('link-malformed', 'The mtu or tti of this mKCP link is out of range.');
  return succeed(transport);
}

function takeQuic(query: Query): Transport {
  const transport: Variant<'quic'> = { type: 'quic' };
  const headerType = takeHeaderType(query);
  if (headerType !== undefined) transport.headerType = headerType;
  const quicSecurity = takeText(query, 'quicsecurity');
  if (quicSecurity !== undefined) transport.quicSecurity = quicSecurity;
  const key = takeText(query, 'key');
  if (key !== undefined) transport.key = key;
  return transport;
}
