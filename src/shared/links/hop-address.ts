/** What both versions of Hysteria say alike in their links: ports to hop between, the pace of hopping, bandwidth. */
import { fail, succeed, type Result } from '../fault.ts';
import type { Hysteria2Profile } from '../profile.ts';
import type { HysteriaProfile } from '../profile-proxies.ts';
import type { Draft } from './codec.ts';
import { readHost, splitAuthority } from './host.ts';
import { readPortList, type PortList } from './port-list.ts';
import { restOf, takeText, type Query } from './query.ts';

export interface HopAddress {
  server: string;
  port: number;
  ports?: string;
}

/**
 * Ports may stand behind the host, in a parameter (`listed`), or both; the first of the host's own is the one that is
 * shown. Faults: link-bad-host, link-bad-port, link-missing-field (no port at all and no default).
 */
export function readHopAddress(authority: string, listed: string | undefined, defaultPort?: number): Result<HopAddress> {
  const split = splitAuthority(authority);
  if (!split.ok) return split;
  const server = readHost(split.value.host);
  if (!server.ok) return server;
  const own = readOptionalList(split.value.ports);
  if (!own.ok) return own;
  const other = readOptionalList(listed);
  if (!other.ok) return other;
  const hopping = other.value ?? own.value;
  const port = (own.value ?? other.value)?.first ?? defaultPort;
  if (port === undefined) return fail('link-missing-field', 'The port is missing: it belongs behind the server address, as in server:443.');
  const address: HopAddress = { server: server.value, port };
  if (hopping !== undefined && !(hopping.isSingle && hopping.first === port)) address.ports = hopping.text;
  return succeed(address);
}

function readOptionalList(text: string | undefined): Result<PortList | undefined> {
  return text === undefined ? succeed(undefined) : readPortList(text);
}

/** The parameter with a port list, in all its spellings. */
export function takePorts(query: Query): string | undefined {
  return takeText(query, 'mport', 'ports', 'serverports');
}

/** Seconds, or a range of them, without unit. */
function takeHopInterval(query: Query): string | undefined {
  return takeText(query, 'hopinterval', 'mporthopint')?.replace(/s(?=-|$)/g, '').trim();
}

/** As given; `upmbps=100` says its unit in the key. */
function takeBandwidth(query: Query, key: 'up' | 'down'): string | undefined {
  const text = takeText(query, key);
  const megabits = takeText(query, `${key}mbps`);
  return text ?? (megabits !== undefined && /^\d+$/.test(megabits) ? `${megabits} mbps` : megabits);
}

/** Takes what both versions leave optional, and then everything that no rule knew: so this comes last. */
export function addOptional(profile: Draft<HysteriaProfile> | Draft<Hysteria2Profile>, query: Query): void {
  const hopInterval = takeHopInterval(query);
  if (hopInterval !== undefined) profile.hopInterval = hopInterval;
  const up = takeBandwidth(query, 'up');
  if (up !== undefined) profile.up = up;
  const down = takeBandwidth(query, 'down');
  if (down !== undefined) profile.down = down;
  const extra = restOf(query);
  if (extra !== undefined) profile.extra = extra;
}

/** The address as a link writes it: `host:ports`, and the list alone where it does not begin with the shown port. */
export function writeHopAddress({ port, ports }: { readonly port: number; readonly ports?: string }): { readonly behindHost: string; readonly listed: string | undefined } {
  const isOwnList = ports !== undefined && Number.parseInt(ports, 10) === port;
  return { behindHost: isOwnList ? ports : String(port), listed: isOwnList ? undefined : ports };
}
