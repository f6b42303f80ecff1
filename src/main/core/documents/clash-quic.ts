/** Clash/mihomo proxies over UDP: Hysteria 1 and 2, TUIC; and mieru, which shares their port lists. */
import { fail, succeed, type Result } from '../../../shared/fault.ts';
import { decodeBase64Text } from '../../../shared/links/base64.ts';
import { readEndpoint, type Endpoint } from '../../../shared/links/host.ts';
import { readPortList } from '../../../shared/links/port-list.ts';
import type { Profile } from '../../../shared/profile.ts';
import type { Hysteria2Realm } from '../../../shared/profile-proxies.ts';
import { requireSecret, requireUuid, type Base } from './address.ts';
import { takeClashTls } from './clash-tls.ts';
import { extraOf, putRest, takeFields, takeFlag, takeInteger, takeSecret, takeText, takeTexts, type Fields } from './fields.ts';
import { present } from './present.ts';

/** The ports to hop over in canonical form; undefined for none, or for one that is the port itself. */
export function takePorts(fields: Fields, port: number, ...keys: readonly string[]): Result<string | undefined> {
  const text = takeTexts(fields, ...keys)?.join(',');
  if (text === undefined) return succeed(undefined);
  const list = readPortList(text);
  if (!list.ok) return list;
  return succeed(list.value.isSingle && list.value.first === port ? undefined : list.value.text);
}

/** `30s` and `30` are the same. */
export function takeSeconds(fields: Fields, ...keys: readonly string[]): string | undefined {
  return takeText(fields, ...keys)?.replace(/s(?=-|$)/g, '').trim();
}

export function hysteria(fields: Fields, base: Base): Result<Profile> {
  const ports = takePorts(fields, base.port, 'ports', 'mport');
  if (!ports.ok) return ports;
  const auth = takeHysteriaAuth(fields);
  const obfsPassword = takeSecret(fields, 'obfs');
  const speed = takeSpeed(fields);
  const protocol = takeText(fields, 'protocol', 'obfsprotocol')?.toLowerCase();
  const hopInterval = takeSeconds(fields, 'hopinterval');
  const tls = takeClashTls(fields, 'always');
  if (!tls.ok) return tls;
  const obfs = obfsPassword === undefined ? undefined : 'xplus';
  return succeed({ type: 'hysteria', ...base, ...tls.value, ...speed, ...present({ auth, obfs, obfsPassword, protocol, hopInterval, ports: ports.value }), ...present({ extra: extraOf(fields) }) });
}

/** `auth` is base64 by definition and plain text in half of all files; `auth-str` is always plain. */
export function takeHysteriaAuth(fields: Fields): string | undefined {
  const encoded = takeSecret(fields, 'auth');
  const plain = takeSecret(fields, 'authstr', 'password');
  if (plain !== undefined || encoded === undefined) return plain;
  const decoded = encoded.length % 4 === 0 ? decodeBase64Text(encoded) : undefined;
  return decoded === undefined || decoded === '' || /\p{Cc}/u.test(decoded) ? encoded : decoded;
}

function takeSpeed(fields: Fields): { up?: string; down?: string } {
  const up = takeText(fields, 'up') ?? takeText(fields, 'upspeed', 'upmbps');
  const down = takeText(fields, 'down') ?? takeText(fields, 'downspeed', 'downmbps');
  return present({ up, down });
}

export function hysteria2(fields: Fields, base: Base): Result<Profile> {
  const ports = takePorts(fields, base.port, 'ports', 'mport');
  if (!ports.ok) return ports;
  const password = takeSecret(fields, 'password', 'auth') ?? '';
  const obfs = takeText(fields, 'obfs')?.toLowerCase();
  const obfsPassword = takeSecret(fields, 'obfspassword');
  const speed = takeSpeed(fields);
  const hopInterval = takeSeconds(fields, 'hopinterval');
  const realm = takeRealm(fields);
  if (!realm.ok) return realm;
  const tls = takeClashTls(fields, 'always');
  if (!tls.ok) return tls;
  const hidden = obfs === undefined || obfs === 'none' ? {} : present({ obfs, obfsPassword });
  return succeed({ type: 'hysteria2', ...base, ...realm.value?.endpoint, password, ...tls.value, ...hidden, ...speed, ...present({ hopInterval, ports: ports.value, realm: realm.value?.realm, extra: extraOf(fields) }) });
}

