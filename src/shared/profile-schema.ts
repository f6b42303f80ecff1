/**
 * Checks profiles that come from disk or another process. Members it does not know are carried along, so that an
 * older Byway loses nothing of a newer one's. Main process only: the renderer imports the types of `profile.ts`.
 */
import { z } from 'zod';
import type { Profile, Transport } from './profile.ts';
import { base, flag, longest, maybe, options, text, texts, tls, word } from './profile-schema-parts.ts';
import * as proxies from './profile-schema-proxies.ts';
import { transportSchema } from './profile-schema-transport.ts';
import * as tunnels from './profile-schema-tunnels.ts';

/** Servers on the way to another server, at most. */
export const maxDetours = 4;

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
  realm: z.looseObject({ id: text.min(1), token: text, stun: texts.exactOptional(), plain: flag }).exactOptional(),
});

const credentials = { username: maybe, password: maybe };

/** One profile of any type, whatever it is reached through. */
const serverSchema = z.discriminatedUnion('type', [
  shadowsocksSchema,
  vmessSchema,
  vlessSchema,
  trojanSchema,
  hysteria2Schema,
  z.looseObject({ type: z.literal('socks5'), ...base, ...tls, ...credentials }),
  z.looseObject({ type: z.literal('http'), ...base, ...tls, ...credentials }),
  proxies.ssrSchema,
  proxies.hysteriaSchema,
  proxies.tuicSchema,
  proxies.anytlsSchema,
  proxies.snellSchema,
  proxies.mieruSchema,
  proxies.naiveSchema,
  proxies.socks4Schema,
  proxies.mtprotoSchema,
  proxies.unsupportedSchema,
  tunnels.wireguardSchema,
  tunnels.amneziawgSchema,
  tunnels.sshSchema,
  tunnels.openvpnSchema,
]);

/** One profile of any type with the servers on the way to it. */
export const profileSchema = serverSchema.refine(hasSoundDetours, 'the servers on the way are not sound');

/** Step by step instead of by recursion, so that a hostile depth costs nothing. */
function hasSoundDetours(profile: Readonly<Record<string, unknown>>): boolean {
  let next = profile['detour'];
  for (let passed = 0; passed < maxDetours; passed++) {
    if (next === undefined) return true;
    const checked = serverSchema.safeParse(next);
    if (!checked.success) return false;
    next = checked.data['detour'];
  }
  return next === undefined;
}

/** Members a type names, without the index signature that loose objects have. */
type Named<T> = T extends unknown ? { [Key in keyof T as string extends Key ? never : Key]: T[Key] } : never;
type NamedDeep<T> = T extends { readonly transport: infer Inner } ? Omit<Named<T>, 'transport'> & { readonly transport: Named<Inner> } : Named<T>;
type Checked = NamedDeep<z.infer<typeof profileSchema>>;
type CheckedTransport = Named<z.infer<typeof transportSchema>>;
type Keys<T, Type> = keyof Extract<T, { readonly type: Type }>;
/** `detour` is checked by its own function. */
type Unequal<A, B> = Exclude<Exclude<A, B> | Exclude<B, A>, 'detour'>;
/** Members that only one side knows; assignability alone would not notice a missing optional one. */
type Drift = { [Type in Profile['type']]: Unequal<Keys<Checked, Type>, Keys<Profile, Type>> }[Profile['type']];
type TransportDrift = { [Type in Transport['type']]: Unequal<Keys<CheckedTransport, Type>, Keys<Transport, Type>> }[Transport['type']];
type Fits<A extends B, B> = A;
type NoDrift<A extends readonly [never, never]> = A;

/** Compiles only while the schema and the types of `profile.ts` agree, in both directions. */
export type SchemaMatchesTypes = readonly [Fits<Checked, Profile>, Fits<Profile, Checked>, NoDrift<[Drift, TransportDrift]>];
