/** Servers on the way to another server: what the one above asks of the one below. */
import type { Profile } from '../../shared/profile.ts';
import type { Fields } from './engine-config-types.ts';

/** The name of a server on the way, counted from 1: never one from a link, as for `wayName`. */
export function hopName(name: string, place: number): string {
  return `${name}-hop-${place}`;
}

/** True for protocols that reach their server by packets. */
export function needsUdp(profile: Profile): boolean {
  if (profile.type === 'mieru') return profile.bindings[0]?.protocol === 'udp';
  if (profile.type === 'openvpn') return profile.remotes[0]?.protocol === 'udp';
  if ('transport' in profile) return profile.transport.type === 'kcp' || profile.transport.type === 'quic' || isHttp3(profile);
  return isQuic(profile) || profile.type === 'wireguard' || profile.type === 'amneziawg';
}

function isQuic({ type }: Profile): boolean {
  return type === 'hysteria' || type === 'hysteria2' || type === 'tuic';
}

/** XHTTP speaks HTTP/3 when that is all the profile offers. */
function isHttp3(profile: Extract<Profile, { readonly type: 'vless' | 'vmess' | 'trojan' }>): boolean {
  return profile.transport.type === 'xhttp' && profile.alpn?.[0] === 'h3';
}

/** True when a mapped server takes packets. The QUIC protocols always do and have no switch for it. */
export function carriesUdp(mapped: Fields & { readonly type: string }): boolean {
  return mapped['udp'] === true || ['hysteria', 'hysteria2', 'tuic'].includes(mapped.type);
}

/**
 * A server as it must be below another one: 30-45 % of requests over QUIC fail on Shadowsocks' own packets (measured
 * with mihomo 1.19.30), none when they travel inside its stream.
 */
export function asHopBelow(above: Profile, hop: Profile): Profile {
  return hop.type === 'shadowsocks' && isQuic(above) ? { ...hop, udpOverTcp: true } : hop;
}
