import { describe, expect, test } from 'vitest';
import { encodeBase64Text } from './base64.ts';
import { id, readAs, refusalOf } from './read-for-test.ts';
import { formatLink } from './registry.ts';

const read = (link: string) => readAs('vmess', link);
const ofText = (text: string, form: 'standard' | 'url' = 'standard') => `vmess://${encodeBase64Text(text, form)}`;
const fields = { v: '2', ps: '香港 01', add: 'h.example', port: '443', id, aid: '0', scy: 'auto', net: 'tcp', type: 'none', host: '', path: '', tls: '' };
const ofFields = (changes: Record<string, unknown>) => ofText(JSON.stringify({ ...fields, ...changes }));
const base = { type: 'vmess', name: '香港 01', server: 'h.example', port: 443, uuid: id, alterId: 0, method: 'auto', security: 'none', transport: { type: 'tcp' } };

describe('a vmess link of JSON', () => {
  test.each([
    ['as v2rayN writes it', ofFields({})],
    ['with numbers', ofFields({ v: 2, port: 443, aid: 0 })],
    ['url-safe and unpadded', ofText(JSON.stringify(fields), 'url')],
    ['without optional fields', ofText(JSON.stringify({ ps: fields.ps, add: fields.add, port: 443, id }))],
    ['in single quotes with trailing commas', ofText(`{'ps':'香港 01','add':'h.example',port:443,'id':'${id}',}`)],
    ['with raw line breaks and a BOM', ofText(`\uFEFF{\n"ps":"香港 01",\r\n"add":"h.example","port":"443","id":"${id}"}\n`)],
    ['with a name behind the base64', `${ofFields({ ps: 'other' })}#%E9%A6%99%E6%B8%AF%2001`],
    ['with remarks behind the base64', `${ofFields({ ps: '' })}?remarks=%E9%A6%99%E6%B8%AF%2001`],
    ['with percent-encoded padding', ofFields({}).replaceAll('=', '%3D')],
    ['with a trailing slash', `${ofFields({})}/`],
    ['with text behind the closing bracket', ofText(`${JSON.stringify(fields)} \u0000\u0000`)],
    ['in upper case', ofFields({}).replace('vmess', 'VMess')],
  ])('%s reads the same', (_form, link) => {
    expect(read(link)).toEqual(base);
  });

  test('in GBK reads with its name', () => {
    const bytes = [0xcf, 0xe3, 0xb8, 0xdb]; // 香港
    const text = JSON.stringify({ ...fields, ps: '@@' });
    const at = text.indexOf('@@');
    const binary = `${text.slice(0, at)}${String.fromCharCode(...bytes)}${text.slice(at + 2)}`;
    expect(read(`vmess://${btoa(binary)}`).name).toBe('香港');
  });

  test.each([
    [{ net: 'ws', host: 'cdn.example', path: '/ws?ed=2048' }, { type: 'ws', host: 'cdn.example', path: '/ws', earlyData: 2048, earlyDataHeader: 'Sec-WebSocket-Protocol' }],
    [{ v: '1', net: 'ws', host: 'cdn.example;/ws', path: undefined }, { type: 'ws', host: 'cdn.example', path: '/ws' }],
    [{ net: 'ws', host: '{"Host":"cdn.example"}', path: '/' }, { type: 'ws', host: 'cdn.example', path: '/' }],
    [{ net: 'ws', type: 'http', path: '/' }, { type: 'ws', path: '/' }],
    [{ net: 'tcp', type: 'http', host: 'a.example', path: '/x' }, { type: 'tcp', headerType: 'http', host: 'a.example', path: '/x' }],
    [{ net: 'http', type: 'none', host: 'a.example', path: '/x' }, { type: 'h2', host: 'a.example', path: '/x' }],
    [{ net: 'http', type: 'http', host: 'a.example' }, { type: 'tcp', headerType: 'http', host: 'a.example' }],
    [{ net: 'h2', host: 'a.example', path: '/x' }, { type: 'h2', host: 'a.example', path: '/x' }],
    [{ net: 'grpc', path: 'service', type: 'multi', host: 'a.example' }, { type: 'grpc', serviceName: 'service', mode: 'multi', authority: 'a.example' }],
    [{ net: 'grpc', path: 'service', type: 'none' }, { type: 'grpc', serviceName: 'service' }],
    [{ net: 'kcp', path: 'seed', type: 'dtls' }, { type: 'kcp', seed: 'seed', headerType: 'dtls' }],
    [{ net: 'quic', host: 'aes-128-gcm', path: 'key', type: 'utp' }, { type: 'quic', quicSecurity: 'aes-128-gcm', key: 'key', headerType: 'utp' }],
    [{ net: 'xhttp', path: '/x', host: 'a.example', type: 'auto' }, { type: 'xhttp', path: '/x', host: 'a.example', mode: 'auto' }],
    [{ net: 'httpupgrade', path: '/x', host: 'a.example' }, { type: 'httpupgrade', path: '/x', host: 'a.example' }],
  ])('with %o has that transport', (changes, transport) => {
    expect(read(ofFields(changes)).transport).toEqual(transport);
  });

  test.each(['tls', 'TLS', true, 1, '1'])('with tls %o is encrypted', (tls) => expect(read(ofFields({ tls })).security).toBe('tls'));
  test.each(['', 'none', false, 0, null])('with tls %o is not', (tls) => expect(read(ofFields({ tls })).security).toBe('none'));

  test('reads the TLS fields in every spelling and keeps the rest', () => {
    const profile = read(ofFields({ tls: 'tls', sni: 's.example', alpn: 'h2,http/1.1', fp: 'chrome', verify_cert: false, aid: '64', scy: 'AES-128-GCM', remark_: { a: 1 }, mux: 8, __proto__x: 'y' }));
    expect(profile).toMatchObject({ sni: 's.example', alpn: ['h2', 'http/1.1'], fingerprint: 'chrome', insecure: true, alterId: 64, method: 'aes-128-gcm' });
    expect(profile.extra).toEqual({ remark_: '{"a":1}', mux: '8', __proto__x: 'y' });
    expect(read(ofFields({ tls: 'tls', alpn: ['h2', 'h3'], allowInsecure: 1 }))).toMatchObject({ alpn: ['h2', 'h3'], insecure: true });
  });

  test('is not fooled by a prototype member', () => {
    const profile = read(ofText(`{"add":"h.example","port":1,"id":"${id}","__proto__":{"polluted":true},"constructor":"x"}`));
    expect(profile.extra).toBeUndefined();
    expect('polluted' in {}).toBe(false);
  });

  test('writes numbers as texts, in padded standard base64', () => {
    const link = formatLink(read(ofFields({})));
    expect(atob(link.slice('vmess://'.length))).toContain('"port":"443"');
    expect(link.length % 4).toBe(0);
  });
});

