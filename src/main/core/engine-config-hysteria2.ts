/** Hysteria 2 → the library's fields. */
import { succeed, type Result } from '../../shared/fault.ts';
import type { Hysteria2Profile } from '../../shared/profile.ts';
import { cannotRun, maxPortRanges, missingField } from './engine-config-limits.ts';
import { ownTls } from './engine-config-tls.ts';
import type { Fields, ProxyFields } from './engine-config-types.ts';

/** Hysteria 2 with salamander or gecko, port hopping and pins. Faults: see `engineProxy`. */
export function hysteria2Proxy(profile: Hysteria2Profile): Result<ProxyFields> {
  if ((profile.extra?.['fm'] ?? '') !== '') return cannotRun('finalmask');
  if (profile.realm !== undefined && (profile.realm.stun ?? []).length === 0) return missingField('stun'); // the library brings none of its own
  const tls = ownTls(profile);
  if (!tls.ok) return tls;
  const obfs = obfuscation(profile);
  if (!obfs.ok) return obfs;
  const ports = (profile.ports ?? '').split(',').filter((range) => range !== '');
  if (ports.length > maxPortRanges) return cannotRun('ports');
  return succeed({
    type: 'hysteria2',
    password: profile.password,
    ...obfs.value,
    ...(ports.length === 0 ? {} : { ports: ports.join(',') }),
    ...(ports.length === 0 || profile.hopInterval === undefined ? {} : { 'hop-interval': profile.hopInterval }),
    ...tls.value,
    ...bandwidth('up', profile.up),
    ...bandwidth('down', profile.down),
    ...realmOptions(profile),
  });
}

/** A server behind NAT: the profile's address is the rendezvous. */
function realmOptions({ realm, server, port }: Hysteria2Profile): Fields {
  if (realm === undefined) return {};
  const host = server.includes(':') ? `[${server}]` : server;
  const url = `${realm.plain === true ? 'http' : 'https'}://${host}:${port}`;
  const stun = realm.stun ?? [];
  const options = { enable: true, 'server-url': url, token: realm.token, 'realm-id': realm.id };
  return { 'realm-opts': stun.length === 0 ? options : { ...options, 'stun-servers': [...stun] } };
}

function obfuscation(profile: Hysteria2Profile): Result<Readonly<Record<string, string>>> {
  const obfs = (profile.obfs ?? '').toLowerCase();
  if (obfs === '' || obfs === 'none') return succeed({});
  if (obfs !== 'salamander' && obfs !== 'gecko') return cannotRun('obfs');
  const password = profile.obfsPassword ?? '';
  return password === '' ? missingField('obfs-password') : succeed({ obfs, 'obfs-password': password });
}

/** `100`, `100 mbps`, `1gbps` → `100 Mbps`: the library reads a unit only in that spelling and takes anything else for 0. */
export function bandwidth(key: 'up' | 'down', text: string | undefined): Readonly<Record<string, string>> {
  const found = /^\s*(\d{1,9})\s*([kmgt]?)(?:b(?:it)?(?:s|ps)?)?\s*$/i.exec(text ?? '');
  const amount = found?.[1];
  if (amount === undefined || Number(amount) === 0) return {};
  return { [key]: `${amount} ${(found?.[2] ?? '').toUpperCase() || 'M'}bps` };
}
