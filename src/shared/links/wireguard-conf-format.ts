/** Writes configuration files of WireGuard and AmneziaWG. */
import type { AmneziawgProfile, WireguardPeer, WireguardProfile } from '../profile-tunnels.ts';
import { formatHost } from './host.ts';
import { isHook } from './wireguard-conf.ts';
import { amneziaFileName } from './wireguard-fields.ts';

/**
 * The file. Keys that were only kept (`extra`) are written back, a line for each of their values, except commands:
 * nobody is to be handed a file that runs them.
 */
export function writeWireguardConf(profile: WireguardProfile | AmneziawgProfile): string {
  const lines = ['[Interface]', `PrivateKey = ${profile.privateKey}`];
  if (profile.addresses.length > 0) lines.push(`Address = ${profile.addresses.join(', ')}`);
  if (profile.dns !== undefined) lines.push(`DNS = ${profile.dns.join(', ')}`);
  if (profile.mtu !== undefined) lines.push(`MTU = ${profile.mtu}`);
  const amnezia = profile.type === 'amneziawg' ? profile.amnezia : {};
  for (const [name, value] of Object.entries(amnezia)) lines.push(`${amneziaFileName(name)} = ${value}`);
  for (const [name, values] of Object.entries(profile.extra ?? {})) {
    if (!isHook(name)) lines.push(...values.split('\n').map((value) => `${name} = ${value}`));
  }
  for (const peer of profile.peers) lines.push('', ...peerLines(peer));
  return `${lines.join('\n')}\n`;
}

function peerLines(peer: WireguardPeer): string[] {
  const lines = ['[Peer]', `PublicKey = ${peer.publicKey}`];
  if (peer.presharedKey !== undefined) lines.push(`PresharedKey = ${peer.presharedKey}`);
  lines.push(`AllowedIPs = ${(peer.allowedIps ?? ['0.0.0.0/0', '::/0']).join(', ')}`, `Endpoint = ${formatHost(peer.server)}:${peer.port}`);
  if (peer.keepalive !== undefined) lines.push(`PersistentKeepalive = ${peer.keepalive}`);
  if (peer.reserved !== undefined) lines.push(`Reserved = ${peer.reserved.join(',')}`);
  return lines;
}
