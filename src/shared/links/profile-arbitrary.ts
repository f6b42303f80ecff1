/**
 * Generated profiles for property tests: everything a link of the type can carry, hostile text included. Values are
 * what a reader would produce (names trimmed, lists without empty items), so that writing and reading must agree.
 */
import fc from 'fast-check';
import type {
  HttpProfile,
  Hysteria2Profile,
  ShadowsocksProfile,
  Socks5Profile,
  TlsFields,
  Transport,
  TrojanProfile,
  VlessProfile,
  VmessProfile,
} from '../profile.ts';

/** Any text that survives trimming and decoding: no lone surrogates, no escape that looks encoded twice. */
export const text = fc
  .oneof(fc.string({ unit: 'grapheme', maxLength: 24 }), fc.string({ maxLength: 24 }), fc.constantFrom('a+b', 'x&y=z', '#?@/:', 'пароль', '密码', '%41', '"\'`<>'))
  .map((value) => value.toWellFormed().trim());
export const word = text.filter((value) => value !== '');
/** Values of parameters that are decoded a second time when escapes are left. */
export const plainWord = word.filter((value) => !/%[0-9a-f]{2}/i.test(value));
/** A fragment is one line, and a lone `+` rule must not find two of them. */
const name = text;
const server = fc.oneof(
  fc.domain().map((domain) => domain.toLowerCase()).filter((domain) => domain.length < 200),
  fc.ipV4(),
  fc.ipV6().map((address) => address.toLowerCase()).filter((address) => !address.includes('.')),
);
const port = fc.integer({ min: 1, max: 65_535 });
export const hex = fc.string({ unit: fc.constantFrom(...'0123456789abcdef'.split('')), minLength: 2, maxLength: 64 });
export const flag = fc.constant(true as const);
/** Keys that no rule knows. */
export const extra = fc.dictionary(fc.string({ unit: fc.constantFrom(...'bcdfghjk'.split('')), minLength: 5, maxLength: 9 }).map((key) => `zz${key}`), text, { minKeys: 1, maxKeys: 3 });
export const base = { name, server, port };
/** What every generated profile has. */
export const maybe = { requiredKeys: ['name', 'server', 'port'] as const };

const tlsShape = {
  sni: plainWord,
  alpn: fc.uniqueArray(fc.constantFrom('h2', 'http/1.1', 'h3'), { minLength: 1 }),
  insecure: flag,
  fingerprint: fc.constantFrom('chrome', 'firefox', 'randomized', '360'),
  ech: word,
  certificatePins: fc.array(hex, { minLength: 1, maxLength: 3 }),
  verifyNames: fc.array(fc.domain(), { minLength: 1, maxLength: 2 }),
};
const realityShape = {
  publicKey: word,
  shortId: fc.oneof(fc.constant(''), hex),
  spiderX: plainWord,
  mldsa65Verify: word,
};

/** TLS members as a link gives them; REALITY always has its key and a fingerprint. */
export function tlsArbitrary(security: TlsFields['security']): fc.Arbitrary<TlsFields> {
  const shape = { security: fc.constant(security), ...tlsShape };
  if (security !== 'reality') return fc.record(shape, { requiredKeys: ['security'] });
  return fc.record({ ...shape, ...realityShape }, { requiredKeys: ['security', 'publicKey', 'fingerprint'] });
}

const tls = fc.oneof(tlsArbitrary('none'), tlsArbitrary('tls'), tlsArbitrary('reality'));
const path = plainWord.filter((value) => !/[?&]ed=/.test(value)).map((value) => `/${value}`);
const host = plainWord.filter((value) => !value.startsWith('{') && !value.includes(';'));
const headers = fc.dictionary(fc.constantFrom('User-Agent', 'X-One', 'Accept'), text, { minKeys: 1 });
const mode = fc.constantFrom('gun', 'multi', 'auto', 'packet-up', 'stream-one');
const earlyData = fc.integer({ min: 1, max: 65_535 });

const transport: fc.Arbitrary<Transport> = fc.oneof(
  fc.constant<Transport>({ type: 'tcp' }),
  fc.record({ type: fc.constant('tcp' as const), headerType: fc.constant('http'), host, path }, { requiredKeys: ['type', 'headerType'] }),
  fc.record({ type: fc.constant('ws' as const), path, host, headers }, { requiredKeys: ['type', 'path'] }),
  fc.record({ type: fc.constant('ws' as const), path, host, earlyData, earlyDataHeader: fc.constantFrom('Sec-WebSocket-Protocol', 'X-Early') }, { requiredKeys: ['type', 'path', 'earlyData', 'earlyDataHeader'] }),
  fc.record({ type: fc.constant('httpupgrade' as const), path, host, headers, earlyData: fc.integer({ min: 1, max: 65_535 }) }, { requiredKeys: ['type', 'path'] }),
  fc.record({ type: fc.constant('h2' as const), path, host }, { requiredKeys: ['type', 'path'] }),
  fc.record({ type: fc.constant('grpc' as const), serviceName: plainWord, authority: word, mode }, { requiredKeys: ['type'] }),
  fc.record({ type: fc.constant('xhttp' as const), path, host, mode, extra: fc.json({ maxDepth: 1 }).filter((json) => json.trim() === json) }, { requiredKeys: ['type', 'path'] }),
  fc.record({ type: fc.constant('kcp' as const), headerType: fc.constantFrom('srtp', 'wechat-video'), seed: plainWord, mtu: fc.integer({ min: 576, max: 1460 }), tti: fc.integer({ min: 10, max: 1000 }) }, { requiredKeys: ['type'] }),
  fc.record({ type: fc.constant('quic' as const), headerType: fc.constantFrom('srtp', 'dtls'), quicSecurity: word, key: word }, { requiredKeys: ['type'] }),
);

