/**
 * Schemes that Byway knows and does not run. Links to servers are kept whole as a profile that says so; everything else
 * is refused with the sentence that says why.
 */
import { fail, succeed, type Result } from '../fault.ts';
import type { UnsupportedProfile } from '../profile-proxies.ts';
import type { Draft } from './codec.ts';
import { readEndpoint, readHost, splitAuthority } from './host.ts';
import { readName } from './name.ts';
import { splitLink } from './split.ts';

/** Servers of kinds that nothing here can dial. */
const servers = ['warp', 'juicity', 'brook', 'shadowtls', 'tt', 'trusttunnel', 'dnstt', 'psiphon', 'masque', 'sudoku', 'shadowquic', 'openconnect', 'openvpn', 'tailscale', 'gost', 'relay'];
/** Those whose links always show an address, which then has to be sound. */
const addressed = new Set(['juicity', 'shadowquic']);

const subscription = 'This link adds a subscription to another program, and holds no address that Byway could use.';
const privateForm = 'This link is the private form of another program, which Byway does not read.';
const sealed = 'This link can be read by one program only; ask whoever sent it for an ordinary one.';
const whole = 'This link holds several servers; paste it, and Byway reads them all.';

const refusals: readonly (readonly [sentence: string, schemes: readonly string[]])[] = [
  [
    subscription,
    [
      'ssconf', 'sub', 'clash', 'mihomo', 'clashmeta', 'clash-verge', 'clash-meta', 'stash', 'sparkle', 'karing', 'sing-box', 'v2rayn', 'v2rayng', 'hiddify', 'streisand',
      'v2raytun', 'incy', 'v2box', 'shadowrocket', 'quantumult', 'quantumult-x', 'surge', 'surge3', 'loon', 'nekobox', 'nekoray', 'throne', 'byway',
    ],
  ],
  [privateForm, ['json', 'sn']],
  [sealed, ['happ']],
  [whole, ['vpn', 'ssd']],
];

/** Lower-case, each read by `parseUnsupported`. */
export const unsupportedSchemes: readonly string[] = servers;

const sentences: ReadonlyMap<string, string> = new Map(refusals.flatMap(([sentence, schemes]) => schemes.map((scheme) => [scheme, sentence] as const)));

/** Why this scheme is refused; undefined for one that is not on the list. */
export function unsupportedReason(scheme: string): string | undefined {
  return sentences.get(scheme);
}

/** Keeps the whole link; address and name are read where they show. Faults: link-malformed, link-bad-host, link-bad-port, link-missing-field. */
export function parseUnsupported(link: string): Result<UnsupportedProfile> {
  const parts = splitLink(link);
  if (parts.authority === '' && parts.user === undefined && parts.query === '') return fail('link-malformed', 'There is nothing behind the scheme of this link.');
  const profile: Draft<UnsupportedProfile> = { type: 'unsupported', name: readName(parts.fragment), server: '', port: 0, scheme: parts.scheme, link };
  const endpoint = readEndpoint(parts.authority);
  if (endpoint.ok) {
    profile.server = endpoint.value.server;
    profile.port = endpoint.value.port;
  } else if (addressed.has(parts.scheme)) return endpoint;
  else profile.server = looseHost(parts.authority, parts.user !== undefined);
  return succeed(profile);
}

/** A name with a dot in it, or one behind an `@`: anything else may as well be a key. */
function looseHost(authority: string, hasUser: boolean): string {
  const split = splitAuthority(authority);
  const host = split.ok ? readHost(split.value.host) : split;
  return host.ok && (hasUser || host.value.includes('.')) ? host.value : '';
}
