/** Clash/mihomo proxies that bring a whole tunnel: WireGuard and AmneziaWG, SSH, OpenVPN. */
import { fail, succeed, type Result } from '../../../shared/fault.ts';
import { readWireguardKey } from '../../../shared/links/wireguard-fields.ts';
import type { Profile } from '../../../shared/profile.ts';
import type { WireguardPeer } from '../../../shared/profile-tunnels.ts';
import { readServer, requireSecret, type Base } from './address.ts';
import { extraOf, fieldsOf, takeFlag, takeInteger, takeMap, takeMaps, takeSecret, takeText, takeTexts, type Fields } from './fields.ts';
import { present } from './present.ts';
import { amneziaOf, buildTunnel, reservedOf, withMask } from './wireguard-parts.ts';

/** The server's own fields are the peer where `peers` names none. */
export function wireguard(fields: Fields, name: string): Result<Profile> {
  const privateKey = readWireguardKey(takeText(fields, 'privatekey'), 'private key');
  if (!privateKey.ok) return privateKey;
  const addresses = [...(takeTexts(fields, 'ip', 'address', 'addresses') ?? []), ...(takeTexts(fields, 'ipv6') ?? [])].map(withMask);
  const amnezia = amneziaOf(takeMap(fields, 'amneziawgoption'));
  const keepalive = takeInteger(fields, 0, 65_535, 'persistentkeepalive', 'keepalive');
  const settings = present({ mtu: takeInteger(fields, 1, 65_535, 'mtu'), dns: takeTexts(fields, 'dns') });
  const listed = takeMaps(fields, 'peers');
  const own = ['server', 'port', 'publickey', 'presharedkey', 'reserved', 'allowedips'];
  const ownPeer: Fields = new Map(own.flatMap((key) => (fields.has(key) ? [[key, fields.get(key) ?? { name: key, value: '' }] as const] : [])));
  for (const key of own) fields.delete(key);
  const peers: WireguardPeer[] = [];
  for (const peer of listed.length === 0 ? [ownPeer] : listed.map(fieldsOf)) {
    const read = readPeer(peer, keepalive);
    if (!read.ok) return read;
    peers.push(read.value);
  }
  return buildTunnel({ name, privateKey: privateKey.value, addresses, peers, ...settings, ...present({ extra: extraOf(fields) }) }, amnezia);
}

/** One peer by the names that Clash and sing-box use. Faults: those of its key and address. */
export function readPeer(fields: Fields, keepalive: number | undefined): Result<WireguardPeer> {
  const endpoint = readServer(takeText(fields, 'server', 'address', 'endpoint'), takeText(fields, 'port', 'serverport'), 51_820);
  if (!endpoint.ok) return endpoint;
  const publicKey = readWireguardKey(takeText(fields, 'publickey', 'peerpublickey'), 'public key');
  if (!publicKey.ok) return publicKey;
  const reserved = reservedOf(fields.get('reserved')?.value);
  const own = takeInteger(fields, 0, 65_535, 'persistentkeepalive', 'persistentkeepaliveinterval', 'keepalive');
  return succeed({
    publicKey: publicKey.value,
    ...endpoint.value,
    ...present({ presharedKey: takeText(fields, 'presharedkey'), allowedIps: takeTexts(fields, 'allowedips'), keepalive: own ?? keepalive, reserved }),
  });
}

/** A private key that is a file name cannot be read from here. */
export function ssh(fields: Fields, base: Base): Result<Profile> {
  const username = requireSecret(takeSecret(fields, 'username', 'user'), 'user name');
  if (!username.ok) return username;
  const password = takeSecret(fields, 'password');
  const privateKey = takeSecret(fields, 'privatekey');
  if (privateKey !== undefined && !privateKey.includes('PRIVATE KEY')) {
    return fail('link-missing-field', 'The private key of this entry is the name of a file; put the text of the key in its place.');
  }
  const hostKeys = takeTexts(fields, 'hostkey');
  const passphrase = takeSecret(fields, 'privatekeypassphrase');
  return succeed({ type: 'ssh', ...base, username: username.value, ...present({ password, privateKey, passphrase, hostKeys, extra: extraOf(fields) }) });
}

const openvpnBlocks = ['ca', 'cert', 'key', 'tls-auth', 'tls-crypt', 'tls-crypt-v2'] as const;
const openvpnWords = ['cipher', 'data-ciphers', 'data-ciphers-fallback', 'auth', 'comp-lzo', 'key-direction', 'dev', 'ping', 'ping-restart'] as const;

/** The client's settings as the directives that an OpenVPN file would have. */
export function openvpn(fields: Fields, base: Base): Result<Profile> {
  const blocks = openvpnBlocks.flatMap((key): [string, string][] => {
    const text = takeSecret(fields, key.replaceAll('-', ''));
    return text === undefined ? [] : [[key, text]];
  });
  const missing = blocks.find(([, text]) => !text.includes('-----BEGIN'));
  if (missing !== undefined) return fail('link-missing-field', `The ${missing[0]} of this entry is the name of a file; put the text of the file in its place.`);
  const directives = openvpnWords.flatMap((key): string[][] => {
    const text = takeTexts(fields, key.replaceAll('-', ''))?.join(':');
    return text === undefined ? [] : [[key, text]];
  });
  const protocol = takeText(fields, 'proto')?.toLowerCase().startsWith('tcp') === true ? 'tcp' : 'udp';
  const credentials = present({ username: takeSecret(fields, 'username'), password: takeSecret(fields, 'password') });
  takeFlag(fields, 'udp');
  return succeed({
    type: 'openvpn',
    ...base,
    remotes: [{ server: base.server, port: base.port, protocol }],
    directives: [['client'], ...directives],
    blocks: Object.fromEntries(blocks),
    needsUserPass: credentials.username !== undefined,
    ...credentials,
    ...present({ extra: extraOf(fields) }),
  });
}