const method = fc.constantFrom('aes-256-gcm', 'chacha20-ietf-poly1305', 'none', 'rc4-md5', '2022-blake3-aes-128-gcm');
const option = fc.string({ unit: fc.constantFrom(...'abc-XYZ019'.split('')), minLength: 1, maxLength: 8 });

export const shadowsocksArbitrary: fc.Arbitrary<ShadowsocksProfile> = fc
  .record(
    {
      type: fc.constant('shadowsocks' as const),
      ...base,
      method,
      password: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 24 }).map((value) => value.toWellFormed()),
      plugin: fc.constantFrom('obfs-local', 'v2ray-plugin', 'shadow-tls', 'my-plugin'),
      pluginOptions: fc.dictionary(option, fc.oneof(text, fc.constantFrom('true', 'a;b', 'c=d', 'e\\f', ':')), { minKeys: 1, maxKeys: 4 }),
      prefix: hex.filter((value) => value.length % 2 === 0),
      udpOverTcp: flag,
      extra,
    },
    { requiredKeys: [...maybe.requiredKeys, 'type', 'method', 'password'] },
  )
  .map(({ pluginOptions, ...profile }) => (profile.plugin === undefined || pluginOptions === undefined ? profile : { ...profile, pluginOptions }));

export const vmessArbitrary: fc.Arbitrary<VmessProfile> = fc
  .tuple(fc.record({ type: fc.constant('vmess' as const), ...base, uuid: word, method: fc.constantFrom('auto', 'zero', 'aes-128-gcm'), alterId: fc.nat(65_535), packetEncoding: word, transport, extra }, { requiredKeys: [...maybe.requiredKeys, 'type', 'uuid', 'method', 'alterId', 'transport'] }), tls)
  .map(([profile, fields]) => ({ ...profile, ...fields }));

const uuid = word.filter((value) => !value.includes(':'));
export const vlessArbitrary: fc.Arbitrary<VlessProfile> = fc
  .tuple(fc.record({ type: fc.constant('vless' as const), ...base, uuid, encryption: fc.constantFrom('none', 'mlkem768x25519plus.native.0rtt.AbC-_+/='), flow: fc.constantFrom('xtls-rprx-vision', 'xtls-rprx-vision-udp443'), packetEncoding: word, transport, extra }, { requiredKeys: [...maybe.requiredKeys, 'type', 'uuid', 'encryption', 'transport'] }), tls)
  .map(([profile, fields]) => ({ ...profile, ...fields }));

const ssLayer = fc.record({ method: fc.constantFrom('aes-128-gcm', 'chacha20-ietf-poly1305'), password: word });
export const trojanArbitrary: fc.Arbitrary<TrojanProfile> = fc
  .tuple(fc.record({ type: fc.constant('trojan' as const), ...base, password: word, flow: fc.constant('xtls-rprx-vision'), ssLayer, transport, extra }, { requiredKeys: [...maybe.requiredKeys, 'type', 'password', 'transport'] }), tls)
  .map(([profile, fields]) => ({ ...profile, ...fields }));

export const hysteria2Arbitrary: fc.Arbitrary<Hysteria2Profile> = fc
  .tuple(
    fc.record({ type: fc.constant('hysteria2' as const), ...base, password: fc.oneof(text, fc.constant('user:pass')), hopInterval: fc.constantFrom('30', '5-30'), extra }, { requiredKeys: [...maybe.requiredKeys, 'type', 'password'] }),
    tlsArbitrary('tls'),
    fc.option(fc.record({ obfs: fc.constantFrom('salamander', 'gecko'), obfsPassword: word }), { nil: {} }),
    fc.option(fc.integer({ min: 1, max: 60_000 }), { nil: 0 }),
    fc.boolean(),
  )
  .map(([profile, fields, obfs, low, isOwn]) => ({ ...profile, ...fields, ...obfs, ...(low === 0 ? {} : { ports: `${isOwn ? `${profile.port},` : ''}${low}-${low + 5_000}` }) }));

const credentials = fc.record({ username: word, password: word }, { requiredKeys: [] });
const plainTls = fc.oneof(fc.constant<TlsFields>({ security: 'none' }), tlsArbitrary('tls'));
export const socks5Arbitrary: fc.Arbitrary<Socks5Profile> = fc
  .tuple(fc.record({ type: fc.constant('socks5' as const), ...base, extra }, { requiredKeys: [...maybe.requiredKeys, 'type'] }), credentials, plainTls)
  .map(([profile, user, fields]) => ({ ...profile, ...user, ...fields }));
export const httpArbitrary: fc.Arbitrary<HttpProfile> = fc
  .tuple(fc.record({ type: fc.constant('http' as const), ...base, extra }, { requiredKeys: [...maybe.requiredKeys, 'type'] }), credentials, plainTls)
  .map(([profile, user, fields]) => ({ ...profile, ...user, ...fields }));