interface FoundRealm {
  readonly endpoint: Endpoint;
  readonly realm: Hysteria2Realm;
}

/** The rendezvous is the address that is connected to, whatever `server` says. */
function takeRealm(fields: Fields): Result<FoundRealm | undefined> {
  const realm = takeFields(fields, 'realmopts');
  const id = takeText(realm, 'realmid');
  if (takeFlag(realm, 'enable') !== true || id === undefined) return succeed(undefined);
  const [, scheme = 'https', authority = ''] = /^(https?):\/\/([^/?#]+)/i.exec(takeText(realm, 'serverurl') ?? '') ?? [];
  const plain = scheme.toLowerCase() === 'http' ? true : undefined;
  const endpoint = readEndpoint(authority, plain === true ? 80 : 443);
  if (!endpoint.ok) return endpoint;
  const token = takeSecret(realm, 'token') ?? '';
  const stun = takeTexts(realm, 'stunservers');
  putRest(fields, 'realm-opts', realm);
  return succeed({ endpoint: endpoint.value, realm: { id, token, ...present({ stun, plain }) } });
}

/** With a token and no user id it is version 4. */
export function tuic(fields: Fields, base: Base): Result<Profile> {
  const token = takeSecret(fields, 'token');
  const uuid = takeSecret(fields, 'uuid');
  const password = takeSecret(fields, 'password');
  const settings = present({
    congestionControl: takeText(fields, 'congestioncontroller', 'congestioncontrol')?.toLowerCase(),
    udpRelayMode: takeText(fields, 'udprelaymode')?.toLowerCase(),
    disableSni: takeFlag(fields, 'disablesni') === true ? true : undefined,
    reduceRtt: takeFlag(fields, 'reducertt', 'zerortthandshake') === true ? true : undefined,
    heartbeat: takeText(fields, 'heartbeatinterval', 'heartbeat'),
  });
  const tls = takeClashTls(fields, 'always');
  if (!tls.ok) return tls;
  const rest = present({ extra: extraOf(fields) });
  if (token !== undefined && uuid === undefined) return succeed({ type: 'tuic', ...base, version: 4, token, ...tls.value, ...settings, ...rest });
  const id = requireUuid(uuid);
  return id.ok ? succeed({ type: 'tuic', ...base, version: 5, uuid: id.value, ...present({ password }), ...tls.value, ...settings, ...rest }) : id;
}

/** One port or a range; `transport` says what is spoken there. */
export function mieru(fields: Fields, base: Base): Result<Profile> {
  const username = requireSecret(takeSecret(fields, 'username'), 'user name');
  if (!username.ok) return username;
  const password = requireSecret(takeSecret(fields, 'password'));
  if (!password.ok) return password;
  const listed = takeText(fields, 'portrange', 'ports');
  const list = listed === undefined ? undefined : readPortList(listed);
  if (list?.ok === false) return list;
  const protocol = takeText(fields, 'transport')?.toLowerCase() ?? 'tcp';
  if (protocol !== 'tcp' && protocol !== 'udp') return fail('link-unsupported', 'The transport of this mieru entry is neither TCP nor UDP.');
  const bindings = (list?.value.text ?? String(base.port)).split(',').map((ports) => ({ ports, protocol }) as const);
  const settings = present({
    multiplexing: takeText(fields, 'multiplexing'),
    handshakeMode: takeText(fields, 'handshakemode'),
    trafficPattern: takeText(fields, 'trafficpattern'),
    mtu: takeInteger(fields, 1, 65_535, 'mtu'),
  });
  return succeed({ type: 'mieru', ...base, port: list?.value.first ?? base.port, username: username.value, password: password.value, bindings, ...settings, ...present({ extra: extraOf(fields) }) });
}
