import { afterEach, expect, test } from 'vitest';
import { parseDocument } from '../src/main/core/documents/parse-document.ts';
import { readParcel } from '../src/main/core/export/parcel.ts';
import { engineProxy } from '../src/main/core/engine-config.ts';
import { readSubscriptionHead } from '../src/main/core/subscription-headers.ts';
import { parseText } from '../src/shared/links/parse-text.ts';
import { formatLink } from '../src/shared/links/registry.ts';
import { profileSchema } from '../src/shared/profile-schema.ts';

const uuid = '3c6e5d5f-8f3a-4c59-9a4b-5d2a1f0e9c77';
const members = '"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"prototype":{"polluted":1}';
const query = '__proto__=polluted&__proto__[polluted]=1&constructor.prototype.polluted=1&constructor=1&prototype=1&toString=1&hasOwnProperty=1';
const base64 = (text: string): string => btoa(text).replaceAll('+', '-').replaceAll('/', '_');

afterEach(() => {
  expect('polluted' in {}).toBe(false);
  expect('polluted' in []).toBe(false);
});

/** All that is done with what was read, up to the engine. */
function use(text: string): number {
  const { profiles } = parseDocument(text) ?? parseText(text);
  for (const profile of profiles) {
    expect(profileSchema.parse(profile)).toEqual(profile);
    formatLink(profile);
    engineProxy(profile, 'way');
    expect(Object.keys({ ...profile.extra })).not.toContain('__proto__');
  }
  return profiles.length;
}

test.each([
  `vless://${uuid}@h.example:443?${query}`,
  `trojan://p@h.example:443?type=ws&host=${encodeURIComponent(`{${members}}`)}&${query}`,
  `ss://YWVzLTEyOC1nY206cA@h.example:1?plugin=x;__proto__=1;constructor=2&${query}`,
  `ss://YWVzLTEyOC1nY206cA@h.example:1?v2ray-plugin=${base64(`{${members},"host":"a"}`)}`,
  `vmess://${base64(`{"add":"h.example","port":1,"id":"${uuid}",${members}}`)}`,
  `mierus://u:p@h.example?port=1&${query}`,
  `tg://proxy?server=h.example&port=1&secret=0123456789abcdef0123456789abcdef&${query}`,
  `naive+https://u:p@h.example?extra-headers=__proto__:polluted&${query}`,
])('test 12: nothing in %s reaches a prototype', (link) => expect(use(link)).toBe(1));

test.each([
  ['Clash', `proxies:\n  - {name: a, type: vless, server: h.example, port: 1, uuid: ${uuid}, __proto__: {polluted: 1}, constructor: {prototype: {polluted: 1}}, ws-opts: {__proto__: {polluted: 1}}}\n`],
  ['Clash, merged', `x: &x {__proto__: {polluted: 1}}\nproxies:\n  - {<<: *x, name: a, type: socks5, server: h.example, port: 1}\n`],
  ['sing-box', `{"outbounds":[{"type":"vless","tag":"a","server":"h.example","server_port":1,"uuid":"${uuid}","tls":{"enabled":true,${members}},${members}}],${members}}`],
  ['Xray', `{"outbounds":[{"protocol":"vless","settings":{"address":"h.example","port":1,"id":"${uuid}",${members}},"streamSettings":{"network":"ws","wsSettings":{"headers":{${members}}}}}],${members}}`],
  ['SIP008', `{"version":1,"servers":[{"server":"h.example","server_port":1,"method":"aes-128-gcm","password":"p",${members}}],${members}}`],
  ['WireGuard', '[Interface]\nPrivateKey = AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n__proto__ = polluted\nconstructor = x\n[Peer]\nPublicKey = AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\nEndpoint = h.example:1\n'],
  ['OpenVPN', 'client\nremote h.example 1\n__proto__ polluted\n<ca>\nx\n</ca>\n<__proto__>\npolluted\n</__proto__>\n'],
])('test 12: nothing in a document of %s reaches a prototype', (_kind, text) => {
  use(text);
});

test('test 12: nothing in the store, in a locked text or in a header does', () => {
  readParcel(`{"byway":1,"profiles":[{"profile":{"type":"socks5","name":"","server":"h.example","port":1,"security":"none",${members}},${members}}],"settings":{${members}},${members}}`);
  profileSchema.safeParse(JSON.parse(`{"type":"socks5","name":"","server":"h.example","port":1,"security":"none",${members}}`));
  readSubscriptionHead({ ['__proto__']: 'polluted' }, '#__proto__: polluted\n//constructor: x\n');
});