describe('a vmess link without JSON', () => {
  test.each([
    ['the URL form', `vmess://${id}@h.example:443?encryption=auto&security=tls&type=ws&path=%2Fws&sni=s.example#N`],
    ['the form of Shadowrocket', `vmess://${encodeBase64Text(`auto:${id}@h.example:443`, 'url')}?remarks=N&obfs=websocket&path=/ws&tls=1&peer=s.example`],
    ['the draft of v2fly', `vmess://ws+tls:${id}-0@h.example:443/?path=/ws&tlsServerName=s.example#N`],
  ])('in %s reads the same', (_form, link) => {
    expect(read(link)).toEqual({ ...base, name: 'N', security: 'tls', sni: 's.example', transport: { type: 'ws', path: '/ws' } });
  });

  test('in the form of Quantumult reads the same', () => {
    const line = `N = vmess, h.example, 443, auto, "${id}", group=g, over-tls=true, tls-host=s.example, certificate=1, obfs=ws, obfs-path="/ws", obfs-header="Host: cdn.example[Rr][Nn]User-Agent: a, b"`;
    const expected = { ...base, name: 'N', security: 'tls', sni: 's.example', transport: { type: 'ws', path: '/ws', host: 'cdn.example' }, extra: { group: 'g' } };
    expect(read(ofText(line))).toEqual(expected);
  });

  test('takes cipher and alter id where the form has them', () => {
    expect(read(`vmess://${encodeBase64Text(`aes-128-gcm:${id}@h.example:443`, 'url')}?alterId=64`)).toMatchObject({ method: 'aes-128-gcm', alterId: 64 });
    expect(read(`vmess://tcp:${id}-16@h.example:80/?type=http`)).toMatchObject({ alterId: 16, transport: { type: 'tcp', headerType: 'http' } });
    expect(read(`vmess://${id}@h.example:443?security=chacha20-poly1305`)).toMatchObject({ method: 'chacha20-poly1305', security: 'none' });
  });

  test.each([
    ['vmess://', 'link-bad-base64'],
    ['vmess://%%%', 'link-bad-base64'],
    ['vmess://eyJ2IjoiMiIsInBz*', 'link-bad-base64'],
    [ofText('{"v":"2","ps":"cut off'), 'link-malformed'],
    [ofText('[1,2]'), 'link-malformed'],
    [ofText('hello world, this is text'), 'link-malformed'],
    [ofFields({ add: '' }), 'link-bad-host'],
    [ofFields({ id: '' }), 'link-missing-field'],
    [ofFields({ port: '' }), 'link-missing-field'],
    [ofFields({ port: null }), 'link-missing-field'],
    [ofFields({ port: 0 }), 'link-bad-port'],
    [ofFields({ port: 65_536 }), 'link-bad-port'],
    [ofFields({ port: 1.5 }), 'link-bad-port'],
    [ofFields({ port: '80abc' }), 'link-bad-port'],
    [ofFields({ net: 'constructor' }), 'link-unsupported'],
    [`vmess://@h.example:443`, 'link-missing-field'],
    [`vmess://${id}@h.example:443:1`, 'link-bad-port'],
  ])('such as %s is refused', (link, code) => {
    expect(refusalOf(link)).toBe(code);
  });
});

test('parameters of a URL that are members of the JSON form do not get lost on the way into it', () => {
  const profile = readAs('vmess', `vmess://${id}@h.example:443?port=1&add=x&address=10.0.0.2&y=z`);
  expect(profile).toMatchObject({ server: 'h.example', port: 443, extra: { address: '10.0.0.2', y: 'z' } });
  expect(readAs('vmess', formatLink(profile))).toEqual(profile);
});
