/** `hysteria2://` or `hy2://` `[auth@]host[:ports]?…#name`. */
import { succeed, type Result } from '../fault.ts';
import type { Hysteria2Profile } from '../profile.ts';
import type { Draft, LinkCodec } from './codec.ts';
import { formatHost, readHost, splitAuthority } from './host.ts';
import { decodeSecret, encodePercent } from './percent.ts';
import { readPortList, type PortList } from './port-list.ts';
import { formatFragment, formatQuery, readQuery, restOf, takeText, type Query } from './query.ts';
import { splitUserLink } from './split.ts';
import { insecureParameters, takeTls, tlsParameters } from './tls-parameters.ts';
import { takeName } from './vless.ts';

export const hysteria2Links: LinkCodec<Hysteria2Profile> = { schemes: ['hysteria2', 'hy2'], parse: parseHysteria2, format: formatHysteria2 };

/** An empty auth is legal; `user:pass` stays one text, as the protocol sends it. */
function parseHysteria2(link: string): Result<Hysteria2Profile> {
  const parts = splitUserLink(link);
  const query = readQuery(parts.query);
  const address = readAddress(parts.authority, takeText(query, 'mport', 'ports', 'serverports'));
  if (!address.ok) return address;
  const obfs = takeText(query, 'obfs')?.toLowerCase();
  const obfsPassword = takeText(query, 'obfspassword', 'obfsparam');
  const tls = takeTls(query, 'tls');
  if (!tls.ok) return tls;
  const auth = takeText(query, 'auth');
  const profile: Draft<Hysteria2Profile> = {
    type: 'hysteria2',
    name: takeName(query, parts),
    ...address.value,
    password: decodeSecret(parts.user ?? '') || (auth ?? ''),
    ...tls.value,
  };
  if (profile.security === 'none') profile.security = 'tls'; // QUIC has no other way
  if (obfs !== undefined && obfs !== 'none') profile.obfs = obfs;
  if (obfsPassword !== undefined && profile.obfs !== undefined) profile.obfsPassword = obfsPassword;
  addOptional(profile, query);
  return succeed(profile);
}

interface Address {
  server: string;
  port: number;
  ports?: string;
}

/** Ports may stand behind the host, in a parameter, or both; the first of the host's own is the one that is shown. */
function readAddress(authority: string, listed: string | undefined): Result<Address> {
  const split = splitAuthority(authority);
  if (!split.ok) return split;
  const server = readHost(split.value.host);
  if (!server.ok) return server;
  const own = readOptionalList(split.value.ports);
  if (!own.ok) return own;
  const other = readOptionalList(listed);
  if (!other.ok) return other;
  const hopping = other.value ?? own.value;
  const address: Address = { server: server.value, port: (own.value ?? other.value)?.first ?? 443 };
  if (hopping !== undefined && !(hopping.isSingle && hopping.first === address.port)) address.ports = hopping.text;
  return succeed(address);
}

function readOptionalList(text: string | undefined): Result<PortList | undefined> {
  return text === undefined ? succeed(undefined) : readPortList(text);
}

function addOptional(profile: Draft<Hysteria2Profile>, query: Query): void {
  const hopInterval = takeText(query, 'hopinterval', 'mporthopint');
  if (hopInterval !== undefined) profile.hopInterval = hopInterval.replace(/s(?=-|$)/g, '').trim();
  const up = takeBandwidth(query, 'up');
  if (up !== undefined) profile.up = up;
  const down = takeBandwidth(query, 'down');
  if (down !== undefined) profile.down = down;
  const extra = restOf(query);
  if (extra !== undefined) profile.extra = extra;
}

/** As given; `upmbps=100` says its unit in the key. */
function takeBandwidth(query: Query, key: 'up' | 'down'): string | undefined {
  const text = takeText(query, key);
  const megabits = takeText(query, `${key}mbps`);
  return text ?? (megabits !== undefined && /^\d+$/.test(megabits) ? `${megabits} mbps` : megabits);
}

/** Bandwidth is the sharer's own and is left out, as the specification demands. */
function formatHysteria2(profile: Hysteria2Profile): string {
  const isOwnList = profile.ports !== undefined && Number.parseInt(profile.ports, 10) === profile.port;
  const query = formatQuery(
    [
      ['mport', isOwnList ? undefined : profile.ports],
      ['hop-interval', profile.hopInterval],
      ['obfs', profile.obfs],
      ['obfs-password', profile.obfsPassword],
      ['security', profile.security === 'reality' ? 'reality' : undefined],
      ...hysteria2Tls(profile),
      ...insecureParameters(profile, 'insecure'),
    ],
    profile.extra,
  );
  const auth = profile.password === '' ? '' : `${formatAuth(profile.password)}@`;
  const ports = isOwnList ? profile.ports : profile.port;
  return `hysteria2://${auth}${formatHost(profile.server)}:${ports}${query}${formatFragment(profile.name)}`;
}

/** The colon of `user:pass` stays readable: it may be raw in a user part. */
function formatAuth(password: string): string {
  return encodePercent(password).replaceAll('%3A', ':');
}

/** The specification spells pins `pinSHA256`. */
function hysteria2Tls(profile: Hysteria2Profile): (readonly [string, string | undefined])[] {
  return tlsParameters(profile).map(([name, value]) => [name === 'pcs' ? 'pinSHA256' : name, value] as const);
}
