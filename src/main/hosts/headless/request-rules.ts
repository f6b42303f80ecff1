/**
 * Which requests a loopback port may answer. Any page in any browser here can send to it, so: the Host must be ours
 * exactly (a foreign name that resolves to 127.0.0.1 is refused), a foreign Origin is refused everywhere, and a wire is
 * given only to a page that says it comes from here.
 */
import type { IncomingMessage } from 'node:http';

export interface Address {
  /** `127.0.0.1:PORT` */
  readonly host: string;
  /** `http://127.0.0.1:PORT` */
  readonly origin: string;
}

/** The names of one port on 127.0.0.1. */
export function addressOf(port: number): Address {
  return { host: `127.0.0.1:${port}`, origin: `http://127.0.0.1:${port}` };
}

/** HTTP status that refuses a request for a file; undefined when it may pass. Files carry no secret, so a missing Origin (a typed address) is fine. */
export function refusal(request: IncomingMessage, address: Address): number | undefined {
  if (!hasOwnHost(request, address)) return 421;
  const origin = request.headers.origin;
  const fromHere = origin === address.origin;
  if (origin !== undefined && !fromHere) return 403;
  if (request.method !== 'GET') return fromHere ? 405 : 403;
  if (request.headers['content-length'] !== undefined || request.headers['transfer-encoding'] !== undefined) return 400;
  return undefined;
}

/** The same for an upgrade to a wire: here a missing Origin is refused too. */
export function wireRefusal(request: IncomingMessage, address: Address): number | undefined {
  if (!hasOwnHost(request, address)) return 421;
  if (request.headers.origin !== address.origin) return 403;
  if (request.method !== 'GET') return 405;
  return request.url === '/wire' ? undefined : 404;
}

/** Exactly one Host header, exactly ours: Node would keep the first of two and drop the other in silence. */
function hasOwnHost(request: IncomingMessage, address: Address): boolean {
  const names = request.rawHeaders.filter((_, index) => index % 2 === 0);
  return names.filter((name) => name.toLowerCase() === 'host').length === 1 && request.headers.host === address.host;
}
