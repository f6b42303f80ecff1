/** Who is asked for names inside a tunnel. */
import { isIpv4, isIpv6 } from '../../shared/links/address.ts';
import type { Fields } from './engine-config-types.ts';

/** Public resolvers for tunnels that name none. */
const usual = ['1.1.1.1', '9.9.9.9'];

/**
 * A tunnel carries packets, so a name must become an address before it goes in. It is asked for through the tunnel:
 * the library would else ask the local network, which sees the name and may lie about it. What is no address (search
 * domains of a WireGuard file) is left out.
 *
 * Every server is asked by UDP and TCP at once and the first answer counts: in about half of all starts the library
 * loses the first packet into a new WireGuard tunnel (measured with mihomo 1.19.30). TCP sends it again after a
 * second, UDP never.
 */
export function tunnelDns(servers: readonly string[]): Fields {
  const addresses = servers.flatMap((server) => (isIpv4(server) ? [server] : isIpv6(server) ? [`[${server}]`] : []));
  const asked = addresses.length === 0 ? usual : addresses;
  return { 'remote-dns-resolve': true, dns: asked.flatMap((address) => [address, `tcp://${address}`]) };
}
