/**
 * `http(s)://user:pass@host:port#name`. The same text may be a web address, so the rule is: credentials, or no path
 * and a port that web sites do not use, make a proxy; everything else is the address of a subscription.
 */
import { fail, succeed, type Result } from '../fault.ts';
import type { HttpProfile } from '../profile.ts';
import type { Draft, LinkCodec } from './codec.ts';
import { formatHost, readEndpoint, splitAuthority } from './host.ts';
import { formatCredentials, readCredentials } from './proxy-credentials.ts';
import { formatFragment, formatQuery, readQuery, restOf } from './query.ts';
import { splitLink, unwrapBase64, type LinkParts } from './split.ts';
import { insecureParameters, takeTls, tlsParameters } from './tls-parameters.ts';
import { takeName } from './vless.ts';

/** `phttp` is Hiddify's spelling that is always a proxy. */
export const httpProxyLinks: LinkCodec<HttpProfile> = { schemes: ['http', 'https', 'phttp', 'phttps'], parse: parseHttp, format: formatHttp };

function parseHttp(link: string): Result<HttpProfile> {
  const split = splitWeb(link);
  const isTls = split.scheme.endsWith('s');
  const parts = unwrapBase64(split) ?? split;
  if (!split.scheme.startsWith('p') && !isProxy(parts)) {
    return fail('link-unsupported', 'This is a web address, such as a subscription has, and not a link to one server.');
  }
  const endpoint = readEndpoint(parts.authority, isTls ? 443 : 80);
  if (!endpoint.ok) return endpoint;
  const query = readQuery(parts.query);
  const tls = takeTls(query, isTls ? 'tls' : 'none');
  if (!tls.ok) return tls;
  const profile: Draft<HttpProfile> = {
    type: 'http',
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

/** An `@` behind the first slash belongs to the path (`https://example.org/@name`). */
export function splitWeb(link: string): LinkParts {
  const parts = splitLink(link);
  const slash = parts.user?.indexOf('/') ?? -1;
  if (parts.user === undefined || slash < 0) return parts;
  const path = `${parts.user.slice(slash)}@${parts.authority}${parts.path}`;
  return { ...parts, user: undefined, authority: parts.user.slice(0, slash), path };
}

function isProxy(parts: LinkParts): boolean {
  if (parts.path !== '' && parts.path !== '/') return false;
  if (parts.user !== undefined && parts.user !== '') return true;
  const split = splitAuthority(parts.authority);
  const ports = split.ok ? split.value.ports : undefined;
  return ports !== undefined && ports !== '80' && ports !== '443';
}

function formatHttp(profile: HttpProfile): string {
  const security = profile.security === 'reality' ? 'reality' : undefined;
  const query = formatQuery([['security', security], ...tlsParameters(profile), ...insecureParameters(profile, 'allowInsecure')], profile.extra);
  const address = `${formatCredentials(profile)}${formatHost(profile.server)}:${profile.port}`;
  const scheme = profile.security === 'none' ? 'http' : 'https';
  const isAmbiguous = formatCredentials(profile) === '' && (profile.port === 80 || profile.port === 443);
  return `${isAmbiguous ? 'p' : ''}${scheme}://${address}${query}${formatFragment(profile.name)}`;
}
