/** AnyTLS, Snell, NaïveProxy and SOCKS 4: links with few rules of their own. */
import { describe, expect, test } from 'vitest';
import { encodeBase64Text } from './base64.ts';
import { readAs, refusalOf } from './read-for-test.ts';
import { formatLink } from './registry.ts';

const pin = 'ba88455a5d3d5f6f8c1e7fb5c1c7a0c3f5a4b1d2e3f405162738495a6b7c8d9e';

describe('an AnyTLS link', () => {
  test('gives every field', () => {
    const link = `anytls://pa%40ss@h.example/?sni=s.example&insecure=1&fp=firefox&alpn=h2&hpkp=${pin.toUpperCase()}&idle_session_check_interval=30s&idle_session_timeout=60&min_idle_session=5&udp=1#N`;
    expect(readAs('anytls', link)).toEqual({
      type: 'anytls', name: 'N', server: 'h.example', port: 443, password: 'pa@ss', security: 'tls', sni: 's.example', insecure: true, fingerprint: 'firefox', alpn: ['h2'],
      certificatePins: [pin], idleSessionCheckInterval: 30, idleSessionTimeout: 60, minIdleSession: 5, extra: { udp: '1' },
    });
  });

  test.each([
    ['anytls://user:pw@h.example:8443', { password: 'pw', port: 8443 }],
    ['anytls://a%3Ab@h.example', { password: 'a:b' }],
    ['anytls://pw@h.example?security=none', { security: 'tls' }],
    ['anytls://pw@h.example?security=reality&pbk=k&sid=01', { security: 'reality', publicKey: 'k', shortId: '01', fingerprint: 'chrome' }],
  ])('%s is understood', (link, expected) => expect(readAs('anytls', link)).toMatchObject(expected));
});

describe('a Snell link', () => {
  test.each([
    ['snell://p%40sk@h.example:1000?version=3&obfs=http&obfs-host=o.example&reuse=1&userkey=u#N', { psk: 'p@sk', version: 3, obfs: 'http', obfsHost: 'o.example', reuse: true, name: 'N', extra: { userkey: 'u' } }],
    ['snell://psk@h.example:1000', { psk: 'psk', version: 4 }],
    ['snell://h.example:1000?psk=a+b&version=v2', { psk: 'a+b', version: 2 }],
    ['snell://psk@[2001:db8::1]:1000?obfs=none&obfs-host=x', { server: '2001:db8::1' }],
    [`snell://${encodeBase64Text('chacha20-ietf-poly1305:p@sk', 'standard')}@h.example:1000?plugin=obfs-local%3Bobfs%3Dtls%3Bobfs-host%3Do.example&version=4`, { psk: 'p@sk', obfs: 'tls', obfsHost: 'o.example' }],
  ])('%s is understood', (link, expected) => expect(readAs('snell', link)).toMatchObject(expected));

  test('is written with its version', () => {
    expect(formatLink(readAs('snell', 'snell://psk@h.example:1#N'))).toBe('snell://psk@h.example:1?version=4#N');
  });
});

describe('a NaïveProxy link', () => {
  test.each([
    ['naive+https://u:p%40w@h.example', { protocol: 'https', username: 'u', password: 'p@w', port: 443, security: 'tls' }],
    ['naive+quic://u:p@h.example:8443?congestion_control=bbr', { protocol: 'quic', port: 8443, extra: { congestion_control: 'bbr' } }],
    ['naive://pw@h.example', { protocol: 'https', password: 'pw' }],
    ['naive+https://u:p@h.example?extra-headers=X-A%3A%20b%0D%0AX-B%3Ac', { extraHeaders: { 'X-A': 'b', 'X-B': 'c' } }],
    ['naive+https://u:p@h.example?extra-headers=nonsense', { extra: { 'extra-headers': 'nonsense' } }],
    ['naive+https://u:p@h.example?extra-headers=__proto__%3Ax', { extra: { 'extra-headers': '__proto__:x' } }],
  ])('%s is understood', (link, expected) => expect(readAs('naive', link)).toMatchObject(expected));
});

describe('a SOCKS 4 link', () => {
  test.each([
    ['socks4://h.example:1080', { type: 'socks4', name: '', server: 'h.example', port: 1080 }],
    ['socks4a://user@h.example:1080#N', { type: 'socks4', name: 'N', server: 'h.example', port: 1080, username: 'user', remoteDns: true }],
    ['socks4://user:pw@h.example:1080', { type: 'socks4', name: '', server: 'h.example', port: 1080, username: 'user', extra: { password: 'pw' } }],
  ])('%s is understood', (link, expected) => expect(readAs('socks4', link)).toEqual(expected));
});

test.each([
  ['anytls://h.example:443', 'link-missing-field'],
  ['anytls://user:@h.example:443', 'link-missing-field'],
  ['anytls://pw@h.example:70000', 'link-bad-port'],
  ['anytls://pw@h.example?security=reality', 'link-missing-field'],
  ['snell://psk@h.example', 'link-missing-field'],
  ['snell://@h.example:1', 'link-missing-field'],
  ['snell://psk@h.example:1?version=12', 'link-unsupported'],
  ['snell://psk@h.example:1?version=x', 'link-unsupported'],
  ['naive+https://u:p@:443', 'link-bad-host'],
  ['naive+https://u:p@h.example:-1', 'link-bad-port'],
  ['socks4://h.example', 'link-missing-field'],
  ['socks4a://h.example:99999', 'link-bad-port'],
])('%s is %s', (link, code) => expect(refusalOf(link)).toBe(code));
