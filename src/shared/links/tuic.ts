/** `tuic://uuid:password@host[:port]?congestion_control=…#name`; with one word in front of the `@` it is version 4's token. */
import { fail, succeed, type Result } from '../fault.ts';
import type { TuicProfile } from '../profile-proxies.ts';
import type { Draft, LinkCodec } from './codec.ts';
import { formatHost, readEndpoint } from './host.ts';
import { decodeSecret, encodePercent } from './percent.ts';
import { formatFragment, formatQuery, readQuery, restOf, takeFlag, takeText, type Query } from './query.ts';
import { splitUserLink } from './split.ts';
import { insecureParameters, takeTls, tlsParameters } from './tls-parameters.ts';
import { takeName } from './vless.ts';

export const tuicLinks: LinkCodec<TuicProfile> = { schemes: ['tuic'], parse: parseTuic, format: formatTuic };

type Credentials = Pick<TuicProfile, 'version' | 'uuid' | 'password' | 'token'>;

function parseTuic(link: string): Result<TuicProfile> {
  const parts = splitUserLink(link);
  const query = readQuery(parts.query);
  const credentials = readUser(parts.user ?? '', query);
  if (!credentials.ok) return credentials;
  const endpoint = readEndpoint(parts.authority, 443);
  if (!endpoint.ok) return endpoint;
  const tls = takeTls(query, 'tls');
  if (!tls.ok) return tls;
  const profile: Draft<TuicProfile> = { type: 'tuic', name: takeName(query, parts), ...endpoint.value, ...credentials.value, ...tls.value };
  if (profile.security === 'none') profile.security = 'tls'; // QUIC has no other way
  addOptional(profile, query);
  return succeed(profile);
}

/** The colon between id and password may itself be encoded (`uuid%3Apassword@`). */
function readUser(user: string, query: Query): Result<Credentials> {
  const password = takeText(query, 'password');
  const token = takeText(query, 'token');
  const text = user.includes(':') ? user : decodeSecret(user);
  const colon = text.indexOf(':');
  const decode = text === user ? decodeSecret : (part: string): string => part;
  const id = decode(colon < 0 ? text : text.slice(0, colon)).trim();
  const own = colon < 0 ? password : decode(text.slice(colon + 1)) || password;
  if (colon < 0 && own === undefined) {
    const given = id || token;
    return given === undefined || given === '' ? fail('link-missing-field', 'The user id and password in front of the @ are missing.') : succeed({ version: 4, token: given });
  }
  if (id === '') return fail('link-missing-field', 'The user id in front of the colon is missing.');
  if (own === undefined || own === '') return fail('link-missing-field', 'The password behind the colon is missing.');
  return succeed({ version: 5, uuid: id, password: own });
}

function addOptional(profile: Draft<TuicProfile>, query: Query): void {
  const congestionControl = takeText(query, 'congestioncontrol', 'congestion', 'congestioncontroller')?.toLowerCase();
  if (congestionControl !== undefined) profile.congestionControl = congestionControl;
  const udpRelayMode = takeText(query, 'udprelaymode')?.toLowerCase();
  if (udpRelayMode !== undefined) profile.udpRelayMode = udpRelayMode;
  if (takeFlag(query, 'disablesni')) profile.disableSni = true;
  if (takeFlag(query, 'reducertt', 'zerortthandshake')) profile.reduceRtt = true;
  const heartbeat = takeText(query, 'heartbeat', 'heartbeatinterval');
  if (heartbeat !== undefined) profile.heartbeat = heartbeat;
  const extra = restOf(query);
  if (extra !== undefined) profile.extra = extra;
}

function formatTuic(profile: TuicProfile): string {
  // A token with a colon in it would read as id and password; as a parameter it cannot.
  const isTokenApart = profile.version === 4 && profile.token?.includes(':') === true;
  const query = formatQuery(
    [
      ['token', isTokenApart ? profile.token : undefined],
      ['congestion_control', profile.congestionControl],
      ['udp_relay_mode', profile.udpRelayMode],
      ['disable_sni', profile.disableSni === true ? '1' : undefined],
      ['reduce_rtt', profile.reduceRtt === true ? '1' : undefined],
      ['heartbeat', profile.heartbeat],
      ['security', profile.security === 'reality' ? 'reality' : undefined],
      ...tlsParameters(profile),
      ...insecureParameters(profile, 'allow_insecure'),
    ],
    profile.extra,
  );
  const user = isTokenApart ? '' : `${formatUser(profile)}@`;
  return `tuic://${user}${formatHost(profile.server)}:${profile.port}${query}${formatFragment(profile.name)}`;
}

function formatUser({ version, token = '', uuid = '', password = '' }: TuicProfile): string {
  return version === 4 ? encodePercent(token) : `${encodePercent(uuid)}:${encodePercent(password)}`;
}
