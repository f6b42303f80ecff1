/** Server names and ports out of links: strict about what comes out, forgiving about how it was written. */
import { fail, succeed, type Result } from '../fault.ts';
import { isIpv4, isIpv6 } from './address.ts';
import { decodePercent } from './percent.ts';

export interface Endpoint {
  readonly server: string;
  readonly port: number;
}

/** A host and the text behind its colon; `ports` is undefined when there is no colon or nothing behind it. */
export interface Authority {
  readonly host: string;
  readonly ports: string | undefined;
}

/** 1-65535 from decimal digits, leading zeros allowed. Faults: link-bad-port. */
export function readPort(text: string): Result<number> {
  const digits = text.trim();
  const port = /^\d{1,10}$/.test(digits) ? Number(digits) : 0;
  if (port >= 1 && port <= 65_535) return succeed(port);
  return fail('link-bad-port', 'The port must be a whole number from 1 to 65535.');
}

/**
 * A host without brackets, lower-case, IDN as ASCII, one trailing dot dropped. Underscores pass (they occur in real
 * names); a name that ends in a number must be a dotted quad, since resolvers disagree on the rest.
 * Faults: link-bad-host.
 */
export function readHost(text: string): Result<string> {
  const plain = decodePercent(text.trim());
  if (plain === '') return fail('link-bad-host', 'The server address is missing.');
  if (plain.startsWith('[')) return readIpv6(plain.endsWith(']') ? plain.slice(1, -1) : '');
  if (plain.includes(':')) return readIpv6(plain);
  const ascii = /[^\p{ASCII}]/u.test(plain) ? toAscii(plain) : plain;
  const name = (ascii.endsWith('.') ? ascii.slice(0, -1) : ascii).toLowerCase();
  return isHostName(name) ? succeed(name) : fail('link-bad-host', 'The server address is neither a host name nor an IP address.');
}

function readIpv6(text: string): Result<string> {
  if (isIpv6(text)) return succeed(text.toLowerCase());
  return fail('link-bad-host', 'The server address is not a valid IPv6 address.');
}

/** IDN to ASCII by the platform's own table (UTS 46); an empty text when it is not a name. */
function toAscii(name: string): string {
  if (/[\s/?#@\\%]/.test(name)) return '';
  try {
    return new URL(`https://${name}`).hostname;
  } catch {
    return '';
  }
}

/** A first hyphen would make an option of it on some command line. */
const hostName = /^(?!-)[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*$/;

function isHostName(name: string): boolean {
  if (name.length > 253 || !hostName.test(name)) return false;
  const last = name.slice(name.lastIndexOf('.') + 1);
  return /^(?:\d+|0x[0-9a-f]*)$/.test(last) ? isIpv4(name) : /[a-z0-9]/.test(name);
}

/** Cuts `host:ports`. A bare IPv6 address with a port is taken only where it cannot be misread. Faults: link-bad-host. */
export function splitAuthority(authority: string): Result<Authority> {
  const text = /%5b|%5d|%3a/i.test(authority) ? decodePercent(authority) : authority;
  if (text.startsWith('[')) return splitBracketed(text);
  const colon = text.indexOf(':');
  if (colon < 0) return succeed({ host: text, ports: undefined });
  const last = text.lastIndexOf(':');
  if (last !== colon && /^[0-9a-fA-F:.]+$/.test(text)) return splitBareIpv6(text, last);
  return succeed({ host: text.slice(0, colon), ports: text.slice(colon + 1) || undefined });
}

function splitBracketed(text: string): Result<Authority> {
  const end = text.indexOf(']');
  const rest = text.slice(end + 1);
  if (end < 0 || (rest !== '' && !rest.startsWith(':'))) {
    return fail('link-bad-host', 'The brackets around the IPv6 address are damaged.');
  }
  return succeed({ host: text.slice(0, end + 1), ports: rest.slice(1) || undefined });
}

/** `2001:db8::1:443` may end in a group or in a port: only a ninth group or more than four digits prove a port. */
function splitBareIpv6(text: string, last: number): Result<Authority> {
  const ports = text.slice(last + 1);
  const isPort = /^\d{5,}$/.test(ports) || text.split(':').length === 9;
  if (isPort && isIpv6(text.slice(0, last))) return succeed({ host: text.slice(0, last), ports });
  return fail('link-bad-host', 'An IPv6 address in a link needs brackets, as in [2001:db8::1]:443.');
}

/** Host and port, the port from `defaultPort` when missing. Faults: link-bad-host, link-bad-port, link-missing-field. */
export function readEndpoint(authority: string, defaultPort?: number): Result<Endpoint> {
  const split = splitAuthority(authority);
  if (!split.ok) return split;
  const server = readHost(split.value.host);
  if (!server.ok) return server;
  const port = readPortOr(split.value.ports, defaultPort);
  return port.ok ? succeed({ server: server.value, port: port.value }) : port;
}

function readPortOr(text: string | undefined, defaultPort: number | undefined): Result<number> {
  if (text !== undefined) return readPort(text);
  if (defaultPort !== undefined) return succeed(defaultPort);
  return fail('link-missing-field', 'The port is missing: it belongs behind the server address, as in server:443.');
}

/** The host as it stands in a link: IPv6 in brackets. */
export function formatHost(server: string): string {
  return server.includes(':') ? `[${server}]` : server;
}
