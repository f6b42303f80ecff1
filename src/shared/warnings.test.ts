import { expect, test } from 'vitest';
import { encodeBase64Text } from './links/base64.ts';
import { parseLink } from './links/registry.ts';
import type { Profile } from './profile.ts';
import { profileSamples as sample } from './profile-samples.ts';
import { profileWarnings } from './warnings.ts';

const now = 1_700_000_000_000;

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
  expect(result.ok && profileWarnings(result.value, now)).toEqual(warnings);
});

const facts = { subject: 'CN=a', issuer: 'CN=b', notBefore: 0, fingerprint: 'f'.repeat(64) };
const past = { ...facts, notAfter: now - 1 };
const future = { ...facts, notAfter: now + 1 };
const home = { ...sample.ssr, server: '192.168.1.1' };
test.each<readonly [string, Profile, readonly string[]]>([
  ['SSR', sample.ssr, ['old-cipher']],
  ['SSR without a cipher', { ...sample.ssr, method: 'none' }, ['unencrypted']],
  ['SSH', sample.ssh, []],
  ['SSH that takes any host key', { ...sample.ssh, hostKeys: [] }, ['insecure']],
  ['TUIC 5 with a name for its id', { ...sample.tuic, uuid: 'me' }, ['not-uuid']],
  ['TUIC 4', { ...sample.hysteria, type: 'tuic', version: 4, token: 't' }, []],
  ['AnyTLS with any certificate', { ...sample.anytls, insecure: true }, ['insecure']],
  ['SOCKS 4', sample.socks4, ['unencrypted']],
  ['OpenVPN', sample.openvpn, []],
  ['OpenVPN without a cipher', { ...sample.openvpn, directives: [['cipher', 'none']] }, ['unencrypted']],
  ['OpenVPN that asks for a name', { ...sample.openvpn, directives: [['verify-x509-name', 'server_1', 'name']] }, ['name-unchecked']],
  ['OpenVPN with a certificate past its time', { ...sample.openvpn, certificates: [{ ...past, place: 'cert' }, { ...future, place: 'cert' }] }, ['expired-certificate']],
  ['OpenVPN with authorities past their time', { ...sample.openvpn, certificates: [{ ...past, place: 'ca' }] }, ['expired-certificate']],
  ['OpenVPN with one authority that holds', { ...sample.openvpn, certificates: [{ ...future, place: 'cert' }, { ...past, place: 'ca' }, { ...future, place: 'ca' }] }, []],
  ['OpenVPN whose list outranks that', { ...sample.openvpn, directives: [['cipher', 'none'], ['data-ciphers', 'AES-256-GCM']] }, []],
  ['OpenVPN with a second address at home', { ...sample.openvpn, remotes: [...sample.openvpn.remotes, { server: '10.0.0.1', port: 1, protocol: 'udp' }] }, ['private-address']],
  ['a way through a server at home', { ...sample.snell, detour: { ...sample.mieru, detour: home } }, ['private-address']],
  ['a kind known by name only', sample.unsupported, []],
])('%s warns of what it is', (_what, profile, warnings) => {
  expect(profileWarnings(profile, now)).toEqual(warnings);
});
