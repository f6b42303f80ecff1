/** Clash/mihomo proxies over TCP: Shadowsocks, SSR, VMess, VLESS, Trojan, SOCKS, HTTP, AnyTLS, Snell. */
import { fail, succeed, type Result } from '../../../shared/fault.ts';
import type { Draft } from '../../../shared/links/codec.ts';
import { isPlainCipher, isShadowsocksCipher } from '../../../shared/links/shadowsocks-ciphers.ts';
import type { Profile, TrojanProfile } from '../../../shared/profile.ts';
import { requireSecret, requireUuid, type Base } from './address.ts';
import { takeClashPlugin } from './clash-plugin.ts';
import { takeClashTls } from './clash-tls.ts';
import { takeClashTransport } from './clash-transport.ts';
import { extraOf, putRest, takeFields, takeFlag, takeInteger, takeSecret, takeText, type Fields } from './fields.ts';
import { present } from './present.ts';

/** Shadowsocks with its plugins. Faults: link-missing-field, link-unsupported (cipher). */
export function shadowsocks(fields: Fields, base: Base): Result<Profile> {
  const method = takeText(fields, 'cipher', 'method')?.toLowerCase();
  if (method === undefined) return fail('link-missing-field', 'The cipher of this entry is missing.');
  if (!isShadowsocksCipher(method)) return fail('link-unsupported', 'The cipher of this entry is not one of Shadowsocks.');
  const password = takeSecret(fields, 'password') ?? '';
  if (password === '' && !isPlainCipher(method)) return fail('link-missing-field', 'The password of this entry is missing.');
  const plugin = takeClashPlugin(fields);
  const udpOverTcp = takeFlag(fields, 'udpovertcp') === true ? true : undefined;
  return succeed({ type: 'shadowsocks', ...base, method, password, ...plugin, ...present({ udpOverTcp, extra: extraOf(fields) }) });
}

export function ssr(fields: Fields, base: Base): Result<Profile> {
  const method = takeText(fields, 'cipher', 'method')?.toLowerCase();
  if (method === undefined) return fail('link-missing-field', 'The cipher of this entry is missing.');
  const password = takeSecret(fields, 'password') ?? '';
  const protocol = takeText(fields, 'protocol') ?? 'origin';
  const obfs = takeText(fields, 'obfs') ?? 'plain';
  const parameters = present({ protocolParam: takeText(fields, 'protocolparam'), obfsParam: takeText(fields, 'obfsparam') });
  return succeed({ type: 'ssr', ...base, method, password, protocol, obfs, ...parameters, ...present({ extra: extraOf(fields) }) });
}

export function vmess(fields: Fields, base: Base): Result<Profile> {
  const uuid = requireUuid(takeSecret(fields, 'uuid'));
  if (!uuid.ok) return uuid;
  const method = takeText(fields, 'cipher', 'security')?.toLowerCase() ?? 'auto';
  const alterId = takeInteger(fields, 0, 99_999, 'alterid') ?? 0;
  const packetEncoding = takePacketEncoding(fields);
  const tls = takeClashTls(fields, 'flag');
  if (!tls.ok) return tls;
  const transport = takeClashTransport(fields);
  if (!transport.ok) return transport;
  return succeed({ type: 'vmess', ...base, uuid: uuid.value, method, alterId, ...tls.value, transport: transport.value, ...present({ packetEncoding, extra: extraOf(fields) }) });
}

function takePacketEncoding(fields: Fields): string | undefined {
  const named = takeText(fields, 'packetencoding');
  const isXudp = takeFlag(fields, 'xudp');
  const isPacketAddress = takeFlag(fields, 'packetaddr');
  return named ?? (isXudp === true ? 'xudp' : isPacketAddress === true ? 'packet' : undefined);
}

