/** Schemas of the types in `profile-proxies.ts`. Main process only. */
import { z } from 'zod';
import { base, count, flag, maybe, options, text, tls, word } from './profile-schema-parts.ts';

const wordOrNone = word.exactOptional();
const portList = z.string().max(12_000);

export const ssrSchema = z.looseObject({
  type: z.literal('ssr'),
  ...base,
  method: word,
  password: text,
  protocol: word,
  protocolParam: maybe,
  obfs: word,
  obfsParam: maybe,
});

export const hysteriaSchema = z.looseObject({
  type: z.literal('hysteria'),
  ...base,
  ...tls,
  auth: maybe,
  obfs: wordOrNone,
  obfsPassword: maybe,
  protocol: wordOrNone,
  up: wordOrNone,
  down: wordOrNone,
  ports: portList.exactOptional(),
  hopInterval: wordOrNone,
});

export const tuicSchema = z.looseObject({
  type: z.literal('tuic'),
  ...base,
  ...tls,
  version: z.literal([4, 5]),
  uuid: maybe,
  password: maybe,
  token: maybe,
  congestionControl: wordOrNone,
  udpRelayMode: wordOrNone,
  disableSni: flag,
  reduceRtt: flag,
  heartbeat: wordOrNone,
});

export const anytlsSchema = z.looseObject({
  type: z.literal('anytls'),
  ...base,
  ...tls,
  password: text,
  idleSessionCheckInterval: count,
  idleSessionTimeout: count,
  minIdleSession: count,
});

export const snellSchema = z.looseObject({
  type: z.literal('snell'),
  ...base,
  psk: text,
  version: z.int().min(1).max(9),
  obfs: wordOrNone,
  obfsHost: maybe,
  reuse: flag,
});

const binding = z.looseObject({ ports: word.min(1), protocol: z.enum(['tcp', 'udp']) });

export const mieruSchema = z.looseObject({
  type: z.literal('mieru'),
  ...base,
  username: text,
  password: text,
  bindings: z.array(binding).min(1).max(1_000).readonly(),
  multiplexing: wordOrNone,
  handshakeMode: wordOrNone,
  trafficPattern: maybe,
  mtu: count,
});

export const naiveSchema = z.looseObject({
  type: z.literal('naive'),
  ...base,
  ...tls,
  username: maybe,
  password: maybe,
  protocol: z.enum(['https', 'quic']),
  extraHeaders: options.exactOptional(),
});

export const socks4Schema = z.looseObject({ type: z.literal('socks4'), ...base, username: maybe, remoteDns: flag });

export const mtprotoSchema = z.looseObject({
  type: z.literal('mtproto'),
  ...base,
  secret: z.string().max(1_024).regex(/^(?:[0-9a-f]{2})+$/),
  mode: z.enum(['plain', 'dd', 'ee']),
  domain: maybe,
});

/** The one type whose address may be unknown. */
export const unsupportedSchema = z.looseObject({
  type: z.literal('unsupported'),
  ...base,
  server: z.string().max(253),
  port: z.int().min(0).max(65_535),
  scheme: word.min(1),
  link: text.min(1),
});
