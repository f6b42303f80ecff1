/** A stored profile → its card: what lists show, without keys. Pure. */
import { displayName } from '../../shared/display-name.ts';
import type { Profile, StoredProfile } from '../../shared/profile.ts';
import type { Network, ProfileCard } from '../../shared/snapshot.ts';
import { profileWarnings } from '../../shared/warnings.ts';
import { engineChain, wayName } from './engine-config.ts';

/** The card of one profile; `cannotRun` says what the engine cannot do, `network` whose address it is. */
export function profileCard(stored: StoredProfile, now: number, network?: Network): ProfileCard {
  const { profile } = stored;
  // The practice server's port is known only while it runs.
  const runnable = engineChain(profile, wayName);
  return {
    id: stored.id,
    name: displayName(stored.ownName ?? profile.name, profile.type === 'unsupported' ? profile.scheme : profile.server),
    type: profile.type,
    server: profile.server,
    port: profile.port,
    ...(network === undefined ? {} : { network }),
    security: 'security' in profile ? profile.security : 'none',
    transport: transportName(profile),
    warnings: profileWarnings(profile, now),
    source: stored.source.kind,
    ...(stored.source.kind === 'subscription' ? { subscription: stored.source.id } : {}),
    addedAt: stored.addedAt,
    ...(runnable.ok ? {} : { cannotRun: runnable.fault }),
  };
}

function transportName(profile: Profile): string {
  switch (profile.type) {
    case 'shadowsocks':
      return profile.plugin ?? 'tcp';
    case 'vmess':
    case 'vless':
    case 'trojan':
      return profile.transport.type;
    case 'hysteria2':
    case 'hysteria':
    case 'tuic':
      return 'quic';
    case 'wireguard':
    case 'amneziawg':
      return 'udp';
    case 'openvpn':
      return profile.remotes[0]?.protocol ?? 'udp';
    case 'mieru':
      return profile.bindings[0]?.protocol ?? 'tcp';
    case 'naive':
      return profile.protocol;
    case 'ssr':
      return profile.obfs;
    case 'socks5':
    case 'socks4':
    case 'http':
    case 'anytls':
    case 'snell':
    case 'ssh':
    case 'mtproto':
    case 'unsupported':
      return 'tcp';
  }
}
