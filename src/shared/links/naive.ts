/** `naive+https://`, `naive+quic://` or `naive://` `user:password@host[:443]?…#name`. */
import { succeed, type Result } from '../fault.ts';
import type { NaiveProfile } from '../profile-proxies.ts';
import type { Draft, LinkCodec } from './codec.ts';
import { formatHost, readEndpoint } from './host.ts';
import { decodeSecret, encodePercent } from './percent.ts';
import { formatCredentials } from './proxy-credentials.ts';
import { formatFragment, formatQuery, prototypeKeys, readQuery, restOf, takeText, type Query } from './query.ts';
import { splitUserLink } from './split.ts';
import { insecureParameters, takeTls, tlsParameters } from './tls-parameters.ts';
import { takeName } from './vless.ts';

export const naiveLinks: LinkCodec<NaiveProfile> = { schemes: ['naive+https', 'naive+quic', 'naive'], parse: parseNaive, format: formatNaive };

function parseNaive(link: string): Result<NaiveProfile> {
  const parts = splitUserLink(link);
  const endpoint = readEndpoint(parts.authority, 443);
  if (!endpoint.ok) return endpoint;
  const query = readQuery(parts.query);
  const tls = takeTls(query, 'tls');
  if (!tls.ok) return tls;
  const profile: Draft<NaiveProfile> = {
    type: 'naive',
    name: takeName(query, parts),
    ...endpoint.value,
    protocol: parts.scheme === 'naive+quic' ? 'quic' : 'https',
    ...readUser(parts.user ?? ''),
    ...tls.value,
  };
  if (profile.security === 'none') profile.security = 'tls'; // the protocol is TLS
  const extraHeaders = takeHeaders(query);
  if (extraHeaders !== undefined) profile.extraHeaders = extraHeaders;
  const extra = restOf(query);
  if (extra !== undefined) profile.extra = extra;
  return succeed(profile);
}

/** One word alone is the password. */
function readUser(user: string): Pick<NaiveProfile, 'username' | 'password'> {
  const colon = user.indexOf(':');
  const username = decodeSecret(user.slice(0, Math.max(colon, 0)));
  const password = decodeSecret(user.slice(colon + 1));
  return { ...(username === '' ? {} : { username }), ...(password === '' ? {} : { password }) };
}

/** `Name: value` lines; left in the query, and so in `extra`, when one of them is something else. */
function takeHeaders(query: Query): NaiveProfile['extraHeaders'] {
  const pair = query.pairs.get('extraheaders');
  const text = takeText(query, 'extraheaders');
  if (pair === undefined || text === undefined) return undefined;
  const headers: Record<string, string> = {};
  for (const line of text.split(/\r?\n/)) {
    const colon = line.indexOf(':');
    const name = line.slice(0, Math.max(colon, 0)).trim();
    if (!/^[A-Za-z0-9-]{1,128}$/.test(name) || prototypeKeys.has(name)) {
      query.pairs.set('extraheaders', pair);
      return undefined;
    }
    headers[name] = line.slice(colon + 1).trim();
  }
  return headers;
}

function formatNaive(profile: NaiveProfile): string {
  const headers = Object.entries(profile.extraHeaders ?? {}).map(([name, value]) => `${name}: ${value}`);
  const query = formatQuery(
    [
      ['security', profile.security === 'reality' ? 'reality' : undefined],
      ...tlsParameters(profile),
      ...insecureParameters(profile, 'insecure'),
      ['extra-headers', headers.length === 0 ? undefined : headers.join('\r\n')],
    ],
    profile.extra,
  );
  const { username, password } = profile;
  const user = username === undefined && password !== undefined ? `${encodePercent(password)}@` : formatCredentials(profile);
  return `naive+${profile.protocol}://${user}${formatHost(profile.server)}:${profile.port}${query}${formatFragment(profile.name)}`;
}
