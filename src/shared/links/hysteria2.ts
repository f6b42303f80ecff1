/**
 * `hysteria2://` or `hy2://` `[auth@]host[:ports]/?…#name`, and `hysteria2+realm[+http]://token@rendezvous/id?auth=…`
 * for a server behind NAT that is met at a rendezvous.
 */
import { fail, succeed, type Result } from '../fault.ts';
import type { Hysteria2Profile } from '../profile.ts';
import type { Hysteria2Realm } from '../profile-proxies.ts';
import type { Draft, LinkCodec } from './codec.ts';
import { addOptional, readHopAddress, takePorts, writeHopAddress } from './hop-address.ts';
import { formatHost } from './host.ts';
import { decodePercent, decodeSecret, encodePercent } from './percent.ts';
import { formatFragment, formatQuery, readQuery, readRepeated, takeText, type Query } from './query.ts';
import { splitUserLink, type LinkParts } from './split.ts';
import { insecureParameters, takeTls, tlsParameters } from './tls-parameters.ts';
import { takeName } from './vless.ts';

export const hysteria2Links: LinkCodec<Hysteria2Profile> = {
  schemes: ['hysteria2', 'hy2', 'hysteria2+realm', 'hy2+realm', 'hysteria2+realm+http', 'hy2+realm+http'],
  parse: parseHysteria2,
  format: formatHysteria2,
};

/** An empty auth is legal; `user:pass` stays one text, as the protocol sends it. */
function parseHysteria2(link: string): Result<Hysteria2Profile> {
  const parts = splitUserLink(link);
  const query = readQuery(parts.query);
  const address = readHopAddress(parts.authority, takePorts(query), 443);
  if (!address.ok) return address;
  const realm = takeRealm(parts, query);
  if (!realm.ok) return realm;
  const obfs = takeText(query, 'obfs')?.toLowerCase();
  const obfsPassword = takeText(query, 'obfspassword', 'obfsparam');
  const tls = takeTls(query, 'tls');
  if (!tls.ok) return tls;
  const auth = takeText(query, 'auth') ?? '';
  const profile: Draft<Hysteria2Profile> = {
    type: 'hysteria2',
    name: takeName(query, parts),
    ...address.value,
    password: realm.value === undefined ? decodeSecret(parts.user ?? '') || auth : auth,
    ...tls.value,
  };
  if (profile.security === 'none') profile.security = 'tls'; // QUIC has no other way
  if (obfs !== undefined && obfs !== 'none') profile.obfs = obfs;
  if (profile.obfs !== undefined && obfsPassword === undefined) return fail('link-missing-field', 'This link names an obfuscation and no password for it (obfs-password).');
  if (obfsPassword !== undefined && profile.obfs !== undefined) profile.obfsPassword = obfsPassword;
  if (realm.value !== undefined) profile.realm = realm.value;
  addOptional(profile, query);
  return succeed(profile);
}

/** The user part is the token then, the path the id, and the password a parameter. */
function takeRealm(parts: LinkParts, query: Query): Result<Hysteria2Realm | undefined> {
  if (!parts.scheme.includes('+realm')) return succeed(undefined);
  const id = decodePercent(parts.path.slice(1));
  if (id === '') return fail('link-missing-field', 'A realm link needs the id of the realm behind the address of the rendezvous.');
  const stun = readRepeated(parts.query, 'stun');
  query.pairs.delete('stun');
  return succeed({
    id,
    token: decodeSecret(parts.user ?? ''),
    ...(stun.length === 0 ? {} : { stun }),
    ...(parts.scheme.endsWith('+http') ? { plain: true } : {}),
  });
}

/** Bandwidth is the sharer's own and is left out, as the specification demands. */
function formatHysteria2(profile: Hysteria2Profile): string {
  const { behindHost, listed } = writeHopAddress(profile);
  const { realm } = profile;
  const query = formatQuery(
    [
      ['auth', realm === undefined || profile.password === '' ? undefined : profile.password],
      ['mport', listed],
      ['hop-interval', profile.hopInterval],
      ['obfs', profile.obfs],
      ['obfs-password', profile.obfsPassword],
      ['security', profile.security === 'reality' ? 'reality' : undefined],
      ...hysteria2Tls(profile),
      ...insecureParameters(profile, 'insecure'),
    ],
    profile.extra,
  );
  const user = realm === undefined ? profile.password : realm.token;
  const address = `${user === '' ? '' : `${formatAuth(user)}@`}${formatHost(profile.server)}:${behindHost}`;
  if (realm === undefined) return `hysteria2://${address}${query}${formatFragment(profile.name)}`;
  const repeated = [query, ...(realm.stun ?? []).map((server) => `stun=${encodePercent(server)}`)].filter((part) => part !== '').join('&');
  const scheme = `hysteria2+realm${realm.plain === true ? '+http' : ''}`;
  return `${scheme}://${address}/${encodePercent(realm.id)}${repeated === '' || query !== '' ? repeated : `?${repeated}`}${formatFragment(profile.name)}`;
}

/** The colon of `user:pass` stays readable: it may be raw in a user part. */
function formatAuth(password: string): string {
  return encodePercent(password).replaceAll('%3A', ':');
}

/** The specification spells pins `pinSHA256`. */
function hysteria2Tls(profile: Hysteria2Profile): (readonly [string, string | undefined])[] {
  return tlsParameters(profile).map(([name, value]) => [name === 'pcs' ? 'pinSHA256' : name, value] as const);
}
