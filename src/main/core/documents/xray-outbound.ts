/** One Xray (or V2Ray) outbound: `protocol`, `settings` with `vnext`, `servers` or flat, and `streamSettings`. */
import { fail, succeed, type Result } from '../../../shared/fault.ts';
import { isPlainCipher, isShadowsocksCipher } from '../../../shared/links/shadowsocks-ciphers.ts';
import type { Extra, Profile } from '../../../shared/profile.ts';
import { readServer, requireSecret, requireUuid, type Base } from './address.ts';
import { extraOf, fieldsOf, takeFields, takeFlag, takeInteger, takeMap, takeMaps, takeSecret, takeText, type Fields } from './fields.ts';
import { present } from './present.ts';
import { jsonText, type TreeMap } from './tree.ts';
import { readXrayStream, type XrayStream } from './xray-stream.ts';
import { hysteria2, wireguard } from './xray-tunnels.ts';

/** Settings of one server with one of its users, whatever shape they had. */
interface Parts {
  readonly base: Base;
  /** Server and user in one. */
  readonly user: Fields;
  readonly stream: XrayStream;
}

/** What an outbound gave: a profile for each user of each server, and the tag that they are reached through. */
export interface XrayReading {
  readonly outcomes: readonly Result<Profile>[];
  readonly via: string | undefined;
}

/** Reads it under a name. `fragments` are the settings of outbounds that only cut packets, by tag. */
export function readXrayOutbound(item: TreeMap, name: string, fragments: ReadonlyMap<string, string>): XrayReading {
  const fields = fieldsOf(item);
  const protocol = takeText(fields, 'protocol')?.toLowerCase() ?? '';
  const settings = takeFields(fields, 'settings');
  const stream = readXrayStream(takeFields(fields, 'streamsettings'));
  if (!stream.ok) return { outcomes: [stream], via: undefined };
  const chained = stream.value.via ?? takeText(takeFields(fields, 'proxysettings'), 'tag');
  const fragment = chained === undefined ? undefined : fragments.get(chained);
  const kept = keptSettings(fields, stream.value, fragment);
  const via = fragment === undefined ? chained : undefined;
  if (protocol === 'wireguard') return { outcomes: [wireguard(settings, name)], via };
  const outcomes = usersOf(settings).map((user): Result<Profile> => {
    const endpoint = readServer(takeText(user, 'address'), takeText(user, 'port'));
    if (!endpoint.ok) return endpoint;
    const { mask, hysteria } = stream.value; // read by taking, and each user needs them whole
    const own = { ...stream.value, mask: new Map(mask), hysteria: new Map(hysteria) };
    return withExtra(readProtocol(protocol, { base: { name, ...endpoint.value }, user, stream: own }, item), user, own.mask, kept);
  });
  return { outcomes, via };
}

/** Every user of every server of `vnext` or `servers`, with the server's own settings; the flat shape is one of each. */
function usersOf(settings: Fields): readonly Fields[] {
  const servers = [...takeMaps(settings, 'vnext'), ...takeMaps(settings, 'servers')].map(fieldsOf);
  return (servers.length === 0 ? [settings] : servers).flatMap((server) => {
    const users = takeMaps(server, 'users');
    return users.length === 0 ? [server] : users.map((user) => new Map([...server, ...fieldsOf(user)]));
  });
}

function keptSettings(fields: Fields, stream: XrayStream, fragment: string | undefined): Extra {
  const mux = takeMap(fields, 'mux');
  const isMuxed = mux !== undefined && takeFlag(fieldsOf(mux), 'enabled') === true;
  return { ...extraOf(stream.rest), ...present({ mux: isMuxed ? jsonText(mux) : undefined, fragment }) };
}

/** What nobody took of the user's settings is kept; the level and the address are notes of the computer it came from. */
function withExtra(outcome: Result<Profile>, user: Fields, mask: Fields, kept: Extra): Result<Profile> {
  if (!outcome.ok || outcome.value.type === 'unsupported') return outcome;
  for (const key of ['level', 'email']) user.delete(key);
  const fm = mask.size === 0 ? undefined : jsonText(new Map([...mask.values()].map(({ name, value }) => [name, value])));
  const extra = { ...extraOf(user), ...present({ fm }), ...kept };
  return Object.keys(extra).length === 0 ? outcome : succeed({ ...outcome.value, extra });
}

