/** AnyTLS, Snell, mieru and SSH → the library's fields. */
import { succeed, type Result } from '../../shared/fault.ts';
import type { AnytlsProfile, MieruProfile, SnellProfile } from '../../shared/profile-proxies.ts';
import type { SshProfile } from '../../shared/profile-tunnels.ts';
import { cannotRun, missingField } from './engine-config-limits.ts';
import { clientFingerprint, ownTls } from './engine-config-tls.ts';
import type { ProxyFields } from './engine-config-types.ts';

/** AnyTLS, which is always inside TLS. Faults: see `engineProxy`. */
export function anytlsProxy(profile: AnytlsProfile): Result<ProxyFields> {
  if (profile.security === 'none') return cannotRun('without-tls');
  const tls = ownTls(profile);
  if (!tls.ok) return tls;
  return succeed({
    type: 'anytls',
    password: profile.password,
    udp: true,
    ...tls.value,
    ...clientFingerprint(profile),
    ...(profile.idleSessionCheckInterval === undefined ? {} : { 'idle-session-check-interval': profile.idleSessionCheckInterval }),
    ...(profile.idleSessionTimeout === undefined ? {} : { 'idle-session-timeout': profile.idleSessionTimeout }),
    ...(profile.minIdleSession === undefined ? {} : { 'min-idle-session': profile.minIdleSession }),
  });
}

/** Snell 1 to 5, bare or behind simple-obfs; only version 3 and later carry UDP. Faults: see `engineProxy`. */
export function snellProxy(profile: SnellProfile): Result<ProxyFields> {
  const { version, psk } = profile;
  if (version < 1 || version > 5) return cannotRun('snell-version');
  const mode = (profile.obfs ?? '').toLowerCase();
  if (!['', 'none', 'off', 'http', 'tls'].includes(mode)) return cannotRun('obfs');
  const isObfuscated = mode === 'http' || mode === 'tls';
  const host = profile.obfsHost === undefined ? {} : { host: profile.obfsHost };
  return succeed({
    type: 'snell',
    psk,
    version,
    ...(version < 3 ? {} : { udp: true }),
    ...(profile.reuse === true ? { reuse: true } : {}),
    ...(isObfuscated ? { 'obfs-opts': { mode, ...host } } : {}),
  });
}

const multiplexing = new Set(['MULTIPLEXING_DEFAULT', 'MULTIPLEXING_OFF', 'MULTIPLEXING_LOW', 'MULTIPLEXING_MIDDLE', 'MULTIPLEXING_HIGH']);
const handshakes = new Set(['HANDSHAKE_DEFAULT', 'HANDSHAKE_STANDARD', 'HANDSHAKE_NO_WAIT']);

/**
 * mieru by its first binding: the library dials one port or one range per server. A level or handshake it does not
 * know would make it refuse the whole server and only tunes, so it is left out. Faults: see `engineProxy`.
 */
export function mieruProxy(profile: MieruProfile): Result<ProxyFields> {
  const [binding] = profile.bindings;
  if (binding === undefined) return missingField('port');
  const isRange = binding.ports.includes('-');
  const level = profile.multiplexing?.toUpperCase();
  const handshake = profile.handshakeMode?.toUpperCase();
  return succeed({
    type: 'mieru',
    ...(isRange ? { port: undefined, 'port-range': binding.ports } : {}),
    transport: binding.protocol.toUpperCase(),
    username: profile.username,
    password: profile.password,
    udp: true,
    ...(level === undefined || !multiplexing.has(level) ? {} : { multiplexing: level }),
    ...(handshake === undefined || !handshakes.has(handshake) ? {} : { 'handshake-mode': handshake }),
    ...((profile.trafficPattern ?? '') === '' ? {} : { 'traffic-pattern': profile.trafficPattern }),
  });
}

/** SSH with a password, a key, or both. Faults: see `engineProxy`. */
export function sshProxy(profile: SshProfile): Result<ProxyFields> {
  if (profile.password === undefined && profile.privateKey === undefined) return missingField('password');
  const hostKeys = profile.hostKeys ?? [];
  return succeed({
    type: 'ssh',
    username: profile.username,
    ...(profile.password === undefined ? {} : { password: profile.password }),
    ...(profile.privateKey === undefined ? {} : { 'private-key': profile.privateKey }),
    ...(profile.passphrase === undefined ? {} : { 'private-key-passphrase': profile.passphrase }),
    ...(hostKeys.length === 0 ? {} : { 'host-key': [...hostKeys] }),
  });
}
