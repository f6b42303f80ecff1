/** `hysteria://` or `hy://` `host:ports?protocol=udp&auth=…&peer=…&upmbps=…&downmbps=…&obfs=xplus&obfsParam=…#name`. */
import { succeed, type Result } from '../fault.ts';
import type { HysteriaProfile } from '../profile-proxies.ts';
import type { Draft, LinkCodec } from './codec.ts';
import { addOptional, readHopAddress, takePorts, writeHopAddress } from './hop-address.ts';
import { formatHost } from './host.ts';
import { decodeSecret } from './percent.ts';
import { formatFragment, formatQuery, readQuery, takeText, type Parameters, type Query } from './query.ts';
import { splitLink } from './split.ts';
import { insecureParameters, takeTls, tlsParameters } from './tls-parameters.ts';
import { takeName } from './vless.ts';

export const hysteriaLinks: LinkCodec<HysteriaProfile> = { schemes: ['hysteria', 'hy'], parse: parseHysteria, format: formatHysteria };

function parseHysteria(link: string): Result<HysteriaProfile> {
  const parts = splitLink(link);
  const query = readQuery(parts.query);
  const address = readHopAddress(parts.authority, takePorts(query));
  if (!address.ok) return address;
  const auth = takeText(query, 'auth', 'authstr') ?? decodeSecret(parts.user ?? '');
  const obfuscation = takeObfuscation(query);
  const tls = takeTls(query, 'tls');
  if (!tls.ok) return tls;
  const profile: Draft<HysteriaProfile> = { type: 'hysteria', name: takeName(query, parts), ...address.value, ...tls.value, ...obfuscation };
  if (profile.security === 'none') profile.security = 'tls'; // QUIC has no other way
  if (auth !== '') profile.auth = auth;
  const protocol = takeText(query, 'protocol')?.toLowerCase();
  if (protocol !== undefined) profile.protocol = protocol;
  addOptional(profile, query);
  return succeed(profile);
}

/** `obfs` names the method or, in older links, is the password itself. */
function takeObfuscation(query: Query): Pick<HysteriaProfile, 'obfs' | 'obfsPassword'> {
  const obfs = takeText(query, 'obfs');
  const password = takeText(query, 'obfsparam', 'obfspassword');
  if (obfs === undefined || /^none$/i.test(obfs)) return password === undefined ? {} : { obfs: 'xplus', obfsPassword: password };
  if (/^xplus$/i.test(obfs)) return password === undefined ? { obfs: 'xplus' } : { obfs: 'xplus', obfsPassword: password };
  return password === undefined ? { obfs: 'xplus', obfsPassword: obfs } : { obfs, obfsPassword: password };
}

/** Bandwidth is written, unlike with the second version: this one does not connect without it. */
function formatHysteria(profile: HysteriaProfile): string {
  const { behindHost, listed } = writeHopAddress(profile);
  const query = formatQuery(
    [
      ['protocol', profile.protocol],
      ['auth', profile.auth],
      ['mport', listed],
      ['hop-interval', profile.hopInterval],
      ...bandwidth('up', profile.up),
      ...bandwidth('down', profile.down),
      ['obfs', profile.obfs],
      ['obfsParam', profile.obfsPassword],
      ['security', profile.security === 'reality' ? 'reality' : undefined],
      ...tlsParameters(profile).map(([name, value]) => [name === 'sni' ? 'peer' : name, value] as const),
      ...insecureParameters(profile, 'insecure'),
    ],
    profile.extra,
  );
  return `hysteria://${formatHost(profile.server)}:${behindHost}${query}${formatFragment(profile.name)}`;
}

function bandwidth(key: 'up' | 'down', text: string | undefined): Parameters {
  const megabits = /^(\d+) mbps$/.exec(text ?? '')?.[1];
  return megabits === undefined ? [[key, text]] : [[`${key}mbps`, megabits]];
}
