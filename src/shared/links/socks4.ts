/** `socks4://` and `socks4a://` `[user@]host:port#name`. */
import { succeed, type Result } from '../fault.ts';
import type { Socks4Profile } from '../profile-proxies.ts';
import type { Draft, LinkCodec } from './codec.ts';
import { formatHost, readEndpoint } from './host.ts';
import { encodePercent } from './percent.ts';
import { readCredentials } from './proxy-credentials.ts';
import { formatFragment, formatQuery, readQuery, restOf } from './query.ts';
import { splitLink, unwrapBase64 } from './split.ts';
import { takeName } from './vless.ts';

export const socks4Links: LinkCodec<Socks4Profile> = { schemes: ['socks4', 'socks4a'], parse: parseSocks4, format: formatSocks4 };

/** A missing port is refused, as with SOCKS 5. A password has no place in the protocol and is kept beside it. */
function parseSocks4(link: string): Result<Socks4Profile> {
  const split = splitLink(link);
  const parts = unwrapBase64(split) ?? split;
  const endpoint = readEndpoint(parts.authority);
  if (!endpoint.ok) return endpoint;
  const query = readQuery(parts.query);
  const { username, password } = readCredentials(parts.user);
  const profile: Draft<Socks4Profile> = { type: 'socks4', name: takeName(query, parts), ...endpoint.value };
  if (username !== undefined) profile.username = username;
  if (parts.scheme === 'socks4a') profile.remoteDns = true;
  const extra = { ...(password === undefined ? {} : { password }), ...restOf(query) };
  if (Object.keys(extra).length > 0) profile.extra = extra;
  return succeed(profile);
}

function formatSocks4(profile: Socks4Profile): string {
  const user = profile.username === undefined ? '' : `${encodePercent(profile.username)}:@`;
  const scheme = profile.remoteDns === true ? 'socks4a' : 'socks4';
  return `${scheme}://${user}${formatHost(profile.server)}:${profile.port}${formatQuery([], profile.extra)}${formatFragment(profile.name)}`;
}
