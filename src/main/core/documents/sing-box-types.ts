/** sing-box outbounds of the stream kind, each to its profile. */
import { fail, succeed, type Result } from '../../../shared/fault.ts';
import { isPlainCipher, isShadowsocksCipher } from '../../../shared/links/shadowsocks-ciphers.ts';
import { takePlugin } from '../../../shared/links/shadowsocks-plugin.ts';
import { queryOf } from '../../../shared/links/query.ts';
import type { Profile } from '../../../shared/profile.ts';
import { requireSecret, requireUuid, type Base } from './address.ts';
import { recordOf, takeFields, takeFlag, takeInteger, takeMap, takeSecret, takeText, takeTexts, type Fields } from './fields.ts';
import { present } from './present.ts';
import { singBoxExtra, takeSingBoxTls, takeSingBoxTransport } from './sing-box-stream.ts';

export function shadowsocks(fields: Fields, base: Base): Result<Profile> {
  const method = takeText(fields, 'method')?.toLowerCase();
  if (method === undefined) return fail('link-missing-field', 'The cipher of this outbound is missing.');
  if (!isShadowsocksCipher(method)) return fail('link-unsupported', 'The cipher of this outbound is not one of Shadowsocks.');
  const password = takeSecret(fields, 'password') ?? '';
  if (password === '' && !isPlainCipher(method)) return fail('link-missing-field', 'The password of this outbound is missing.');
  const plugin = takeText(fields, 'plugin');
  const options = takeText(fields, 'pluginopts', 'pluginoptions');
  const plugged = plugin === undefined ? {} : takePlugin(queryOf([['plugin', options === undefined ? plugin : `${plugin};${options}`]]));
  const switched = takeFields(fields, 'udpovertcp');
  const isOn = takeFlag(switched, 'enabled') === true || takeFlag(fields, 'udpovertcp') === true;
  const udpOverTcp = isOn ? true : undefined;
  if (isOn) fields.set('udpovertcpversion', { name: 'udp-over-tcp-version', value: takeText(switched, 'version') ?? '2' });
  return succeed({ type: 'shadowsocks', ...base, method, password, ...plugged, ...present({ udpOverTcp }), ...singBoxExtra(fields) });
}

export function ssr(fields: Fields, base: Base): Result<Profile> {
  const method = takeText(fields, 'method')?.toLowerCase();
  if (method === undefined) return fail('link-missing-field', 'The cipher of this outbound is missing.');
  const parameters = present({ protocolParam: takeText(fields, 'protocolparam'), obfsParam: takeText(fields, 'obfsparam') });
  const words = { protocol: takeText(fields, 'protocol') ?? 'origin', obfs: takeText(fields, 'obfs') ?? 'plain' };
  return succeed({ type: 'ssr', ...base, method, password: takeSecret(fields, 'password') ?? '', ...words, ...parameters, ...singBoxExtra(fields) });
}

export function vmess(fields: Fields, base: Base): Result<Profile> {
  const uuid = requireUuid(takeSecret(fields, 'uuid'));
  if (!uuid.ok) return uuid;
  const method = takeText(fields, 'security')?.toLowerCase() ?? 'auto';
  const alterId = takeInteger(fields, 0, 99_999, 'alterid') ?? 0;
  const packetEncoding = takePacketEncoding(fields);
  const tls = takeSingBoxTls(fields);
  if (!tls.ok) return tls;
  const transport = takeSingBoxTransport(fields, tls.value.tls.security !== 'none');
  if (!transport.ok) return transport;
  return succeed({ type: 'vmess', ...base, uuid: uuid.value, method, alterId, ...tls.value.tls, transport: transport.value, ...present({ packetEncoding }), ...singBoxExtra(fields, tls.value) });
}

/** sing-box's `packetaddr` is what links call `packet`. */
function takePacketEncoding(fields: Fields): string | undefined {
  const text = takeText(fields, 'packetencoding')?.toLowerCase();
  return text === 'packetaddr' ? 'packet' : text;
}

export function vless(fields: Fields, base: Base): Result<Profile> {
  const uuid = requireUuid(takeSecret(fields, 'uuid'));
  if (!uuid.ok) return uuid;
  const optional = present({ flow: takeText(fields, 'flow'), packetEncoding: takePacketEncoding(fields) });
  const encryption = takeText(fields, 'encryption') ?? 'none';
  const tls = takeSingBoxTls(fields);
  if (!tls.ok) return tls;
  const transport = takeSingBoxTransport(fields, tls.value.tls.security !== 'none');
  if (!transport.ok) return transport;
  return succeed({ type: 'vless', ...base, uuid: uuid.value, ...tls.value.tls, encryption, transport: transport.value, ...optional, ...singBoxExtra(fields, tls.value) });
}

