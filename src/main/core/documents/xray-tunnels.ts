/** Xray's Hysteria 2 and WireGuard outbounds. */
import { fail, succeed, type Result } from '../../../shared/fault.ts';
import { readEndpoint } from '../../../shared/links/host.ts';
import { readWireguardKey } from '../../../shared/links/wireguard-fields.ts';
import type { Profile } from '../../../shared/profile.ts';
import type { WireguardPeer } from '../../../shared/profile-tunnels.ts';
import type { Base } from './address.ts';
import { takePorts, takeSeconds } from './clash-quic.ts';
import { fieldsOf, putRest, takeFields, takeInteger, takeMaps, takeSecret, takeText, takeTexts, type Fields } from './fields.ts';
import { present } from './present.ts';
import { amneziaOf, buildTunnel, reservedOf, withMask } from './wireguard-parts.ts';
import { textAt } from './tree.ts';
import type { XrayStream } from './xray-stream.ts';

/** The password and the hopping stand in the stream, the obfuscation in its mask. */
export function hysteria2(base: Base, user: Fields, stream: XrayStream): Result<Profile> {
  const version = takeText(user, 'version') ?? takeText(stream.hysteria, 'version') ?? '2';
  if (version !== '2') return fail('link-unsupported', 'Xray speaks version 2 of Hysteria only, and this outbound names another.');
  const quic = takeFields(stream.mask, 'quicparams');
  const newHop = takeFields(quic, 'udphop');
  const oldHop = takeFields(stream.hysteria, 'udphop');
  const hop = newHop.size > 0 ? newHop : oldHop;
  const ports = takePorts(hop, base.port, 'ports', 'port');
  if (!ports.ok) return ports;
  const settings = present({
    hopInterval: takeSeconds(hop, 'interval'),
    ports: ports.value,
    up: takeText(stream.hysteria, 'up') ?? takeText(quic, 'brutalup'),
    down: takeText(stream.hysteria, 'down') ?? takeText(quic, 'brutaldown'),
  });
  putRest(user, 'quic', quic);
  const hidden = takeFields(stream.hysteria, 'obfs'); // V2Ray 5 names the obfuscation here
  const ownObfs = present({ obfs: takeText(hidden, 'type')?.toLowerCase(), obfsPassword: takeSecret(hidden, 'password') });
  const password = takeSecret(stream.hysteria, 'auth', 'password') ?? takeSecret(user, 'auth', 'password') ?? '';
  const tls = stream.tls.security === 'none' ? ({ ...stream.tls, security: 'tls' } as const) : stream.tls;
  return succeed({ type: 'hysteria2', ...base, password, ...tls, ...settings, ...ownObfs, ...takeObfs(stream.mask) });
}

/** The one mask that Hysteria 2 has itself; others stay in the mask. */
function takeObfs(mask: Fields): { obfs?: string; obfsPassword?: string } {
  const masks = takeMaps(mask, 'udp');
  const own = masks.find((item) => /^(?:salamander|gecko)$/i.test(textAt(item, 'type') ?? ''));
  const others = masks.filter((item) => item !== own);
  if (others.length > 0) mask.set('udp', { name: 'udp', value: others });
  if (own === undefined) return {};
  const fields = fieldsOf(own);
  return present({ obfs: takeText(fields, 'type')?.toLowerCase(), obfsPassword: takeSecret(takeFields(fields, 'settings'), 'password') });
}

/** Peers name their endpoint in one text. */
export function wireguard(settings: Fields, name: string): Result<Profile> {
  const privateKey = readWireguardKey(takeText(settings, 'secretkey', 'privatekey'), 'private key');
  if (!privateKey.ok) return privateKey;
  const reserved = reservedOf(settings.get('reserved')?.value);
  const peers: WireguardPeer[] = [];
  for (const item of takeMaps(settings, 'peers')) {
    const peer = readPeer(fieldsOf(item), reserved);
    if (!peer.ok) return peer;
    peers.push(peer.value);
  }
  const addresses = (takeTexts(settings, 'address') ?? []).map(withMask);
  const mtu = takeInteger(settings, 1, 65_535, 'mtu');
  return buildTunnel({ name, privateKey: privateKey.value, addresses, peers, ...present({ mtu }) }, amneziaOf(undefined));
}

function readPeer(fields: Fields, reserved: readonly number[] | undefined): Result<WireguardPeer> {
  const endpoint = readEndpoint(takeText(fields, 'endpoint') ?? '', 51_820);
  if (!endpoint.ok) return endpoint;
  const publicKey = readWireguardKey(takeText(fields, 'publickey'), 'public key');
  if (!publicKey.ok) return publicKey;
  const keepalive = takeInteger(fields, 0, 65_535, 'keepalive');
  return succeed({
    publicKey: publicKey.value,
    ...endpoint.value,
    ...present({ presharedKey: takeText(fields, 'presharedkey'), allowedIps: takeTexts(fields, 'allowedips'), keepalive: keepalive === 0 ? undefined : keepalive, reserved }),
  });
}
