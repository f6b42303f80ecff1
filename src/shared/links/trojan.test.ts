import { describe, expect, test } from 'vitest';
import { encodeBase64Text } from './base64.ts';
import { readAs, refusalOf } from './read-for-test.ts';
import { formatLink } from './registry.ts';

const read = (link: string) => readAs('trojan', link);

describe('a trojan link', () => {
  test.each([
    ['trojan://pw@h.example', 443, 'tls'],
    ['trojan://pw@h.example:8443?security=', 8443, 'tls'],
    ['trojan://pw@h.example?security=none', 443, 'none'],
    ['trojan://pw@h.example:443?security=reality&pbk=k', 443, 'reality'],
    ['Trojan://pw@[2001:db8::1]', 443, 'tls'],
  ])('%s has port %i and security %s', (link, port, security) => {
    expect(read(link)).toMatchObject({ port, security, password: 'pw' });
  });

  test.each([
    ['trojan://p%40ss%2Fw%3Ard@h.example:443', 'p@ss/w:rd'],
    ['trojan://p@ss/w:rd@h.example:443?sni=x', 'p@ss/w:rd'],
    ['trojan://p?ss@h.example:443?sni=x#n', 'p?ss'],
    ['trojan://p#ss@h.example:443?sni=x#n', 'p#ss'],
    ['trojan://100%@h.example:443', '100%'],
    ['trojan://a%41%zz@h.example:443', 'a%41%zz'],
    ['trojan://a+b@h.example:443', 'a+b'],
    ['trojan://%D0%BF@h.example:443', 'п'],
    [`trojan://${encodeBase64Text('pw@h.example:443', 'url')}`, 'pw'],
  ])('%s has the password %s', (link, password) => {
    expect(read(link)).toMatchObject({ password, server: 'h.example', port: 443 });
  });

  test('a name with an @ and a port in it is no password', () => {
    expect(read('trojan://pw@h.example?sni=x#join a@b.example:443')).toMatchObject({ password: 'pw', server: 'h.example', name: 'join a@b.example:443' });
  });

  test.each([
    'trojan://pw@h.example?type=ws&host=cdn.example&path=%2Fws',
    'trojan://pw@h.example?ws=1&wspath=%2Fws&host=cdn.example',
    'trojan://pw@h.example?plugin=obfs-local;obfs=websocket;obfs-host=cdn.example;obfs-uri=/ws',
    'trojan-go://pw@h.example/?type=ws&host=cdn.example&path=%2Fws',
  ])('%s travels in a WebSocket', (link) => {
    expect(read(link).transport).toEqual({ type: 'ws', host: 'cdn.example', path: '/ws' });
    expect(read(link).extra).toBeUndefined();
  });

  test.each(['ss;AES-128-GCM:p:w', 'ss;aes-128-gcm;p:w', 'ss%3Baes-128-gcm%3Ap%3Aw'])('of Trojan-Go with encryption=%s has a Shadowsocks layer', (encryption) => {
    const profile = read(`trojan-go://pw@h.example/?type=original&encryption=${encryption}`);
    expect(profile).toMatchObject({ transport: { type: 'tcp' }, ssLayer: { method: 'aes-128-gcm', password: 'p:w' } });
    expect(formatLink(profile)).toContain('trojan-go://pw@h.example:443?');
  });

  test('writes insecure in both spellings that are in use', () => {
    expect(formatLink(read('trojan://pw@h.example?allowInsecure=1'))).toBe('trojan://pw@h.example:443?security=tls&allowInsecure=1&insecure=1&type=tcp');
  });

  test.each([
    ['trojan://h.example:443', 'link-missing-field'],
    ['trojan://@h.example:443', 'link-missing-field'],
    ['trojan://pw@', 'link-bad-host'],
    ['trojan://pw@h.example:70000', 'link-bad-port'],
    ['trojan://pw@h.example:443:443', 'link-bad-port'],
    ['trojan://pw@h.example:443?type=unknown', 'link-unsupported'],
  ])('%s is refused', (link, code) => expect(refusalOf(link)).toBe(code));
});
