/** Which addresses a list may be fetched from, and which only after the person has said so. */
import { BlockList, isIP, isIPv4 } from 'node:net';
import { fail, succeed, type Result } from '../../../shared/fault.ts';
import type { UnsafeReason } from '../../../shared/subscription.ts';

/** Longest address that is taken, in characters. */
export const maxAddressLength = 8192;

/** Everything that is not the public internet (IANA special-purpose registries), cloud metadata addresses among it. */
const special4 = [
  '0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.0.0.0/24', '192.0.2.0/24',
  '192.88.99.0/24', '192.168.0.0/16', '198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24', '224.0.0.0/4', '240.0.0.0/4',
];
/** `::/96`, `::ffff:0:0/96`, 6to4 and Teredo carry an IPv4 address inside: nobody honest serves a list there. */
const special6 = ['::/96', '::ffff:0:0/96', '64:ff9b:1::/48', '100::/64', '2001::/23', '2001:db8::/32', '2002::/16', 'fc00::/7', 'fe80::/10', 'fec0::/10', 'ff00::/8'];
const nat64 = ruleList(['64:ff9b::/96'], 'ipv6');
const blocked4 = ruleList(special4, 'ipv4');
const blocked6 = ruleList(special6, 'ipv6');

function ruleList(ranges: readonly string[], family: 'ipv4' | 'ipv6'): BlockList {
  const list = new BlockList();
  for (const range of ranges) {
    const [network = '', bits = '0'] = range.split('/');
    list.addSubnet(network, Number(bits), family);
  }
  return list;
}

/** True for an IP address of the public internet; false for any other and for what is no address. */
export function isPublicAddress(address: string): boolean {
  const bare = address.replace(/^\[|\]$/g, '').replace(/%.*$/, '');
  switch (isIP(bare)) {
    case 4:
      return !blocked4.check(bare, 'ipv4');
    case 6:
      return nat64.check(bare, 'ipv6') ? isPublicAddress(embedded4(bare)) : !blocked6.check(bare, 'ipv6');
    default:
      return false;
  }
}

/** The IPv4 address in the last 32 bits, where a network without IPv4 puts it (RFC 6052). */
function embedded4(address: string): string {
  const tail = new URL(`http://[${address}]/`).hostname.slice(1, -1).split(':').slice(-2);
  const [high = 0, low = 0] = tail.map((part) => Number.parseInt(part === '' ? '0' : part, 16));
  return [high >> 8, high & 255, low >> 8, low & 255].join('.');
}

/**
 * Reads an address and says what speaks against it as it is written; where its name leads is seen on the connected
 * socket. Faults: `address-refused` when it is no http(s) address; `address-unsafe`, detail `reasons` and `host`, when
 * something that `accept` does not hold speaks against it.
 */
export function judgeAddress(text: string, accept: readonly UnsafeReason[]): Result<URL> {
  const url = text.length <= maxAddressLength && URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || (url.protocol !== 'http:' && url.protocol !== 'https:')) return fail('address-refused', 'not an http or https address');
  const reasons: UnsafeReason[] = [...(url.protocol === 'http:' ? ['plain' as const] : []), ...(isInside(url, text) ? ['private' as const] : [])];
  const open = reasons.filter((reason) => !accept.includes(reason));
  if (open.length > 0) return fail('address-unsafe', undefined, { reasons: reasons.join(' '), host: url.hostname });
  return succeed(url);
}

/** A local name, an address that is not public, or an IPv4 address in disguise: decimal, octal, hexadecimal, shortened. */
function isInside(url: URL, text: string): boolean {
  const host = url.hostname.replace(/\.$/, '');
  if (/(^|\.)(localhost|local|internal|home\.arpa|lan)$/i.test(host)) return true;
  if (isIP(host.replace(/^\[|\]$/g, '')) === 0) return false;
  return !isPublicAddress(host) || (isIPv4(host) && writtenHost(text) !== host);
}

function writtenHost(text: string): string {
  const authority = /^\s*[a-z]+:[/\\]*([^/\\?#]*)/i.exec(text)?.[1] ?? '';
  return authority.replace(/^.*@/, '').replace(/:\d*$/, '');
}
