/** One profile in sing-box's terms without tag, server and port; undefined for one that it cannot run as meant. */
import type { Hysteria2Profile, Profile, ShadowsocksProfile } from '../../../shared/profile.ts';
import type { HysteriaProfile } from '../../../shared/profile-proxies.ts';
import type { AmneziawgProfile, WireguardProfile } from '../../../shared/profile-tunnels.ts';
import { present } from '../documents/present.ts';
import { streamFields, tlsFields, type Fields } from './sing-box-stream.ts';

/** The outbound of every type that is one. WireGuard is an endpoint: `wireguardEndpoint`. */
export function outboundFields(profile: Profile): Fields | undefined {
  switch (profile.type) {
    case 'shadowsocks':
      return shadowsocks(profile);
    case 'vmess':
      return joined({ uuid: profile.uuid, security: profile.method, alter_id: profile.alterId, ...packets(profile) }, streamFields(profile));
    case 'vless':
      if ((profile.encryption ?? 'none') !== 'none') return undefined;
      return joined({ uuid: profile.uuid, ...present({ flow: profile.flow }), ...packets(profile) }, streamFields(profile));
    case 'trojan':
      if (profile.ssLayer !== undefined || profile.flow !== undefined) return undefined;
      return joined({ password: profile.password }, streamFields(profile));
    case 'hysteria2':
      return hysteria2(profile);
    case 'hysteria':
      return hysteria(profile);
    case 'tuic':
      if (profile.version !== 5) return undefined;
      return joined(
        { uuid: profile.uuid, ...present({ password: profile.password, congestion_control: profile.congestionControl, udp_relay_mode: profile.udpRelayMode, zero_rtt_handshake: profile.reduceRtt, heartbeat: milliseconds(profile.heartbeat) }) },
        tlsFields(profile, profile.disableSni === true),
      );
    case 'anytls':
      return joined(
        { password: profile.password, ...present({ idle_session_check_interval: seconds(profile.idleSessionCheckInterval), idle_session_timeout: seconds(profile.idleSessionTimeout), min_idle_session: profile.minIdleSession }) },
        tlsFields(profile),
      );
    case 'naive':
      return joined({ ...credentials(profile), ...present({ quic: profile.protocol === 'quic' ? true : undefined, extra_headers: profile.extraHeaders }) }, tlsFields(profile));
    case 'socks5':
      return profile.security === 'none' ? { version: '5', ...credentials(profile) } : undefined;
    case 'socks4':
      return { version: profile.remoteDns === true ? '4a' : '4', ...present({ username: profile.username }) };
    case 'http':
      return joined(credentials(profile), tlsFields(profile));
    case 'ssh':
      return { user: profile.username, ...present({ password: profile.password, private_key: profile.privateKey, private_key_passphrase: profile.passphrase, host_key: profile.hostKeys }) };
    case 'ssr':
    case 'snell':
    case 'mieru':
    case 'mtproto':
    case 'wireguard':
    case 'amneziawg':
    case 'openvpn':
    case 'unsupported':
      return undefined;
  }
}

/** sing-box's own name of a type. */
export function outboundType(profile: Profile): string {
  return profile.type === 'socks4' || profile.type === 'socks5' ? 'socks' : profile.type;
}

function joined(own: Fields, outer: Fields | undefined): Fields | undefined {
  return outer === undefined ? undefined : { ...own, ...outer };
}

function credentials({ username, password }: { readonly username?: string; readonly password?: string }): Fields {
  return present({ username, password });
}

/** Links say `packet` where sing-box says `packetaddr`. */
function packets({ packetEncoding }: { readonly packetEncoding?: string }): Fields {
  return present({ packet_encoding: packetEncoding === 'packet' ? 'packetaddr' : packetEncoding === 'none' ? '' : packetEncoding });
}

/** Only the two plugins that sing-box has, which take SIP003 text. */
function shadowsocks(profile: ShadowsocksProfile): Fields | undefined {
  if (profile.prefix !== undefined) return undefined;
  if (profile.plugin !== undefined && !['obfs-local', 'v2ray-plugin'].includes(profile.plugin)) return undefined;
  const options = Object.entries(profile.pluginOptions ?? {}).map(([name, value]) => (value === 'true' ? escaped(name) : `${escaped(name)}=${escaped(value)}`));
  return {
    method: profile.method,
    password: profile.password,
    ...present({ plugin: profile.plugin, plugin_opts: options.length === 0 ? undefined : options.join(';'), udp_over_tcp: udpOverTcp(profile) }),
  };
}

/** Version 2 is what sing-box means by `true`. */
function udpOverTcp({ udpOverTcp: isOn, extra }: ShadowsocksProfile): unknown {
  if (isOn !== true) return undefined;
  return extra?.['udp-over-tcp-version'] === '2' ? true : { enabled: true, version: 1 };
}

function escaped(text: string): string {
  return text.replace(/[\\;=]/g, (mark) => `\\${mark}`);
}

function hysteria2(profile: Hysteria2Profile): Fields | undefined {
  if (profile.realm !== undefined || (profile.obfs !== undefined && profile.obfs !== 'salamander')) return undefined;
  const obfs = profile.obfs === undefined ? undefined : { type: profile.obfs, ...present({ password: profile.obfsPassword }) };
  return joined({ password: profile.password, ...hopping(profile), ...present({ obfs }) }, tlsFields(profile));
}

/** sing-box demands both speeds for Hysteria 1; it speaks plain UDP only. */
function hysteria(profile: HysteriaProfile): Fields | undefined {
  if ((profile.protocol ?? 'udp') !== 'udp') return undefined;
  const speed = { up: speedOf(profile.up), down: speedOf(profile.down) };
  return joined({ ...speed, ...hopping(profile), ...present({ auth_str: profile.auth, obfs: profile.obfsPassword }) }, tlsFields(profile));
}

function speedOf(speed: string | undefined): string {
  if (speed === undefined) return '100 mbps';
  return /^\d+$/.test(speed) ? `${speed} mbps` : speed;
}

/** Ranges are `from:to`. Of a range of seconds, the first. */
function hopping({ ports, hopInterval }: { readonly ports?: string; readonly hopInterval?: string }): Fields {
  const ranges = ports?.split(',').map((range) => (range.includes('-') ? range.replace('-', ':') : `${range}:${range}`));
  const interval = hopInterval?.split('-')[0];
  return present({ server_ports: ranges, hop_interval: interval === undefined ? undefined : `${interval}s` });
}

function seconds(count: number | undefined): string | undefined {
  return count === undefined ? undefined : `${count}s`;
}

/** A duration, whether given with a unit or as milliseconds. */
function milliseconds(text: string | undefined): string | undefined {
  return text !== undefined && /^\d+$/.test(text) ? `${text}ms` : text;
}

/** An endpoint; AmneziaWG is none that sing-box itself knows. */
export function wireguardEndpoint(profile: WireguardProfile | AmneziawgProfile): Fields | undefined {
  if (profile.type === 'amneziawg') return undefined;
  const peers = profile.peers.map((peer) => ({
    address: peer.server,
    port: peer.port,
    public_key: peer.publicKey,
    ...present({ pre_shared_key: peer.presharedKey, persistent_keepalive_interval: peer.keepalive, reserved: peer.reserved }),
    allowed_ips: peer.allowedIps ?? ['0.0.0.0/0', '::/0'],
  }));
  return { address: profile.addresses, private_key: profile.privateKey, ...present({ mtu: profile.mtu }), peers };
}
