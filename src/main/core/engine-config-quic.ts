/** Hysteria 1 and TUIC → the library's fields. */
import { succeed, type Result } from '../../shared/fault.ts';
import type { HysteriaProfile, TuicProfile } from '../../shared/profile-proxies.ts';
import { bandwidth } from './engine-config-hysteria2.ts';
import { cannotRun, maxPortRanges, missingField } from './engine-config-limits.ts';
import { ownTls } from './engine-config-tls.ts';
import type { Fields, ProxyFields } from './engine-config-types.ts';

/** The protocol demands a bandwidth; these suit a home line and are used when the link has none. */
const usualUp = '20 Mbps';
const usualDown = '100 Mbps';

/** Hysteria 1 over UDP, plain, with xplus, or dressed as WeChat video. Faults: see `engineProxy`. */
export function hysteriaProxy(profile: HysteriaProfile): Result<ProxyFields> {
  const tls = ownTls(profile);
  if (!tls.ok) return tls;
  const obfs = xplus(profile);
  if (!obfs.ok) return obfs;
  const protocol = (profile.protocol ?? '').toLowerCase() || 'udp';
  if (protocol !== 'udp' && protocol !== 'wechat-video') return cannotRun('packet-disguise');
  const ports = (profile.ports ?? '').split(',').filter((range) => range !== '');
  if (ports.length > maxPortRanges) return cannotRun('ports');
  const hopInterval = Number.parseInt(profile.hopInterval ?? '', 10);
  return succeed({
    type: 'hysteria',
    ...(profile.auth === undefined ? {} : { 'auth-str': profile.auth }),
    ...obfs.value,
    protocol,
    ...(ports.length === 0 ? {} : { ports: ports.join(',') }),
    ...(ports.length === 0 || !(hopInterval > 0) ? {} : { 'hop-interval': hopInterval }),
    ...tls.value,
    up: usualUp,
    down: usualDown,
    ...bandwidth('up', profile.up),
    ...bandwidth('down', profile.down),
  });
}

function xplus(profile: HysteriaProfile): Result<Fields> {
  const obfs = (profile.obfs ?? '').toLowerCase();
  const password = profile.obfsPassword ?? '';
  if (obfs !== '' && obfs !== 'none' && obfs !== 'xplus') return cannotRun('obfs');
  if (obfs === 'xplus' && password === '') return missingField('obfs-password');
  return succeed(obfs === 'xplus' ? { obfs: password } : {});
}

/** Both versions of TUIC. Faults: see `engineProxy`. */
export function tuicProxy(profile: TuicProfile): Result<ProxyFields> {
  const user = tuicUser(profile);
  if (!user.ok) return user;
  const tls = ownTls(profile.disableSni === true ? withCheckedName(profile) : profile);
  if (!tls.ok) return tls;
  const heartbeat = milliseconds(profile.heartbeat);
  const congestion = (profile.congestionControl ?? '').toLowerCase().replaceAll('-', '_').replace(/^newreno$/, 'new_reno');
  return succeed({
    type: 'tuic',
    ...user.value,
    ...tls.value,
    ...(profile.disableSni === true ? { 'disable-sni': true } : {}),
    ...(congestion === '' ? {} : { 'congestion-controller': congestion }),
    ...(profile.udpRelayMode === undefined ? {} : { 'udp-relay-mode': profile.udpRelayMode.toLowerCase() }),
    ...(profile.reduceRtt === true ? { 'reduce-rtt': true } : {}),
    ...(heartbeat === undefined ? {} : { 'heartbeat-interval': heartbeat }),
  });
}

/** The library would take an id that is none for the nil one, so its form is checked here. */
function tuicUser({ version, token, uuid, password }: TuicProfile): Result<Fields> {
  if (version === 4) return (token ?? '') === '' ? missingField('token') : succeed({ token });
  if (!/^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$/i.test(uuid ?? '')) return missingField('uuid');
  return succeed({ uuid, password: password ?? '' });
}

/** Without a name to ask for, the library would check none; it is then told which one must stand in the certificate. */
function withCheckedName(profile: TuicProfile): TuicProfile {
  if (profile.insecure === true || (profile.certificatePins ?? []).length + (profile.verifyNames ?? []).length > 0) return profile;
  return { ...profile, verifyNames: [profile.sni ?? profile.server] };
}

/** `10s`, `500ms`, `10000` → milliseconds. */
function milliseconds(text: string | undefined): number | undefined {
  const found = /^(\d{1,7})(ms|s|m)?$/i.exec(text?.trim() ?? '');
  if (found === null) return undefined;
  const factor = { s: 1_000, m: 60_000 }[found[2]?.toLowerCase() ?? ''] ?? 1;
  return Number(found[1]) * factor;
}
