import { expect, test } from 'vitest';
import { encodeBase64Text } from './links/base64.ts';
import { parseLink } from './links/registry.ts';
import { profileWarnings } from './warnings.ts';

const id = '3c6e5d5f-8f3a-4c59-9a4b-5d2a1f0e9c77';
const ss = (user: string, rest = '@h.example:1') => `ss://${encodeBase64Text(user, 'url')}${rest}`;

test.each([
  [`vless://${id}@h.example:1?security=tls`, []],
  [`vless://${id.replaceAll('-', '')}@h.example:1?security=tls`, []],
  [`vless://${id}@h.example:1`, ['unencrypted']],
  [`vless://${id}@h.example:1?encryption=mlkem768x25519plus.native`, []],
  [`vless://name@h.example:1?security=tls`, ['not-uuid']],
  [`vless://${id}@h.example:1?security=tls&insecure=1`, ['insecure']],
  [`vless://${id}@h.example:1?security=tls&insecure=1&pcs=ab`, []],
  [`vmess://${id}@h.example:1?encryption=auto`, []],
  [`vmess://${id}@h.example:1?encryption=none`, ['unencrypted']],
  [`vmess://${id}@h.example:1?encryption=zero&security=tls`, []],
  [`vmess://tcp:${id}-64@h.example:1`, ['old-cipher']],
  ['trojan://p@h.example', []],
  ['trojan://p@h.example?security=none', ['unencrypted']],
  ['trojan-go://p@h.example?security=none&encryption=ss;aes-128-gcm:p', []],
  ['hysteria2://p@h.example?insecure=1', ['insecure']],
  ['socks5://10.0.0.1:1080', ['unencrypted', 'private-address']],
  ['socks5+tls://h.example:1080', []],
  ['http://u:p@h.example', ['unencrypted']],
  ['https://u:p@127.0.0.1', ['private-address']],
  [ss('aes-256-gcm:p'), []],
  [ss('rc4-md5:p'), ['old-cipher']],
  [ss('none:'), ['unencrypted']],
  [ss('none:', '@h.example:1?plugin=v2ray-plugin;tls'), []],
])('%s warns of %j', (link, warnings) => {
  const result = parseLink(link);
  expect(result.ok && profileWarnings(result.value)).toEqual(warnings);
});
