/** `anytls://password@host[:port]/?sni=…&insecure=…#name`. */
import { fail, succeed, type Result } from '../fault.ts';
import type { AnytlsProfile } from '../profile-proxies.ts';
import type { Draft, LinkCodec } from './codec.ts';
import { formatHost, readEndpoint } from './host.ts';
import { decodeSecret, encodePercent } from './percent.ts';
import { formatFragment, formatQuery, readQuery, restOf, splitList, takeText, type Query } from './query.ts';
import { splitUserLink } from './split.ts';
import { insecureParameters, normalizePin, takeTls, tlsParameters } from './tls-parameters.ts';
import { takeName } from './vless.ts';

export const anytlsLinks: LinkCodec<AnytlsProfile> = { schemes: ['anytls'], parse: parseAnytls, format: formatAnytls };

function parseAnytls(link: string): Result<AnytlsProfile> {
  const parts = splitUserLink(link);
  const password = readPassword(parts.user ?? '');
  if (password === '') return fail('link-missing-field', 'The password in front of the @ is missing.');
  const endpoint = readEndpoint(parts.authority, 443);
  if (!endpoint.ok) return endpoint;
  const query = readQuery(parts.query);
  const tls = takeTls(query, 'tls');
  if (!tls.ok) return tls;
  const profile: Draft<AnytlsProfile> = { type: 'anytls', name: takeName(query, parts), ...endpoint.value, password, ...tls.value };
  if (profile.security === 'none') profile.security = 'tls'; // the protocol is TLS
  const pins = splitList(takeText(query, 'hpkp') ?? '').map(normalizePin);
  if (pins.length > 0 && profile.certificatePins === undefined) profile.certificatePins = pins;
  addIdleSessions(profile, query);
  const extra = restOf(query);
  if (extra !== undefined) profile.extra = extra;
  return succeed(profile);
}

/** Of `user:password` only the second counts, for there is no user. */
function readPassword(user: string): string {
  return decodeSecret(user.slice(user.indexOf(':') + 1));
}

function addIdleSessions(profile: Draft<AnytlsProfile>, query: Query): void {
  const interval = takeSeconds(query, 'idlesessioncheckinterval');
  if (interval !== undefined) profile.idleSessionCheckInterval = interval;
  const timeout = takeSeconds(query, 'idlesessiontimeout');
  if (timeout !== undefined) profile.idleSessionTimeout = timeout;
  const least = takeSeconds(query, 'minidlesession');
  if (least !== undefined) profile.minIdleSession = least;
}

/** `30` or `30s`; anything else stays in the query. */
function takeSeconds(query: Query, key: string): number | undefined {
  const digits = /^(\d{1,9})s?$/.exec(query.pairs.get(key)?.value ?? '')?.[1];
  if (digits === undefined) return undefined;
  query.pairs.delete(key);
  return Number(digits);
}

function formatAnytls(profile: AnytlsProfile): string {
  const query = formatQuery(
    [
      ['security', profile.security === 'reality' ? 'reality' : undefined],
      ...tlsParameters(profile),
      ...insecureParameters(profile, 'insecure'),
      ['idle_session_check_interval', profile.idleSessionCheckInterval?.toString()],
      ['idle_session_timeout', profile.idleSessionTimeout?.toString()],
      ['min_idle_session', profile.minIdleSession?.toString()],
    ],
    profile.extra,
  );
  return `anytls://${encodePercent(profile.password)}@${formatHost(profile.server)}:${profile.port}/${query}${formatFragment(profile.name)}`;
}
