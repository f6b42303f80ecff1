/**
 * `ss://`: SIP002 (`userinfo@host:port`, userinfo base64 or plain), the legacy form (everything in base64), the 2022
 * ciphers (plain by specification, base64 in the wild), Outline's `prefix`.
 */
import { fail, succeed, type Result } from '../fault.ts';
import type { ShadowsocksProfile } from '../profile.ts';
import { decodeBase64Password, encodeBase64Text } from './base64.ts';
import type { Draft, LinkCodec } from './codec.ts';
import { formatHost, readEndpoint, readHost, readPort, type Endpoint } from './host.ts';
import { readName } from './name.ts';
import { decodeSecret, encodePercent } from './percent.ts';
import { formatFragment, formatQuery, readQuery, restOf, takeFlag, takeText, type Query } from './query.ts';
import { isPlainCipher, isShadowsocksCipher } from './shadowsocks-ciphers.ts';
import { formatPlugin, takePlugin, takePluginAddress } from './shadowsocks-plugin.ts';
import { prefixHex, prefixText } from './shadowsocks-prefix.ts';
import { splitLink, splitUserLink, unwrapBase64, type LinkParts } from './split.ts';

export const shadowsocksLinks: LinkCodec<ShadowsocksProfile> = { schemes: ['ss'], parse: parseShadowsocks, format: formatShadowsocks };

function parseShadowsocks(link: string): Result<ShadowsocksProfile> {
  const parts = splitShadowsocks(link);
  if (!parts.ok) return parts;
  const user = readUser(parts.value);
  if (!user.ok) return user;
  const query = readQuery(parts.value.query);
  const plugin = takePlugin(query);
  const own = takePluginAddress(plugin);
  const given = readEndpoint(parts.value.authority);
  const endpoint = own === undefined ? given : readPluginEndpoint(own, given);
  if (!endpoint.ok) return endpoint;
  const profile: Draft<ShadowsocksProfile> = {
    type: 'shadowsocks',
    name: readOutlineName(parts.value.fragment) || (takeText(query, 'remarks', 'remark') ?? ''),
    server: endpoint.value.server,
    port: endpoint.value.port,
    ...user.value,
    ...(own?.rest ?? plugin),
  };
  const prefix = takePrefix(query);
  if (!prefix.ok) return prefix;
  if (prefix.value !== undefined) profile.prefix = prefix.value;
  return succeed(addOptional(profile, query));
}

/** The port is the server's own where the plugin names none. */
function readPluginEndpoint({ address, port }: { readonly address: string; readonly port: string | undefined }, given: Result<Endpoint>): Result<Endpoint> {
  const server = readHost(address);
  if (!server.ok) return server;
  const read = port === undefined && given.ok ? succeed(given.value.port) : readPort(port ?? '');
  return read.ok ? succeed({ server: server.value, port: read.value }) : read;
}

/** `legacy` marks parts that came out of base64 as a whole: their user part is plain and not percent-encoded. */
interface ShadowsocksParts extends LinkParts {
  readonly isLegacy: boolean;
}

function splitShadowsocks(link: string): Result<ShadowsocksParts> {
  const parts = splitLink(link);
  if (parts.user !== undefined) return succeed({ ...splitUserLink(link), isLegacy: false });
  const legacy = unwrapBase64(parts);
  if (legacy !== undefined) return succeed({ ...legacy, isLegacy: true });
  const loose = splitUserLink(link);
  if (loose.user !== undefined) return succeed({ ...loose, isLegacy: false });
  return fail('link-bad-base64', 'The text behind ss:// is neither user@server:port nor whole base64 of it.');
}

function readUser(parts: ShadowsocksParts): Result<{ readonly method: string; readonly password: string }> {
  const text = parts.isLegacy ? (parts.user ?? '') : plainUser(parts.user ?? '');
  const colon = text?.indexOf(':') ?? -1;
  if (text === undefined || colon < 0) {
    return fail('link-bad-base64', 'The part in front of the @ holds no cipher and password, neither plain nor in base64.');
  }
  const method = text.slice(0, colon).trim().toLowerCase();
  const password = text.slice(colon + 1);
  if (!isShadowsocksCipher(method)) return fail('link-unsupported', 'The cipher named in this link is not one of Shadowsocks.');
  if (password === '' && !isPlainCipher(method)) return fail('link-missing-field', 'The password in this Shadowsocks link is empty.');
  return succeed({ method, password });
}

/** Plain where a colon shows, else base64, whose padding may itself be percent-encoded. */
function plainUser(user: string): string | undefined {
  const text = decodeSecret(user);
  if (text.includes(':')) return text;
  const decoded = decodeBase64Password(text);
  return decoded?.includes(':') === true ? decoded : undefined;
}

/** Outline reads `#key=value&My name` as settings and a name; a fragment of settings only is taken for a name. */
function readOutlineName(fragment: string | undefined): string {
  if (fragment?.includes('&') !== true || !fragment.includes('=')) return readName(fragment);
  const names = fragment.split('&').filter((part) => !part.includes('='));
  return readName(names[0] ?? fragment);
}

function takePrefix(query: Query): Result<string | undefined> {
  const pair = query.pairs.get('prefix');
  if (pair === undefined || pair.value === '') return succeed(undefined);
  query.pairs.delete('prefix');
  const hex = prefixHex(pair.kind === 'encoded' ? pair.value : encodePercent(pair.value));
  return hex === undefined ? fail('link-malformed', 'The prefix in this link holds characters that are not single bytes.') : succeed(hex);
}

function addOptional(profile: Draft<ShadowsocksProfile>, query: Query): ShadowsocksProfile {
  const version = takeText(query, 'uot');
  const isOn = takeFlag(query, 'udpovertcp');
  if (isOn || version === '1' || version === '2' || version?.toLowerCase() === 'true') profile.udpOverTcp = true;
  const extra = restOf(query);
  if (extra !== undefined) profile.extra = extra;
  return profile;
}

/** SIP002; the 2022 ciphers plain, as SIP022 demands. */
function formatShadowsocks(profile: ShadowsocksProfile): string {
  const user = profile.method.startsWith('2022-')
    ? `${encodePercent(profile.method)}:${encodePercent(profile.password)}`
    : encodeBase64Text(`${profile.method}:${profile.password}`, 'url');
  const query = formatQuery(
    [
      ['plugin', formatPlugin(profile)],
      ['prefix', profile.prefix === undefined ? undefined : prefixText(profile.prefix)],
      ['uot', profile.udpOverTcp === true ? '1' : undefined],
    ],
    profile.extra,
  );
  const address = `${formatHost(profile.server)}:${profile.port}`;
  return `ss://${user}@${address}${query === '' ? '' : `/${query}`}${formatFragment(profile.name)}`;
}
