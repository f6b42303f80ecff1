/** Addresses of lists of servers: plain web addresses, Outline's `ssconf://`, `sub://base64`. Nothing is fetched here. */
import { fail, succeed, type Result } from '../fault.ts';
import { decodeBase64Text } from './base64.ts';
import { readEndpoint } from './host.ts';
import { splitWeb } from './http-proxy.ts';
import { readName } from './name.ts';
import { decodePercent } from './percent.ts';
import { readQuery, takeText } from './query.ts';
import type { Finding, Findings } from './wrapper.ts';

/** Longest address, in UTF-16 units. */
const longest = 8_192;

/** An http(s) address as a subscription; its fragment is the name unless another is given. Faults: link-unsupported, link-bad-host, link-bad-port, input-too-large. */
export function readSubscription(text: string, name = ''): Result<Extract<Finding, { readonly kind: 'subscription' }>> {
  const address = text.trim();
  if (!/^https?:\/\//i.test(address)) return fail('link-unsupported', 'The address inside this link is not one of the web.');
  if (address.length > longest) return fail('input-too-large', 'This web address is longer than 8,192 characters.');
  const parts = splitWeb(address);
  const endpoint = readEndpoint(parts.authority, 443);
  if (!endpoint.ok) return endpoint;
  const hash = address.indexOf('#');
  const url = hash < 0 ? address : address.slice(0, hash);
  if (/\s/.test(url)) return fail('link-malformed', 'There is a space in this web address.');
  return succeed({ kind: 'subscription', url, name: name || readName(parts.fragment) });
}

/** `ssconf://host[:port]/path[#name]` means the same behind https. */
export function readSsconf(link: string): Findings {
  const [address = '', ...fragments] = link.slice(link.indexOf('://') + 3).split('#');
  // Outline reads `key=value` parts of the fragment as settings; an old draft put the certificate there.
  const name = fragments.join('#').split(/[&;]/).find((part) => !part.includes('='));
  return listOf(readSubscription(`https://${address}`, readName(name)));
}

/** `sub://base64[?remark=name][#name]`: base64 of an address, or of links. */
export function readSub(link: string): Findings {
  const [head = '', ...fragments] = link.slice(link.indexOf('://') + 3).split('#');
  const [body = '', query = ''] = head.split('?');
  const encoded = decodePercent(body).replace(/\/$/, '');
  const text = decodeBase64Text(encoded)?.trim() ?? '';
  if (!text.includes('://')) return fail('link-bad-base64', 'The text behind sub:// is not the base64 of an address.');
  const name = takeText(readQuery(query), 'remark', 'remarks', 'name') ?? readName(fragments.join('#'));
  if (/^https?:\/\/\S+$/i.test(text)) return listOf(readSubscription(text, name));
  return succeed([{ kind: 'text', text }]);
}

function listOf(finding: Result<Finding>): Findings {
  return finding.ok ? succeed([finding.value]) : finding;
}
