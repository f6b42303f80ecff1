/**
 * `mierus://user:password@host?port=…&protocol=…&profile=…`, where ports and protocols pair by their order, and
 * `mieru://base64`, which holds a whole client configuration.
 */
import { fail, succeed, type Result } from '../fault.ts';
import type { MieruBinding, MieruProfile } from '../profile-proxies.ts';
import type { Draft, LinkCodec } from './codec.ts';
import { formatHost, readHost, splitAuthority } from './host.ts';
import { readMieruConfig } from './mieru-config.ts';
import { readName } from './name.ts';
import { decodeSecret, encodePercent } from './percent.ts';
import { readPortList } from './port-list.ts';
import { formatFragment, formatQuery, readQuery, readRepeated, restOf, takeInteger, takeText, type Query } from './query.ts';
import { splitLink } from './split.ts';

export const mieruLinks: LinkCodec<MieruProfile> = { schemes: ['mierus', 'mieru'], parse: parseMieru, format: formatMieru };

const usualProfile = 'default';

function parseMieru(link: string): Result<MieruProfile> {
  const parts = splitLink(link);
  if (parts.scheme === 'mieru' && parts.user === undefined) return firstOf(readMieruConfig(link));
  const colon = parts.user?.indexOf(':') ?? -1;
  const username = decodeSecret(parts.user?.slice(0, Math.max(colon, 0)) ?? '');
  const password = decodeSecret(parts.user?.slice(colon + 1) ?? '');
  if (colon < 0 || username === '' || password === '') return fail('link-missing-field', 'The user and password in front of the @ are missing.');
  const split = splitAuthority(parts.authority);
  if (!split.ok) return split;
  const server = readHost(split.value.host);
  if (!server.ok) return server;
  const named = readRepeated(parts.query, 'port');
  const ports = named.length > 0 ? named : [split.value.ports ?? ''];
  const bindings = readBindings(ports.flatMap((text) => text.split(/[,;]/)).filter((text) => text.trim() !== ''), readRepeated(parts.query, 'protocol'));
  if (!bindings.ok) return bindings;
  const query = readQuery(parts.query);
  for (const key of ['port', 'protocol']) query.pairs.delete(key);
  const port = Number.parseInt(bindings.value[0]?.ports ?? '', 10);
  const profile: Draft<MieruProfile> = { type: 'mieru', name: '', server: server.value, port, username, password, bindings: bindings.value };
  addOptional(profile, query, readName(parts.fragment));
  return succeed(profile);
}

function firstOf(read: Result<readonly MieruProfile[]>): Result<MieruProfile> {
  if (!read.ok) return read;
  const [first] = read.value;
  return first === undefined ? fail('link-missing-field', 'This mieru configuration holds no server.') : succeed(first);
}

/** A single protocol is everybody's, none means TCP; any other number must be that of the ports. */
function readBindings(ports: readonly string[], protocols: readonly string[]): Result<readonly MieruBinding[]> {
  if (ports.length === 0) return fail('link-missing-field', 'The port of this mieru link is missing.');
  if (protocols.length > 1 && protocols.length !== ports.length) return fail('link-malformed', 'This mieru link names another number of ports than of protocols.');
  const bindings: MieruBinding[] = [];
  for (const [index, text] of ports.entries()) {
    const list = readPortList(text);
    if (!list.ok) return list;
    const protocol = (protocols[index] ?? protocols[0] ?? 'tcp').toLowerCase();
    if (protocol !== 'tcp' && protocol !== 'udp') return fail('link-unsupported', 'The protocol of a port in this mieru link is neither TCP nor UDP.');
    bindings.push({ ports: list.value.text, protocol });
  }
  return succeed(bindings);
}

function addOptional(profile: Draft<MieruProfile>, query: Query, name: string): void {
  const profileName = takeText(query, 'profile');
  profile.name = name || (profileName === usualProfile ? '' : (profileName ?? ''));
  const multiplexing = takeText(query, 'multiplexing')?.toUpperCase();
  if (multiplexing !== undefined) profile.multiplexing = multiplexing;
  const handshakeMode = takeText(query, 'handshakemode')?.toUpperCase();
  if (handshakeMode !== undefined) profile.handshakeMode = handshakeMode;
  const trafficPattern = takeText(query, 'trafficpattern');
  if (trafficPattern !== undefined) profile.trafficPattern = trafficPattern;
  const mtu = takeInteger(query, 'mtu', 1, 65_535);
  if (mtu !== undefined) profile.mtu = mtu;
  const isOwnName = profileName !== undefined && profileName !== usualProfile && profileName !== profile.name;
  const extra = { ...(isOwnName ? { profile: profileName } : {}), ...restOf(query) };
  if (Object.keys(extra).length > 0) profile.extra = extra;
}

/** Mieru itself wants a profile name; other programs read the fragment. */
function formatMieru(profile: MieruProfile): string {
  const { profile: ownName, ...extra } = profile.extra ?? {};
  const query = formatQuery(
    [
      ['profile', ownName ?? (profile.name || usualProfile)],
      ['mtu', profile.mtu?.toString()],
      ['multiplexing', profile.multiplexing],
      ['handshake-mode', profile.handshakeMode],
      ['traffic-pattern', profile.trafficPattern],
    ],
    extra,
  );
  const bindings = profile.bindings.map(({ ports, protocol }) => `&port=${encodePercent(ports)}&protocol=${protocol.toUpperCase()}`).join('');
  const user = `${encodePercent(profile.username)}:${encodePercent(profile.password)}`;
  return `mierus://${user}@${formatHost(profile.server)}${query}${bindings}${formatFragment(profile.name)}`;
}
