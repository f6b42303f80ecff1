/** `socks://`, `socks5://`, `socks5h://`, `socks5+tls://` `[user:pass@]host:port#name`, and base64 forms of it. */
import { succeed, type Result } from '../fault.ts';
import type { Socks5Profile } from '../profile.ts';
import type { Draft, LinkCodec } from './codec.ts';
import { formatHost, readEndpoint } from './host.ts';
import { formatCredentials, readCredentials } from './proxy-credentials.ts';
import { formatFragment, formatQuery, readQuery, restOf } from './query.ts';
import { splitLink, unwrapBase64 } from './split.ts';
import { insecureParameters, takeTls, tlsParameters } from './tls-parameters.ts';
import { takeName } from './vless.ts';

export const socks5Links: LinkCodec<Socks5Profile> = {
  schemes: ['socks', 'socks5', 'socks5h', 'socks+tls', 'socks5+tls', 'socks5h+tls'],
  parse: parseSocks5,
  format: formatSocks5,
};

/** A missing port is refused although 1080 is usual: no other program guesses it. */
function parseSocks5(link: string): Result<Socks5Profile> {
  const split = splitLink(link);
  const parts = unwrapBase64(split) ?? split;
  const endpoint = readEndpoint(parts.authority);
  if (!endpoint.ok) return endpoint;
  const query = readQuery(parts.query);
  const tls = takeTls(query, parts.scheme.endsWith('+tls') ? 'tls' : 'none');
  if (!tls.ok) return tls;
  const profile: Draft<Socks5Profile> = {
    type: 'socks5',
    name: takeName(query, parts),
    server: endpoint.value.server,
    port: endpoint.value.port,
    ...readCredentials(parts.user),
    ...tls.value,
  };
  const extra = restOf(query);
  if (extra !== undefined) profile.extra = extra;
  return succeed(profile);
}

function formatSocks5(profile: Socks5Profile): string {
  const security = profile.security === 'reality' ? 'reality' : undefined;
  const query = formatQuery([['security', security], ...tlsParameters(profile), ...insecureParameters(profile, 'allowInsecure')], profile.extra);
  const scheme = profile.security === 'none' ? 'socks5' : 'socks5+tls';
  return `${scheme}://${formatCredentials(profile)}${formatHost(profile.server)}:${profile.port}${query}${formatFragment(profile.name)}`;
}