export function trojan(fields: Fields, base: Base): Result<Profile> {
  const password = requireSecret(takeSecret(fields, 'password'));
  if (!password.ok) return password;
  const tls = takeSingBoxTls(fields);
  if (!tls.ok) return tls;
  const transport = takeSingBoxTransport(fields, tls.value.tls.security !== 'none');
  if (!transport.ok) return transport;
  return succeed({ type: 'trojan', ...base, password: password.value, ...tls.value.tls, transport: transport.value, ...singBoxExtra(fields, tls.value) });
}

/** Versions 4 and 4a are a type of their own. */
export function socks(fields: Fields, base: Base): Result<Profile> {
  const version = takeText(fields, 'version') ?? '5';
  const username = takeSecret(fields, 'username');
  const password = takeSecret(fields, 'password');
  if (version.startsWith('4')) return succeed({ type: 'socks4', ...base, ...present({ username, remoteDns: version === '4a' ? true : undefined }), ...singBoxExtra(fields) });
  return succeed({ type: 'socks5', ...base, security: 'none', ...present({ username, password }), ...singBoxExtra(fields) });
}

export function http(fields: Fields, base: Base): Result<Profile> {
  const credentials = present({ username: takeSecret(fields, 'username'), password: takeSecret(fields, 'password') });
  const tls = takeSingBoxTls(fields);
  return tls.ok ? succeed({ type: 'http', ...base, ...tls.value.tls, ...credentials, ...singBoxExtra(fields, tls.value) }) : tls;
}

export function naive(fields: Fields, base: Base): Result<Profile> {
  const credentials = present({ username: takeSecret(fields, 'username'), password: takeSecret(fields, 'password') });
  const extraHeaders = recordOf(takeMap(fields, 'extraheaders'));
  const protocol = takeFlag(fields, 'quic') === true ? 'quic' : 'https';
  const tls = takeSingBoxTls(fields, 'always');
  return tls.ok ? succeed({ type: 'naive', ...base, ...tls.value.tls, protocol, ...credentials, ...present({ extraHeaders }), ...singBoxExtra(fields, tls.value) }) : tls;
}

/** Durations are written as `30s` or `1m`; profiles count seconds. */
export function takeDuration(fields: Fields, key: string): number | undefined {
  const [, digits = '', unit = 's'] = /^(\d{1,9})(ms|s|m|h)?$/.exec(takeText(fields, key) ?? '') ?? [];
  if (digits === '') return undefined;
  return Math.round(Number(digits) * ({ ms: 0.001, s: 1, m: 60, h: 3_600 }[unit] ?? 1));
}

export function anytls(fields: Fields, base: Base): Result<Profile> {
  const password = requireSecret(takeSecret(fields, 'password'));
  if (!password.ok) return password;
  const idle = present({
    idleSessionCheckInterval: takeDuration(fields, 'idlesessioncheckinterval'),
    idleSessionTimeout: takeDuration(fields, 'idlesessiontimeout'),
    minIdleSession: takeInteger(fields, 0, 0x7fff_ffff, 'minidlesession'),
  });
  const tls = takeSingBoxTls(fields, 'always');
  return tls.ok ? succeed({ type: 'anytls', ...base, password: password.value, ...tls.value.tls, ...idle, ...singBoxExtra(fields, tls.value) }) : tls;
}

export function snell(fields: Fields, base: Base): Result<Profile> {
  const psk = requireSecret(takeSecret(fields, 'psk', 'password'), 'pre-shared key (psk)');
  if (!psk.ok) return psk;
  const version = takeInteger(fields, 1, 9, 'version') ?? 4;
  const obfs = takeText(fields, 'obfsmode', 'obfs')?.toLowerCase();
  const settings = present({ obfs: obfs === 'none' ? undefined : obfs, obfsHost: takeTexts(fields, 'obfshost')?.[0], reuse: takeFlag(fields, 'reuse') === true ? true : undefined });
  return succeed({ type: 'snell', ...base, psk: psk.value, version, ...settings, ...singBoxExtra(fields) });
}
