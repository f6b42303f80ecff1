/**
 * Checks profiles that come from disk or another process. Members it does not know are carried along, so that an
 * older Byway loses nothing of a newer one's. Main process only: the renderer imports the types of `profile.ts`.
 */
import { z } from 'zod';
import type { Profile, Transport } from './profile.ts';

/** Longest text in a profile, in UTF-16 units: twice the longest line an import reads. */
const longest = 128 * 1024;
const text = z.string().max(longest);
const word = z.string().max(256);
const texts = z.array(text).max(1_000).readonly();
const options = z.record(z.string().max(longest), text).readonly();

const base = {
  name: text,
  server: z.string().min(1).max(253),
  port: z.int().min(1).max(65_535),
  raw: text.exactOptional(),
  extra: options.exactOptional(),
};

const tls = {
  security: z.enum(['none', 'tls', 'reality']),
  sni: text.exactOptional(),
  alpn: texts.exactOptional(),
  insecure: z.boolean().exactOptional(),
  fingerprint: text.exactOptional(),
  publicKey: text.exactOptional(),
  shortId: text.exactOptional(),
  spiderX: text.exactOptional(),
  mldsa65Verify: text.exactOptional(),
  ech: text.exactOptional(),
  certificatePins: texts.exactOptional(),
  verifyNames: texts.exactOptional(),
};

const path = text.exactOptional();
const host = text.exactOptional();
const mode = text.exactOptional();
const headers = options.exactOptional();
const headerType = text.exactOptional();
const count = z.int().min(0).max(0x7fff_ffff).exactOptional();

const transportSchema = z.discriminatedUnion('type', [
  z.looseObject({ type: z.literal('tcp'), headerType, host, path }),
  z.looseObject({ type: z.literal('ws'), path, host, earlyData: count, earlyDataHeader: text.exactOptional(), headers }),
  z.looseObject({ type: z.literal('httpupgrade'), path, host, headers }),
  z.looseObject({ type: z.literal('h2'), path, host }),
  z.looseObject({ type: z.literal('grpc'), serviceName: text.exactOptional(), authority: text.exactOptional(), mode }),
  z.looseObject({ type: z.literal('xhttp'), path, host, mode, extra: text.exactOptional() }),
  z.looseObject({ type: z.literal('kcp'), headerType, seed: text.exactOptional(), mtu: count, tti: count }),
  z.looseObject({ type: z.literal('quic'), headerType, quicSecurity: text.exactOptional(), key: text.exactOptional() }),
]);

const shadowsocksSchema = z.looseObject({
  type: z.literal('shadowsocks'),
  ...base,
  method: word,
  password: text,
  plugin: text.exactOptional(),
  pluginOptions: options.exactOptional(),
  prefix: z.string().max(longest).regex(/^(?:[0-9a-f]{2})*$/).exactOptional(),
  udpOverTcp: z.boolean().exactOptional(),
});

const vmessSchema = z.looseObject({
  type: z.literal('vmess'),
  ...base,
  ...tls,
  uuid: text.min(1),
  method: word,
  alterId: z.int().min(0).max(99_999),
  packetEncoding: text.exactOptional(),
  transport: transportSchema,
});

const vlessSchema = z.looseObject({
  type: z.literal('vless'),
  ...base,
  ...tls,
  uuid: text.min(1),
  flow: text.exactOptional(),
  encryption: text.exactOptional(),
  packetEncoding: text.exactOptional(),
  transport: transportSchema,
});

const trojanSchema = z.looseObject({
  type: z.literal('trojan'),
  ...base,
  ...tls,
  password: text.min(1),
  flow: text.exactOptional(),
  ssLayer: z.looseObject({ method: word, password: text }).exactOptional(),
  transport: transportSchema,
});

const hysteria2Schema = z.looseObject({
  type: z.literal('hysteria2'),
  ...base,
  ...tls,
  password: text,
  obfs: word.exactOptional(),
  obfsPassword: text.exactOptional(),
  ports: z.string().max(12_000).exactOptional(),
  hopInterval: word.exactOptional(),
  up: word.exactOptional(),
  down: word.exactOptional(),
});

const credentials = { username: text.exactOptional(), password: text.exactOptional() };

/** One profile of any type. */
export const profileSchema = z.discriminatedUnion('type', [
  shadowsocksSchema,
  vmessSchema,
  vlessSchema,
  trojanSchema,
  hysteria2Schema,
  z.looseObject({ type: z.literal('socks5'), ...base, ...tls, ...credentials }),
  z.looseObject({ type: z.literal('http'), ...base, ...tls, ...credentials }),
]);

/** Members a type names, without the index signature that loose objects have. */
type Named<T> = T extends unknown ? { [Key in keyof T as string extends Key ? never : Key]: T[Key] } : never;
type NamedDeep<T> = T extends { readonly transport: infer Inner } ? Omit<Named<T>, 'transport'> & { readonly transport: Named<Inner> } : Named<T>;
type Checked = NamedDeep<z.infer<typeof profileSchema>>;
type CheckedTransport = Named<z.infer<typeof transportSchema>>;
type Keys<T, Type> = keyof Extract<T, { readonly type: Type }>;
type Unequal<A, B> = Exclude<A, B> | Exclude<B, A>;
/** Members that only one side knows; assignability alone would not notice a missing optional one. */
type Drift = { [Type in Profile['type']]: Unequal<Keys<Checked, Type>, Keys<Profile, Type>> }[Profile['type']];
type TransportDrift = { [Type in Transport['type']]: Unequal<Keys<CheckedTransport, Type>, Keys<Transport, Type>> }[Transport['type']];
type Fits<A extends B, B> = A;
type NoDrift<A extends readonly [never, never]> = A;

/** Compiles only while the schema and the types of `profile.ts` agree, in both directions. */
export type SchemaMatchesTypes = readonly [Fits<Checked, Profile>, Fits<Profile, Checked>, NoDrift<[Drift, TransportDrift]>];
