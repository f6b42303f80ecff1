/** Which servers stand or fall together. */
import type { Network } from './snapshot.ts';

/**
 * One text per network: the holder's AS number where it is known, else what can be told from the address alone: IPv4
 * /16, IPv6 /32, the last two labels of a name. Two networks may look like one that way, hardly ever one like two.
 */
export function networkKey({ server, network }: { readonly server: string; readonly network?: Network }): string {
  if (network !== undefined) return `AS${network.number}`;
  const quad = /^(\d{1,3}\.\d{1,3})\.\d{1,3}\.\d{1,3}$/.exec(server)?.[1];
  if (quad !== undefined) return quad;
  if (server.includes(':')) return server.toLowerCase().split(':').slice(0, 2).join(':');
  return server.toLowerCase().split('.').slice(-2).join('.');
}

/** How many networks these servers are spread over. */
export function countNetworks(servers: Iterable<{ readonly server: string; readonly network?: Network }>): number {
  return new Set(Array.from(servers, networkKey)).size;
}