function readProtocol(protocol: string, parts: Parts, item: TreeMap): Result<Profile> {
  switch (protocol) {
    case 'vmess':
      return vmess(parts);
    case 'vless':
      return vless(parts);
    case 'trojan':
      return trojan(parts);
    case 'shadowsocks':
    case 'shadowsocks-2022':
      return shadowsocks(parts);
    case 'socks':
    case 'http':
      return plain(protocol, parts);
    case 'anytls':
      return anytls(parts);
    case 'hysteria':
    case 'hysteria2':
      return hysteria2(parts.base, parts.user, parts.stream);
    default:
      return keepUnknown(protocol, parts.base, item);
  }
}

function vmess({ base, user, stream }: Parts): Result<Profile> {
  const uuid = requireUuid(takeSecret(user, 'id'));
  if (!uuid.ok) return uuid;
  const method = takeText(user, 'security')?.toLowerCase() ?? 'auto';
  const alterId = takeInteger(user, 0, 99_999, 'alterid') ?? 0;
  return succeed({ type: 'vmess', ...base, uuid: uuid.value, method, alterId, ...stream.tls, transport: stream.transport });
}

function vless({ base, user, stream }: Parts): Result<Profile> {
  const uuid = requireUuid(takeSecret(user, 'id'));
  if (!uuid.ok) return uuid;
  const encryption = takeText(user, 'encryption') ?? 'none';
  const flow = takeText(user, 'flow');
  return succeed({ type: 'vless', ...base, uuid: uuid.value, ...stream.tls, encryption, transport: stream.transport, ...present({ flow: flow === 'none' ? undefined : flow }) });
}

function trojan({ base, user, stream }: Parts): Result<Profile> {
  const password = requireSecret(takeSecret(user, 'password'));
  if (!password.ok) return password;
  return succeed({ type: 'trojan', ...base, password: password.value, ...stream.tls, transport: stream.transport, ...present({ flow: takeText(user, 'flow') }) });
}

/** Only over plain TCP: this kind has no place for a transport of its own, and a plugin is not what Xray means by one. */
function shadowsocks({ base, user, stream }: Parts): Result<Profile> {
  const method = takeText(user, 'method')?.toLowerCase();
  if (method === undefined) return fail('link-missing-field', 'The cipher of this outbound is missing.');
  if (!isShadowsocksCipher(method)) return fail('link-unsupported', 'The cipher of this outbound is not one of Shadowsocks.');
  const password = takeSecret(user, 'password') ?? '';
  if (password === '' && !isPlainCipher(method)) return fail('link-missing-field', 'The password of this outbound is missing.');
  const plugin = shadowsocksLayer(stream);
  if (!plugin.ok) return plugin;
  const version = takeText(user, 'uotversion');
  if (version !== undefined) user.set('udpovertcpversion', { name: 'udp-over-tcp-version', value: version });
  return succeed({ type: 'shadowsocks', ...base, method, password, ...plugin.value, ...present({ udpOverTcp: takeFlag(user, 'uot') === true ? true : undefined }) });
}

/** WebSocket below Shadowsocks is v2ray-plugin without its multiplexing; anything else has no name elsewhere. */
function shadowsocksLayer({ transport, tls }: XrayStream): Result<{ plugin?: string; pluginOptions?: Readonly<Record<string, string>> }> {
  if (transport.type === 'tcp' && transport.headerType === undefined && tls.security === 'none') return succeed({});
  if (transport.type !== 'ws' || tls.security === 'reality') return fail('link-unsupported', 'Shadowsocks over this transport cannot be kept.');
  const options = { mode: 'websocket', tls: tls.security === 'tls' ? 'true' : undefined, host: transport.host ?? tls.sni, path: transport.path, mux: '0' };
  return succeed({ plugin: 'v2ray-plugin', pluginOptions: Object.fromEntries(Object.entries(options).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]]))) });
}

function plain(protocol: 'socks' | 'http', { base, user, stream }: Parts): Result<Profile> {
  const credentials = present({ username: takeSecret(user, 'user', 'username'), password: takeSecret(user, 'pass', 'password') });
  return succeed({ type: protocol === 'socks' ? 'socks5' : 'http', ...base, ...stream.tls, ...credentials });
}

function anytls({ base, user, stream }: Parts): Result<Profile> {
  const password = requireSecret(takeSecret(user, 'password'));
  if (!password.ok) return password;
  const tls = stream.tls.security === 'none' ? ({ ...stream.tls, security: 'tls' } as const) : stream.tls;
  return succeed({ type: 'anytls', ...base, password: password.value, ...tls });
}

function keepUnknown(protocol: string, base: Base, item: TreeMap): Result<Profile> {
  const link = jsonText(item);
  if (link === undefined || !/^[a-z0-9+._-]{1,40}$/.test(protocol)) return fail('link-unknown', 'The protocol of this outbound is not one that Byway knows.');
  return succeed({ type: 'unsupported', ...base, scheme: protocol, link });
}
