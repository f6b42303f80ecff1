/** What a person should know of a profile before using it. */
import type { Profile, ProfileWarning, ShadowsocksProfile } from './profile.ts';
import { isPrivateAddress } from './links/address.ts';
import { isPlainCipher, isStreamCipher } from './links/shadowsocks-ciphers.ts';

/** In order of weight, each at most once; empty for a profile without anything to say. */
export function profileWarnings(profile: Profile): ProfileWarning[] {
  const warnings: ProfileWarning[] = [];
  if (isUnencrypted(profile)) warnings.push('unencrypted');
  if (isUnchecked(profile)) warnings.push('insecure');
  if (hasOldCipher(profile)) warnings.push('old-cipher');
  if (isPrivateAddress(profile.server)) warnings.push('private-address');
  if ((profile.type === 'vless' || profile.type === 'vmess') && !isUuid(profile.uuid)) warnings.push('not-uuid');
  return warnings;
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
    case 'hysteria2':
      return false;
  }
}

/** simple-obfs only looks like TLS; shadow-tls does not encrypt what it carries either. */
function hasTlsPlugin({ plugin, pluginOptions }: ShadowsocksProfile): boolean {
  return (plugin === 'v2ray-plugin' || plugin === 'xray-plugin') && pluginOptions?.['tls'] === 'true';
}

/** With a pin the certificate is checked after all, whatever the flag says. */
function isUnchecked(profile: Profile): boolean {
  if (profile.type === 'shadowsocks' || profile.security !== 'tls') return false;
  return profile.insecure === true && (profile.certificatePins ?? []).length === 0;
}

/** Stream ciphers, and VMess before AEAD headers (alter id above 0). */
function hasOldCipher(profile: Profile): boolean {
  if (profile.type === 'shadowsocks') return isStreamCipher(profile.method);
  return profile.type === 'vmess' && profile.alterId > 0;
}

function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$/i.test(text);
}
