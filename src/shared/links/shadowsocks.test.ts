import { describe, expect, test } from 'vitest';
import { encodeBase64Text } from './base64.ts';
import { id, readAs, refusalOf } from './read-for-test.ts';
import { formatLink } from './registry.ts';

const read = (link: string) => readAs('shadowsocks', link);
const url = (text: string) => encodeBase64Text(text, 'url');
const standard = (text: string) => encodeBase64Text(text, 'standard');
const base = { type: 'shadowsocks', name: 'My server', server: 'h.example', port: 8388, method: 'aes-256-gcm', password: 'p@ss:w/rd?' };
const user = 'aes-256-gcm:p@ss:w/rd?';

describe('a Shadowsocks link', () => {
  test.each([
    ['SIP002', `ss://${url(user)}@h.example:8388#My%20server`],
    ['SIP002 with a slash', `ss://${url(user)}@h.example:8388/#My server`],
    ['padded userinfo', `ss://${standard(user)}@h.example:8388#My%20server`],
    ['percent-encoded padding', `ss://${encodeURIComponent(standard(user))}@h.example:8388#My%20server`],
    ['plain userinfo', `ss://aes-256-gcm:p%40ss%3Aw%2Frd%3F@h.example:8388#My%20server`],
    ['plain userinfo with an encoded colon', `ss://aes-256-gcm%3Ap%40ss%3Aw%2Frd%3F@h.example:8388#My%20server`],
    ['plain userinfo with everything raw', `ss://aes-256-gcm:p@ss:w/rd?@h.example:8388#My%20server`],
    ['upper-case method', `SS://${url('AES-256-GCM:p@ss:w/rd?')}@h.example:8388#My%20server`],
    ['legacy', `ss://${standard(`${user}@h.example:8388`)}#My%20server`],
    ['legacy, url-safe, with a trailing slash', `ss://${url(`${user}@h.example:8388`)}/#My%20server`],
    ['remarks of Shadowrocket', `ss://${url(user)}@h.example:8388?remarks=My%20server`],
    ['Outline settings in the name', `ss://${url(user)}@h.example:8388#foo=bar&My%20server`],
  ])('in the form "%s" reads the same', (_form, link) => {
    expect(read(link)).toEqual(base);
  });

  test('of the 2022 ciphers keeps both keys, plain or in base64', () => {
    const expected = { method: '2022-blake3-aes-128-gcm', password: 'YctPZ6U7xPPcU+gp3u+0tx==:tRwBMB/p4Lwn6YeFRZ8xJA==' };
    expect(read('ss://2022-blake3-aes-128-gcm:YctPZ6U7xPPcU%2Bgp3u%2B0tx%3D%3D%3AtRwBMB%2Fp4Lwn6YeFRZ8xJA%3D%3D@h.example:8388')).toMatchObject(expected);
    expect(read('ss://2022-blake3-aes-128-gcm:YctPZ6U7xPPcU+gp3u+0tx==:tRwBMB/p4Lwn6YeFRZ8xJA==@h.example:8388')).toMatchObject(expected);
    expect(read(`ss://${standard('2022-blake3-aes-128-gcm:YctPZ6U7xPPcU+gp3u+0tx==:tRwBMB/p4Lwn6YeFRZ8xJA==')}@h.example:8388`)).toMatchObject(expected);
    expect(formatLink({ ...read(`ss://${url(user)}@h.example:8388`), ...expected })).toContain('ss://2022-blake3-aes-128-gcm:YctPZ6U7xPPcU%2Bgp3u');
  });

  test.each([
    ['plugin=obfs-local%3Bobfs%3Dtls%3Bobfs-host%3Dwww.example.org', 'obfs-local', { obfs: 'tls', 'obfs-host': 'www.example.org' }],
    ['plugin=simple-obfs;obfs=http;obfs-host=www.example.org', 'obfs-local', { obfs: 'http', 'obfs-host': 'www.example.org' }],
    ['plugin=v2ray-plugin%3Btls%3Bhost%3Dh.example%3Bpath%3D%2Fws', 'v2ray-plugin', { tls: 'true', host: 'h.example', path: '/ws' }],
    ['plugin=v2ray-plugin;path=/a\\;b\\=c;x=1=2', 'v2ray-plugin', { path: '/a;b=c', x: '1=2' }],
    [`v2ray-plugin=${standard('{"mode":"websocket","host":"h.example","path":"/ws","tls":true,"mux":false}')}`, 'v2ray-plugin', { mode: 'websocket', host: 'h.example', path: '/ws', tls: 'true' }],
    [`plugin=v2ray-plugin;${url('{"mode":"websocket","host":"h.example"}')}`, 'v2ray-plugin', { mode: 'websocket', host: 'h.example' }],
    [`shadow-tls=${url('{"version":3,"host":"www.example.org","password":"p\\"w"}')}`, 'shadow-tls', { version: '3', host: 'www.example.org', password: 'p"w' }],
    ['plugin=shadow-tls%3Bhost%3Dwww.example.org%3Bpassword%3Dpw%3Bversion%3D3', 'shadow-tls', { host: 'www.example.org', password: 'pw', version: '3' }],
    ['type=ws&security=tls&host=cdn.example&path=%2Fws', 'v2ray-plugin', { mode: 'websocket', host: 'cdn.example', path: '/ws', tls: 'true', mux: '0' }],
    ['plugin=kcptun', 'kcptun', undefined],
    ['plugin=', undefined, undefined],
    ['plugin=none', undefined, undefined],
    ['type=tcp', undefined, undefined],
  ])('with "%s" has that plugin', (query, plugin, options) => {
    const profile = read(`ss://${url(user)}@h.example:8388/?${query}`);
    expect(profile.plugin).toBe(plugin);
    expect(profile.pluginOptions).toEqual(options);
    expect(profile.extra).toBeUndefined();
  });

  test.each([
    ['shadow-tls', { address: '192.0.2.7', port: '9443', host: 'a.example', version: '3' }, '192.0.2.7', 9443, { host: 'a.example', version: '3' }],
    ['shadow-tls', { address: '192.0.2.7', password: 'p' }, '192.0.2.7', 8388, { password: 'p' }],
    ['gost', { address: 'g.example', port: '11', route: 'ws', path: '/ws' }, 'g.example', 11, { route: 'ws', path: '/ws' }],
  ] as const)('with %s of Shadowrocket goes where the plugin listens', (name, options, server, port, pluginOptions) => {
    expect(read(`ss://${url(user)}@h.example:8388?${name}=${url(JSON.stringify(options))}`)).toMatchObject({ server, port, pluginOptions });
  });

  test.each([
    ['prefix=%16%03%01%00%C2%A8%01%01', '16030100a80101'],
    ['prefix=%16%03%01%A8', '160301a8'],
    ['prefix=POST%20', '504f535420'],
    ['prefix=', undefined],
  ])('with "%s" has these prefix bytes', (query, prefix) => {
    expect(read(`ss://${url(user)}@h.example:8388/?outline=1&${query}`).prefix).toBe(prefix);
  });

  test.each([['uot=1', true], ['uot=2', true], ['udp-over-tcp=true', true], ['uot=0', undefined]])('with "%s" has udpOverTcp %s', (query, isOn) => {
    expect(read(`ss://${url(user)}@h.example:8388/?${query}`).udpOverTcp).toBe(isOn);
  });

  test('may encrypt nothing and have no password', () => {
    expect(read(`ss://${url('none:')}@h.example:1`)).toMatchObject({ method: 'none', password: '' });
  });

  test('writes brackets, escapes and no bare pluses', () => {
    const link = formatLink({ ...read(`ss://${url(user)}@[2001:db8::1]:8388/?plugin=x;a=b%2Bc`), name: "it's (1)" });
    expect(link).toBe(`ss://${url(user)}@[2001:db8::1]:8388/?plugin=x%3Ba%3Db%2Bc#it%27s%20%281%29`);
  });

  test.each([
    [`ss://${url(user)}@h.example`, 'link-missing-field'],
    [`ss://${url(user)}@h.example:0`, 'link-bad-port'],
    [`ss://${url(user)}@:8388`, 'link-bad-host'],
    [`ss://${url('aes-256-gcm')}@h.example:8388`, 'link-bad-base64'],
    [`ss://${url('aes-256-gcm:')}@h.example:8388`, 'link-missing-field'],
    [`ss://${url('not-a-cipher:x')}@h.example:8388`, 'link-unsupported'],
    [`ss://!!!!@h.example:8388`, 'link-bad-base64'],
    [`ss://${url(user)}@h.example:8388/?prefix=%E4%BD%A0`, 'link-malformed'],
    ['ss://', 'link-bad-base64'],
    ['ss://not base64', 'link-bad-base64'],
    [`ss://${standard(`${user}@h.example`)}`, 'link-missing-field'],
    [`ss://${id}@h.example:1`, 'link-bad-base64'],
  ])('such as %s is refused', (link, code) => {
    expect(refusalOf(link)).toBe(code);
  });
});
