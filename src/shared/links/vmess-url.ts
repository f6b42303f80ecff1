/** The URL forms of vmess links, written without JSON. */
import { fail, type Result } from '../fault.ts';
import type { VmessProfile } from '../profile.ts';
import { readEndpoint } from './host.ts';
import { decodeSecret } from './percent.ts';
import { readQuery, takeText, type Query } from './query.ts';
import { splitUserLink } from './split.ts';
import { takeName } from './vless.ts';
import { finishVmess } from './vmess-profile.ts';

const methods = new Set(['auto', 'none', 'zero', 'aes-128-gcm', 'chacha20-poly1305', 'chacha20-ietf-poly1305', 'aes-128-cfb', 'aes-256-gcm']);

/** What the JSON form says in members of its own. */
const jsonNames = ['v', 'ps', 'add', 'port', 'id', 'uuid'];

/** Faults: link-missing-field, link-bad-host, link-bad-port, link-unsupported. */
export function parseVmessUrl(link: string): Result<VmessProfile> {
  const parts = splitUserLink(link);
  const query = readQuery(parts.query);
  const user = readUser(decodeSecret(parts.user ?? '').trim(), query);
  if (user.uuid === '') return fail('link-missing-field', 'The user id in front of the @ is missing.');
  const endpoint = readEndpoint(parts.authority);
  if (!endpoint.ok) return endpoint;
  const method = user.method ?? takeMethod(query);
  const alterId = takeText(query, 'alterid', 'aid') ?? user.alterId;
  for (const key of jsonNames) query.pairs.delete(key); // said already, and unsayable in the form this is written in
  return finishVmess({ name: takeName(query, parts), ...endpoint.value, uuid: user.uuid, method, alterId }, query);
}

/** `encryption`, or a cipher that stands in the place of `security`. */
function takeMethod(query: Query): string {
  const named = takeText(query, 'encryption', 'scy', 'cipher')?.toLowerCase();
  const security = query.pairs.get('security');
  if (security === undefined || security.value.toLowerCase() === 'none' || !methods.has(security.value.toLowerCase())) return named ?? '';
  query.pairs.delete('security');
  return named ?? security.value.toLowerCase();
}

interface User {
  readonly uuid: string;
  readonly alterId: string;
  readonly method?: string;
}

function readUser(text: string, query: Query): User {
  const colon = text.indexOf(':');
  if (colon < 0) return { uuid: text, alterId: '0' };
  const front = text.slice(0, colon).toLowerCase();
  const back = text.slice(colon + 1);
  const draft = /^(tcp|http|ws|kcp|quic|grpc|h2)(\+tls)?$/.exec(front);
  if (draft !== null) return readDraftUser(draft[1] ?? 'tcp', draft[2] !== undefined, back, query);
  return methods.has(front) ? { uuid: back.trim(), alterId: '0', method: front } : { uuid: text, alterId: '0' };
}

/** v2fly's draft: transport and TLS stand in front of the id, the alter id behind it. Its `type` is a header type. */
function readDraftUser(net: string, isTls: boolean, id: string, query: Query): User {
  const header = takeText(query, 'type');
  const set = (name: string, value: string): unknown => query.pairs.set(name.toLowerCase(), { name, value, kind: 'plain' });
  if (header !== undefined) set('headerType', header);
  set('type', net);
  set('security', isTls ? 'tls' : 'none');
  const sni = takeText(query, 'tlsservername');
  if (sni !== undefined) set('sni', sni);
  const [, uuid = id, alterId = '0'] = /^(.{32,36})-(\d{1,5})$/.exec(id) ?? [];
  return { uuid: uuid.trim(), alterId };
}

