/** Which servers one block would stop together. Nobody is asked. Pure. */
import { ipv4Octets, ipv6Groups } from './links/address.ts';
import type { Network } from './snapshot.ts';

/** One text per network: the holder's AS number where the table knows it, else what the address alone tells. */
export function networkKey({ server, network }: { readonly server: string; readonly network?: Network }): string {
  return network === undefined ? networkOf(server) : `AS${network.number}`;
}

/** How many networks these servers are spread over. */
export function countNetworks(servers: Iterable<{ readonly server: string; readonly network?: Network }>): number {
  return new Set(Array.from(servers, networkKey)).size;
}

/** Endings under which names are given out one level further down, as in `example.co.uk`. */
const sharedSecondLabels = new Set(['ac', 'co', 'com', 'edu', 'gov', 'net', 'org', 'or', 'ne', 'go']);

/**
 * The network of an address: the /16 of IPv4, the /32 of IPv6 (what providers are usually given), else the last two
 * labels of a name, three below endings such as `co.uk`. A guess: two of them can still be one network.
 */
function networkOf(server: string): string {
  const octets = ipv4Octets(server) ?? mappedOctets(server);
  if (octets !== undefined) return `${octets[0]}.${octets[1]}`;
  const groups = ipv6Groups(server);
  if (groups !== undefined) return `${groups[0]?.toString(16)}:${groups[1]?.toString(16)}`;
  const labels = server.toLowerCase().split('.');
  const isShared = labels.length > 2 && (labels.at(-1)?.length ?? 0) === 2 && sharedSecondLabels.has(labels.at(-2) ?? '');
  return labels.slice(isShared ? -3 : -2).join('.');
}

/** `::ffff:198.51.100.1` is that IPv4 address. */
function mappedOctets(server: string): readonly number[] | undefined {
  if (!server.includes(':')) return undefined;
  const groups = ipv6Groups(server) ?? [];
  const [, , , , , mark, high = 0, low = 0] = groups;
  if (mark !== 0xffff || groups.slice(0, 5).some((group) => group !== 0)) return undefined;
  return [high >> 8, high & 255, low >> 8, low & 255];
}
