/**
 * Share links in and out. Everything here is pure and runs in the window as well. A new kind of link is one file and
 * one line in `codecs`; the text-level work (finding links in what people paste) is in `parse-text.ts`.
 */
import { fail, type Result } from '../fault.ts';
import type { Profile, ProfileType } from '../profile.ts';
import { anytlsLinks } from './anytls.ts';
import { checkBounds, maxWordLength } from './bounds.ts';
import type { Draft, LinkCodec, ProfileOf } from './codec.ts';
import { httpProxyLinks } from './http-proxy.ts';
import { hysteriaLinks } from './hysteria.ts';
import { hysteria2Links } from './hysteria2.ts';
import { mieruLinks } from './mieru.ts';
import { naiveLinks } from './naive.ts';
import { shadowsocksLinks } from './shadowsocks.ts';
import { snellLinks } from './snell.ts';
import { socks4Links } from './socks4.ts';
import { socks5Links } from './socks5.ts';
import { sshLinks } from './ssh.ts';
import { ssrLinks } from './ssr.ts';
import { isTelegramWeb, mtprotoLinks, parseTelegram, withSlashes } from './telegram.ts';
import { trojanLinks } from './trojan.ts';
import { tuicLinks } from './tuic.ts';
import { parseUnsupported, unsupportedReason, unsupportedSchemes } from './unsupported.ts';
import { vlessLinks } from './vless.ts';
import { vmessLinks } from './vmess.ts';
import { amneziawgLinks, parseWireguard, wireguardLinks, wireguardSchemes } from './wireguard.ts';

/** Types that are missing here come from documents, or have no link form of their own. */
const codecs: { readonly [T in ProfileType]?: LinkCodec<ProfileOf<T>> } = {
  shadowsocks: shadowsocksLinks,
  vmess: vmessLinks,
  vless: vlessLinks,
  trojan: trojanLinks,
  hysteria2: hysteria2Links,
  socks5: socks5Links,
  http: httpProxyLinks,
  ssr: ssrLinks,
  hysteria: hysteriaLinks,
  tuic: tuicLinks,
  anytls: anytlsLinks,
  wireguard: wireguardLinks,
  amneziawg: amneziawgLinks,
  ssh: sshLinks,
  snell: snellLinks,
  mieru: mieruLinks,
  naive: naiveLinks,
  socks4: socks4Links,
  mtproto: mtprotoLinks,
};

type Parse = (link: string) => Result<Profile>;

const parsers: ReadonlyMap<string, Parse> = new Map<string, Parse>([
  ...unsupportedSchemes.map((scheme) => [scheme, parseUnsupported] as const),
  ...Object.values(codecs).flatMap((codec) => codec.schemes.map((scheme) => [scheme, codec.parse] as const)),
  // Schemes that stand for more than one type.
  ...wireguardSchemes.map((scheme) => [scheme, parseWireguard] as const),
  ['tg', parseTelegram],
  ['telegram', parseTelegram],
]);

/** True for a lower-case scheme that some codec reads. */
export function isReadableScheme(scheme: string): boolean {
  return parsers.has(scheme);
}

/**
 * Reads one link that stands alone, and keeps its text in `raw`. The fault's `cause` is one plain English sentence
 * without secrets. Faults: link-unknown, link-unsupported, link-malformed, link-missing-field, link-bad-port,
 * link-bad-host, link-bad-base64, input-too-large (a field that no store would take).
 */
export function parseLink(link: string): Result<Profile> {
  const colon = link.indexOf('://');
  if (colon < 0) {
    const completed = withSlashes(link);
    if (completed !== link) return parseLink(completed);
    return fail('link-unknown', 'This is not a link: there is no scheme with :// in it.');
  }
  const scheme = link.slice(0, colon).toLowerCase();
  const parse = scheme.startsWith('http') && isTelegramWeb(link) ? parseTelegram : parsers.get(scheme);
  if (parse === undefined) return refuseScheme(scheme);
  const parsed = parse(link);
  // No field is longer than its link, and most links are short.
  const result = parsed.ok && link.length > maxWordLength ? checkBounds(parsed.value) : parsed;
  // Freshly made by the codec, so that nobody else sees the change; a copy would cost a tenth of all time.
  if (result.ok) (result.value as Draft<Profile>).raw = link;
  return result;
}

function refuseScheme(scheme: string): Result<Profile> {
  const reason = unsupportedReason(scheme);
  if (reason !== undefined) return fail('link-unsupported', reason);
  return fail('link-unknown', 'Byway does not know this kind of link.');
}

/**
 * The link of a profile: `raw` byte for byte when it is there, so whoever edits a profile drops `raw`. A server that is
 * reached through another is written as a chain, the way's beginning first. Empty for a type that has no link form.
 */
export function formatLink(profile: Profile): string {
  const own = formatHop(profile);
  return profile.detour === undefined || own === '' ? own : `${formatLink(profile.detour)}${chainMark}${own}`;
}

/** Between the links of a chain: what stands behind it is reached through what stands before it. */
export const chainMark = ' -> ';

function formatHop(profile: Profile): string {
  if (profile.raw !== undefined) return profile.raw;
  if (profile.type === 'unsupported') return profile.link;
  const codec = codecs[profile.type] as LinkCodec<Profile> | undefined; // chosen by the profile's own type
  return codec?.format(profile) ?? '';
}