export function vless(fields: Fields, base: Base): Result<Profile> {
  const uuid = requireUuid(takeSecret(fields, 'uuid'));
  if (!uuid.ok) return uuid;
  const flow = takeText(fields, 'flow');
  const encryption = takeText(fields, 'encryption') ?? 'none';
  const packetEncoding = takePacketEncoding(fields);
  const tls = takeClashTls(fields, 'flag');
  if (!tls.ok) return tls;
  const transport = takeClashTransport(fields);
  if (!transport.ok) return transport;
  const optional = present({ flow: flow === 'none' ? undefined : flow, packetEncoding });
  return succeed({ type: 'vless', ...base, uuid: uuid.value, ...tls.value, encryption, transport: transport.value, ...optional, ...present({ extra: extraOf(fields) }) });
}

/** `security` is what Xray panels add for Trojan without TLS; Clash itself knows only TLS. */
export function trojan(fields: Fields, base: Base): Result<Profile> {
  const password = requireSecret(takeSecret(fields, 'password'));
  if (!password.ok) return password;
  const flow = takeText(fields, 'flow');
  const tls = takeClashTls(fields, 'always');
  if (!tls.ok) return tls;
  const transport = takeClashTransport(fields);
  if (!transport.ok) return transport;
  const profile: Draft<TrojanProfile> = { type: 'trojan', ...base, password: password.value, ...tls.value, transport: transport.value, ...present({ flow }) };
  const layer = takeFields(fields, 'ssopts');
  if (takeFlag(layer, 'enabled') === true) profile.ssLayer = { method: takeText(layer, 'method')?.toLowerCase() ?? 'aes-128-gcm', password: takeSecret(layer, 'password') ?? '' };
  putRest(fields, 'ss-opts', layer);
  const extra = extraOf(fields);
  if (extra !== undefined) profile.extra = extra;
  return succeed(profile);
}

export function socks5(fields: Fields, base: Base): Result<Profile> {
  return plainProxy('socks5', fields, base);
}

export function http(fields: Fields, base: Base): Result<Profile> {
  return plainProxy('http', fields, base);
}

function plainProxy(type: 'socks5' | 'http', fields: Fields, base: Base): Result<Profile> {
  const username = takeSecret(fields, 'username', 'user');
  const password = takeSecret(fields, 'password', 'pass');
  const tls = takeClashTls(fields, 'flag');
  return tls.ok ? succeed({ type, ...base, ...tls.value, ...present({ username, password }), ...present({ extra: extraOf(fields) }) }) : tls;
}

export function anytls(fields: Fields, base: Base): Result<Profile> {
  const password = requireSecret(takeSecret(fields, 'password'));
  if (!password.ok) return password;
  const idle = present({
    idleSessionCheckInterval: takeInteger(fields, 0, 0x7fff_ffff, 'idlesessioncheckinterval'),
    idleSessionTimeout: takeInteger(fields, 0, 0x7fff_ffff, 'idlesessiontimeout'),
    minIdleSession: takeInteger(fields, 0, 0x7fff_ffff, 'minidlesession'),
  });
  const tls = takeClashTls(fields, 'always');
  return tls.ok ? succeed({ type: 'anytls', ...base, password: password.value, ...tls.value, ...idle, ...present({ extra: extraOf(fields) }) }) : tls;
}

/** Version 1 where none is given, as Clash means it. */
export function snell(fields: Fields, base: Base): Result<Profile> {
  const psk = requireSecret(takeSecret(fields, 'psk'), 'pre-shared key (psk)');
  if (!psk.ok) return psk;
  const version = takeInteger(fields, 1, 9, 'version') ?? 1;
  const options = takeFields(fields, 'obfsopts');
  const mode = takeText(options, 'mode', 'obfs')?.toLowerCase();
  const obfsHost = takeText(options, 'host');
  const reuse = takeFlag(fields, 'reuse') === true ? true : undefined;
  putRest(fields, 'obfs-opts', options);
  return succeed({ type: 'snell', ...base, psk: psk.value, version, ...present({ obfs: mode === 'none' ? undefined : mode, obfsHost, reuse, extra: extraOf(fields) }) });
}
