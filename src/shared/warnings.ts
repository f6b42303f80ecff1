/** What a person should know of a profile before using it. */
import type { Profile, ProfileWarning, ShadowsocksProfile } from './profile.ts';
import type { OpenvpnProfile } from './profile-tunnels.ts';
import { isPrivateAddress } from './links/address.ts';
import { hostOddity, isStrangeName } from './look-alike.ts';
import { isPlainCipher, isStreamCipher } from './links/shadowsocks-ciphers.ts';

/** In order of weight, each at most once; empty for a profile without anything to say. `now` in milliseconds since 1970. */
export function profileWarnings(profile: Profile, now: number): ProfileWarning[] {
  const warnings: ProfileWarning[] = [];
  if (isUnencrypted(profile)) warnings.push('unencrypted');
  if (isUnchecked(profile)) warnings.push('insecure');
  if (hasOldCipher(profile)) warnings.push('old-cipher');
  if (hops(profile).some((hop) => isPrivateAddress(hop.server))) warnings.push('private-address');
  const oddities = new Set(hops(profile).map((hop) => hostOddity(hop.server)));
  for (const oddity of ['look-alike-host', 'punycode-host'] as const) if (oddities.has(oddity)) warnings.push(oddity);
  if (isStrangeName(profile.name)) warnings.push('strange-name');
  if (profile.type === 'openvpn' && asksForMoreChecks(profile)) warnings.push('name-unchecked');
  if (profile.type === 'openvpn' && isExpired(profile, now)) warnings.push('expired-certificate');
  if ('uuid' in profile && !isUuid(profile.uuid)) warnings.push('not-uuid');
  return warnings;
}

/** Every address that a profile names: its own, those on the way, those it may use instead. */
function hops(profile: Profile): readonly { readonly server: string }[] {
  const others = profile.type === 'openvpn' ? profile.remotes : 'peers' in profile ? profile.peers : [];
  return [profile, ...others, ...(profile.detour === undefined ? [] : hops(profile.detour))];
}

/** True when whoever carries the bytes can read them. */
function isUnencrypted(profile: Profile): boolean {
  switch (profile.type) {
    case 'shadowsocks':
      return isPlainCipher(profile.method) && !hasTlsPlugin(profile);
    case 'vmess':
      return profile.security === 'none' && (profile.method === 'none' || profile.method === 'zero');
    case 'vless':
      return profile.security === 'none' && (profile.encryption ?? 'none') === 'none';
    case 'trojan':
      return profile.security === 'none' && profile.ssLayer === undefined;
    case 'socks5':
    case 'http':
      return profile.security === 'none';
    case 'ssr':
      return isPlainCipher(profile.method);
    case 'openvpn':
      return hasNoCipher(profile);
    case 'socks4':
      return true;
    case 'hysteria2':
    case 'hysteria':
    case 'tuic':
    case 'anytls':
    case 'snell':
    case 'mieru':
    case 'naive':
    case 'wireguard':
    case 'amneziawg':
    case 'ssh':
    case 'mtproto': // Telegram encrypts by itself
    case 'unsupported':
      return false;
  }
}

/** A list of data ciphers outranks the single cipher of older files. */
function hasNoCipher({ directives }: OpenvpnProfile): boolean {
  const chosen = directives.find(([name]) => name === 'data-ciphers') ?? directives.find(([name]) => name === 'cipher');
  return chosen?.[1]?.toLowerCase().split(':').every((cipher) => cipher === 'none') ?? false;
}

/** simple-obfs only looks like TLS; shadow-tls does not encrypt what it carries either. */
function hasTlsPlugin({ plugin, pluginOptions }: ShadowsocksProfile): boolean {
  return (plugin === 'v2ray-plugin' || plugin === 'xray-plugin') && pluginOptions?.['tls'] === 'true';
}

/** With a pin the certificate is checked after all, whatever the flag says. SSH without a host key accepts any. */
function isUnchecked(profile: Profile): boolean {
  if (profile.type === 'ssh') return (profile.hostKeys ?? []).length === 0;
  if (!('security' in profile) || profile.security !== 'tls') return false;
  return profile.insecure === true && (profile.certificatePins ?? []).length === 0;
}

/** Stream ciphers, and VMess before AEAD headers (alter id above 0). */
function hasOldCipher(profile: Profile): boolean {
  if (profile.type === 'shadowsocks' || profile.type === 'ssr') return isStreamCipher(profile.method);
  return profile.type === 'vmess' && profile.alterId > 0;
}

/** The engine takes every certificate of the file's authority that is made for servers, whatever name stands in it. */
function asksForMoreChecks({ directives, blocks }: OpenvpnProfile): boolean {
  const checks = ['verify-x509-name', 'verify-hash', 'tls-remote', 'crl-verify'];
  return checks.some((check) => check in blocks || directives.some(([name]) => name === check));
}

/** The client's own certificate comes first in its block; one authority that still holds is enough. */
function isExpired({ certificates = [] }: OpenvpnProfile, now: number): boolean {
  const own = certificates.find(({ place }) => place === 'cert');
  const authorities = certificates.filter(({ place }) => place === 'ca');
  return (own !== undefined && own.notAfter < now) || (authorities.length > 0 && authorities.every(({ notAfter }) => notAfter < now));
}

function isUuid(text: string | undefined): boolean {
  return text !== undefined && /^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$/i.test(text);
}
