/**
 * Links with which other programs are told to add something: `clash://install-config?url=…`, `hiddify://import/…` and
 * their like. What stands inside is what counts: the address of a list, or ordinary links.
 */
import { fail, succeed } from '../fault.ts';
import { decodeBase64Text } from './base64.ts';
import { readName } from './name.ts';
import { decodePercent } from './percent.ts';
import { readSubscription } from './subscription-address.ts';
import type { Findings } from './wrapper.ts';

/** Programs whose links are read, by their schemes. */
export const deepLinkSchemes: readonly string[] = [
  'clash', 'mihomo', 'clashmeta', 'clash-meta', 'clash-verge', 'stash', 'sparkle', 'karing', 'sing-box', 'v2rayn', 'v2rayng', 'hiddify',
  'streisand', 'happ', 'v2raytun', 'incy', 'shadowrocket', 'v2box', 'sn', 'nekobox', 'nekoray', 'throne', 'byway',
];

/** Opens one. Faults: link-unsupported (another kind of order, or an address that is not of the web), link-malformed. */
export function readDeepLink(link: string): Findings {
  const scheme = link.slice(0, link.indexOf('://')).toLowerCase();
  const body = link.slice(link.indexOf('://') + 3).replace(/^\/+/, '');
  if (scheme === 'happ' && /^(?:crypt|routing)/i.test(body)) return refuseHapp(body);
  const inner = pathOf(body) ?? parameterOf(body);
  if (inner === undefined) return fail('link-unsupported', reasonFor(scheme));
  const text = decodeInner(inner.text);
  if (text === undefined) return fail('link-malformed', 'There is neither an address nor a link inside this link.');
  if (!/^https?:\/\//i.test(text)) return readLinks(text, inner.name);
  const subscription = readSubscription(text, ownName(text) || inner.name);
  return subscription.ok ? succeed([subscription.value]) : subscription;
}

function refuseHapp(body: string): Findings {
  if (/^routing/i.test(body)) return fail('link-unsupported', 'This link holds routing rules for another program, and no server.');
  return fail('link-unsupported', 'This link is encrypted for one program only; ask whoever sent it for an ordinary one.');
}

function reasonFor(scheme: string): string {
  return scheme === 'sn' ? 'This link is the private form of another program, which Byway does not read.' : 'This link orders another program to do something, and holds no address or server.';
}

/** Only links that name servers or lists: nothing else is followed out of a deep link. */
function readLinks(text: string, name: string): Findings {
  const scheme = /^([a-z][a-z0-9+.-]{0,30}):/i.exec(text)?.[1]?.toLowerCase() ?? '';
  if (refusedInside.has(scheme)) return fail('link-unsupported', 'The address inside this link is not one of the web.');
  const isUnnamed = name !== '' && !text.includes('#') && !text.includes('\n');
  return succeed([{ kind: 'text', text: isUnnamed ? `${text}#${encodeURIComponent(name.toWellFormed())}` : text }]);
}

const refusedInside = new Set(['file', 'javascript', 'data', 'ftp', 'content', 'intent', 'blob', 'about', 'vbscript']);

interface Inner {
  readonly text: string;
  readonly name: string;
}

/**
 * `…?url=ADDRESS&name=NAME#NAME`. An address that was not encoded goes on to the name, since its own parameters look
 * just like those of the link around it.
 */
function parameterOf(body: string): Inner | undefined {
  const found = /[?&](?:url|sub|link)=/i.exec(body);
  if (found === null) return undefined;
  const rest = body.slice(found.index + found[0].length);
  const isPlain = /^[a-z][a-z0-9+.-]{0,30}:\/\//i.test(rest);
  const isShare = isPlain && !/^https?:/i.test(rest);
  const end = isShare ? rest.length : rest.search(isPlain ? /&(?:name|remarks?|title)=|#/i : /[&#]/);
  const text = end < 0 ? rest : rest.slice(0, end);
  const parameter = /[?&](?:name|remarks?|title)=([^&#]*)/i.exec(isShare ? body.slice(0, found.index) : body)?.[1] ?? '';
  const hash = isShare ? -1 : body.indexOf('#');
  const name = readName(parameter) || (hash < 0 ? '' : readName(body.slice(hash + 1)));
  return { text, name };
}

/** `import/ADDRESS#NAME` and `add/ADDRESS`, the address with all that is its own. */
function pathOf(body: string): Inner | undefined {
  const found = /^(?:import(?:-remote-profile|-sub|-config)?|add|install(?:-sub|-config|-proxy)?|subscription|sub)\/+(?:sub\/+(?!\/))?/i.exec(body);
  if (found === null) return undefined;
  const rest = body.slice(found[0].length);
  if (rest === '' || /^[a-z-]{0,32}\/?\?/i.test(rest)) return undefined;
  const hash = rest.indexOf('#');
  const isPlain = /^[a-z][a-z0-9+.-]{0,30}:\/\//i.test(rest);
  const name = hash < 0 ? '' : readName(rest.slice(hash + 1));
  return { text: isPlain || hash < 0 ? rest : rest.slice(0, hash), name };
}

/** As it is, percent-encoded once or twice, or base64; undefined when it is nothing of these. */
function decodeInner(text: string): string | undefined {
  const address = /^[a-z][a-z0-9+.-]{0,30}:\/\//i;
  let tried = text.trim();
  if (tried.length > 64 * 1024) return undefined;
  for (let layer = 0; layer < 3; layer += 1) {
    if (address.test(tried)) return tried;
    if (/^(?:javascript|data|file):/i.test(tried)) return tried;
    const inner = decodeBase64Text(tried)?.trim();
    if (inner?.includes('://') === true) return inner;
    tried = decodePercent(tried);
  }
  return undefined;
}

function ownName(address: string): string {
  const hash = address.indexOf('#');
  return hash < 0 ? '' : readName(address.slice(hash + 1));
}
