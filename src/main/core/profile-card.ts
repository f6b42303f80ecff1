/** A stored profile → its card: what lists show, without keys. Pure. */
import { displayName } from '../../shared/display-name.ts';
import type { Profile, StoredProfile } from '../../shared/profile.ts';
import type { ProfileCard } from '../../shared/snapshot.ts';
import { profileWarnings } from '../../shared/warnings.ts';
import { engineProxy, wayName } from './engine-config.ts';

/** The card of one profile; `cannotRun` says what the engine cannot do. */
export function profileCard(stored: StoredProfile): ProfileCard {
  const { profile } = stored;
  // The practice server's port is known only while it runs.
  const runnable = engineProxy(profile, wayName);
  return {
    id: stored.id,
    name: displayName(stored.ownName ?? profile.name, profile.server),
    type: profile.type,
    server: profile.server,
    port: profile.port,
    security: 'security' in profile ? profile.security : 'none',
    transport: transportName(profile),
    warnings: profileWarnings(profile),
    source: stored.source.kind,
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
      return 'quic';
    case 'socks5':
    case 'http':
      return 'tcp';
  }
}
