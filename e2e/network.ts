/**
 * The little internet of the browser tests: a network namespace of their own in which two documentation addresses
 * stand on the loopback device (set up by `scripts/suites.mjs`). Loopback itself would not do: browsers never send
 * it through a system proxy.
 */
import { networkInterfaces } from 'node:os';

/** The website everybody wants to reach. */
export const siteAddress = '203.0.113.5';
/** The address from which the test servers go out: a site that sees it was reached through the tunnel. */
export const exitAddress = '203.0.113.9';

/** Whether the namespace is there; specs that need it say so when it is not. */
export function hasNetwork(): boolean {
  const addresses = Object.values(networkInterfaces()).flatMap((list) => list ?? []).map((item) => item.address);
  return addresses.includes(siteAddress) && addresses.includes(exitAddress);
}
