/** The fields of `vmess://base64(JSON)`, versions 1 and 2, to and from the names that URL links use. */
import { queryOf, type Parameters, type Query } from './query.ts';

/** Field names of the format itself; all others are `extra`. */
export interface VmessFields {
  readonly name: string;
  readonly server: string;
  readonly port: string;
  readonly uuid: string;
  readonly alterId: string;
  readonly method: string;
  /** TLS, transport and unknown fields under their URL names. */
  readonly query: Query;
}

/** What `type`, `host` and `path` mean depends on `net`. */
type Meaning = Readonly<Record<string, string>>;
const meanings: ReadonlyMap<string, Meaning> = new Map<string, Meaning>(Object.entries({
  grpc: { type: 'mode', host: 'authority', path: 'serviceName' },
  gun: { type: 'mode', host: 'authority', path: 'serviceName' },
  kcp: { type: 'headerType', path: 'seed' },
  mkcp: { type: 'headerType', path: 'seed' },
  quic: { type: 'headerType', host: 'quicSecurity', path: 'key' },
  xhttp: { type: 'mode', host: 'host', path: 'path' },
  splithttp: { type: 'mode', host: 'host', path: 'path' },
}));
const usualMeaning: Meaning = { type: 'headerType', host: 'host', path: 'path' };

/** A field as text: numbers and switches as written, lists joined by commas, objects as JSON, null as nothing. */
function fieldText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.map(fieldText).join(',');
  return JSON.stringify(value instanceof Map ? Object.fromEntries(value) : value) ?? '';
}

/** Translates the JSON's members. Nothing is checked here. */
export function readVmessFields(json: ReadonlyMap<string, unknown>): VmessFields {
  const fields = new Map<string, string>();
  for (const [key, value] of json) fields.set(key, fieldText(value));
  const take = (...keys: readonly string[]): string => {
    let text = '';
    for (const key of keys) {
      text ||= (fields.get(key) ?? '').trim();
      fields.delete(key);
    }
    return text;
  };
  const base = {
    name: take('ps', 'remark', 'remarks', 'name'),
    server: take('add') || take('address', 'server'), // beside `add` they are somebody's extras
    port: take('port'),
    uuid: take('id', 'uuid'),
    alterId: take('aid', 'alterId'),
    method: take('scy', 'security', 'cipher').toLowerCase(),
  };
  take('v');
  return { ...base, query: queryOf(transportFields(take, fields)) };
}

function transportFields(take: (key: string) => string, rest: ReadonlyMap<string, string>): (readonly [string, string])[] {
  const net = (take('net') || take('network') || 'tcp').toLowerCase();
  const header = take('type').toLowerCase();
  const meaning = meanings.get(net) ?? usualMeaning;
  const [host, path] = meaning['host'] === 'host' ? splitHostAndPath(take('host'), take('path')) : [take('host'), take('path')];
  const tls = take('tls');
  // `type:http` is HTTP/1.1 obfuscation whatever the net says; `net:http` alone is HTTP/2.
  const isObfuscated = header === 'http' && (net === 'tcp' || net === 'raw' || net === 'http');
  const named: (readonly [string, string])[] = [['type', isObfuscated ? 'tcp' : net], ['security', tls]];
  const values = { type: meaning['type'] === 'mode' && header === 'none' ? '' : header, host, path };
  for (const [field, value] of Object.entries(values)) {
    if (value !== '') named.push([meaning[field] ?? field, value]);
  }
  const hasHeader = isObfuscated || !['ws', 'websocket', 'httpupgrade', 'h2', 'http'].includes(net);
  return [...named.filter(([name]) => name !== 'headerType' || hasHeader), ...rest];
}

/** Version 1 had no path field: it stood behind a semicolon in `host`. */
function splitHostAndPath(host: string, path: string): readonly [string, string] {
  const cut = host.startsWith('{') ? -1 : host.indexOf(';');
  if (cut < 0 || path !== '') return [host, path];
  return [host.slice(0, cut).trim(), host.slice(cut + 1).trim()];
}

/** URL parameters under the names of the JSON format. */
export function vmessJsonFields(parameters: Parameters): Record<string, string> {
  const net = parameters.find(([name]) => name === 'type')?.[1] ?? 'tcp';
  const meaning = meanings.get(net) ?? usualMeaning;
  const byMeaning = new Map(Object.entries(meaning).map(([field, name]) => [name, field]));
  const fields: Record<string, string> = { net: net === 'http' ? 'h2' : net, type: 'none', host: '', path: '' };
  for (const [name, value] of parameters) {
    if (value !== undefined && name !== 'type') fields[byMeaning.get(name) ?? name] = value;
  }
  return fields;
}
