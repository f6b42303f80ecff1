/** sing-box outbounds over UDP, and its tunnels: Hysteria 1 and 2, TUIC, WireGuard, SSH. */
import { succeed, type Result } from '../../../shared/fault.ts';
import { readWireguardKey } from '../../../shared/links/wireguard-fields.ts';
import type { Profile } from '../../../shared/profile.ts';
import type { WireguardPeer } from '../../../shared/profile-tunnels.ts';
import { requireSecret, requireUuid, type Base } from './address.ts';
import { takeHysteriaAuth, takePorts, takeSeconds } from './clash-quic.ts';
import { readPeer } from './clash-tunnels.ts';
import { extraOf, fieldsOf, takeFields, takeFlag, takeInteger, takeMap, takeMaps, takeSecret, takeText, takeTexts, type Fields } from './fields.ts';
import { present } from './present.ts';
import { singBoxExtra, takeSingBoxTls } from './sing-box-stream.ts';
import { amneziaOf, buildTunnel, withMask } from './wireguard-parts.ts';

/** Bandwidth with its unit, `100 mbps`. */
function takeSpeed(fields: Fields): { up?: string; down?: string } {
  const [up, down] = (['up', 'down'] as const).map((key) => {
    const megabits = takeText(fields, `${key}mbps`);
    return takeText(fields, key) ?? (megabits === undefined || megabits === '0' ? undefined : `${megabits} mbps`);
  });
  return present({ up, down });
}

export function hysteria(fields: Fields, base: Base): Result<Profile> {
  const ports = takePorts(fields, base.port, 'serverports');
  if (!ports.ok) return ports;
  const auth = takeHysteriaAuth(fields);
  const obfsPassword = takeSecret(fields, 'obfs');
  const settings = present({ auth, obfs: obfsPassword === undefined ? undefined : 'xplus', obfsPassword, hopInterval: takeSeconds(fields, 'hopinterval'), ports: ports.value });
  const speed = takeSpeed(fields);
  const tls = takeSingBoxTls(fields, 'always');
  return tls.ok ? succeed({ type: 'hysteria', ...base, ...tls.value.tls, ...speed, ...settings, ...singBoxExtra(fields, tls.value) }) : tls;
}

export function hysteria2(fields: Fields, base: Base): Result<Profile> {
  const ports = takePorts(fields, base.port, 'serverports');
  if (!ports.ok) return ports;
  const password = takeSecret(fields, 'password') ?? '';
  const hiding = takeFields(fields, 'obfs');
  const obfs = takeText(hiding, 'type')?.toLowerCase();
  const settings = present({ obfs, obfsPassword: obfs === undefined ? undefined : takeSecret(hiding, 'password'), hopInterval: takeSeconds(fields, 'hopinterval'), ports: ports.value });
  const speed = takeSpeed(fields);
  const tls = takeSingBoxTls(fields, 'always');
  return tls.ok ? succeed({ type: 'hysteria2', ...base, password, ...tls.value.tls, ...settings, ...speed, ...singBoxExtra(fields, tls.value) }) : tls;
}

export function tuic(fields: Fields, base: Base): Result<Profile> {
  const uuid = requireUuid(takeSecret(fields, 'uuid'));
  if (!uuid.ok) return uuid;
  const tls = takeSingBoxTls(fields, 'always');
  if (!tls.ok) return tls;
  const settings = present({
    password: takeSecret(fields, 'password'),
    congestionControl: takeText(fields, 'congestioncontrol')?.toLowerCase(),
    udpRelayMode: takeText(fields, 'udprelaymode')?.toLowerCase(),
    disableSni: tls.value.disableSni ? true : undefined,
    reduceRtt: takeFlag(fields, 'zerortthandshake') === true ? true : undefined,
    heartbeat: takeText(fields, 'heartbeat'),
  });
  return succeed({ type: 'tuic', ...base, version: 5, uuid: uuid.value, ...tls.value.tls, ...settings, ...singBoxExtra(fields, tls.value) });
}

/** The outbound of former times and the endpoint of today; forks add `amnezia`. */
export function wireguard(fields: Fields, name: string): Result<Profile> {
  const privateKey = readWireguardKey(takeText(fields, 'privatekey'), 'private key');
  if (!privateKey.ok) return privateKey;
  const listed = takeMaps(fields, 'peers');
  const own: Fields = new Map();
  for (const key of ['server', 'serverport', 'peerpublickey', 'presharedkey', 'reserved']) {
    const field = fields.get(key);
    if (field !== undefined) own.set(key, field);
    fields.delete(key);
  }
  const peers: WireguardPeer[] = [];
  for (const peer of listed.length === 0 ? [own] : listed.map(fieldsOf)) {
    const read = readPeer(peer, undefined);
    if (!read.ok) return read;
    peers.push(read.value);
  }
  const addresses = (takeTexts(fields, 'address', 'localaddress') ?? []).map(withMask);
  const amnezia = amneziaOf(takeMap(fields, 'amnezia', 'awg'));
  const mtu = takeInteger(fields, 1, 65_535, 'mtu');
  return buildTunnel({ name, privateKey: privateKey.value, addresses, peers, ...present({ mtu, extra: extraOf(fields) }) }, amnezia);
}

/** The key is one text or a list of lines. */
export function ssh(fields: Fields, base: Base): Result<Profile> {
  const username = requireSecret(takeSecret(fields, 'user') ?? 'root', 'user name');
  if (!username.ok) return username;
  const key = fields.get('privatekey')?.value;
  const privateKey = takeSecret(fields, 'privatekey') ?? (Array.isArray(key) ? key.filter((line) => typeof line === 'string').join('\n') : undefined);
  const settings = present({
    password: takeSecret(fields, 'password'),
    privateKey,
    passphrase: takeSecret(fields, 'privatekeypassphrase'),
    hostKeys: takeTexts(fields, 'hostkey'),
  });
  return succeed({ type: 'ssh', ...base, username: username.value, ...settings, ...present({ extra: extraOf(fields) }) });
}
