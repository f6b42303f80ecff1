import { describe, expect, test } from 'vitest';
import { encodeBase64Text } from './base64.ts';
import { readAs, refusalOf } from './read-for-test.ts';
import { formatLink } from './registry.ts';

describe('a SOCKS link', () => {
  const read = (link: string) => readAs('socks5', link);
  const base = { type: 'socks5', name: 'N', server: 'h.example', port: 1080, username: 'us:er', password: 'p@ss', security: 'none' };

  test.each([
    'socks5://us%3Aer:p%40ss@h.example:1080#N',
    'socks://us%3Aer:p@ss@h.example:1080#N',
    'SOCKS5H://us%3Aer:p%40ss@h.example:1080/#N',
  ])('%s reads the same', (link) => expect(read(link)).toEqual(base));

  test.each([
    `socks://${encodeBase64Text('user:p@ss', 'standard')}@h.example:1080#N`,
    `socks://${encodeBase64Text('user:p@ss', 'url')}@h.example:1080#N`,
    `socks://${encodeURIComponent(encodeBase64Text('user:p@ss', 'standard'))}@h.example:1080#N`,
    `socks://${encodeBase64Text('user:p@ss@h.example:1080', 'standard')}#N`,
    `socks5://${encodeBase64Text('user:p@ss@h.example:1080', 'url')}?remarks=N`,
  ])('%s is opened', (link) => expect(read(link)).toEqual({ ...base, username: 'user' }));

  test.each([
    ['socks5://h.example:1080', {}],
    ['socks5://@h.example:1080', {}],
    ['socks5://:@h.example:1080', {}],
    ['socks5://user@h.example:1080', { username: 'user' }],
    ['socks5://user:@h.example:1080', { username: 'user' }],
    ['socks5://:pw@h.example:1080', { password: 'pw' }],
  ])('%s has these credentials', (link, credentials) => {
    expect(read(link)).toEqual({ type: 'socks5', name: '', server: 'h.example', port: 1080, security: 'none', ...credentials });
  });

  test('may be wrapped in TLS', () => {
    expect(read('socks5+tls://h.example:1080?sni=s.example')).toMatchObject({ security: 'tls', sni: 's.example' });
    expect(read('socks5://h.example:1080?tls=true&udp=1')).toMatchObject({ security: 'tls', extra: { udp: '1' } });
    expect(formatLink(read('socks5://u:p@h.example:1080?tls=1'))).toBe('socks5+tls://u:p@h.example:1080');
  });

  test.each([
    ['socks5://h.example', 'link-missing-field'],
    ['socks5://u:p@h.example', 'link-missing-field'],
    ['socks5://:1080', 'link-bad-host'],
    ['socks5://h.example:99999', 'link-bad-port'],
  ])('%s is refused', (link, code) => expect(refusalOf(link)).toBe(code));
});

describe('an HTTP link', () => {
  const read = (link: string) => readAs('http', link);

  test.each([
    ['http://user:pass@h.example:8080#N', { port: 8080, username: 'user', password: 'pass', security: 'none', name: 'N' }],
    ['https://user:pass@h.example', { port: 443, username: 'user', security: 'tls' }],
    ['http://user@h.example', { port: 80, username: 'user' }],
    ['http://192.0.2.1:3128', { port: 3128, security: 'none' }],
    ['https://h.example:8443/', { port: 8443, security: 'tls' }],
    ['https://u:p@h.example:443?sni=s.example', { port: 443, sni: 's.example' }],
    ['phttp://h.example', { port: 80, security: 'none' }],
    [`http://${encodeBase64Text('u:p@h.example:8080', 'url')}`, { server: 'h.example', port: 8080, username: 'u' }],
    [`https://${encodeBase64Text('u:p', 'url')}@h.example:8443`, { username: 'u', password: 'p' }],
  ])('%s is a proxy', (link, expected) => expect(read(link)).toMatchObject(expected));

  test.each([
    'https://example.com/sub/abc?token=1',
    'https://example.com',
    'http://example.com:80',
    'https://example.com:443/',
    'https://example.com:8443/sub',
    'https://user:pass@example.com/sub/abc',
    'https://example.com/@name:1',
    'https://t.me/channel',
    'http://',
  ])('%s is not', (link) => expect(refusalOf(link)).toBe('link-unsupported'));

  test.each([
    ['http://u:p@:80', 'link-bad-host'],
    ['http://u:p@h.example:0', 'link-bad-port'],
    ['http://u:p@h.example:x', 'link-bad-port'],
  ])('%s is refused', (link, code) => expect(refusalOf(link)).toBe(code));

  test('is written so that it stays a proxy', () => {
    expect(formatLink({ type: 'http', name: '', server: 'h.example', port: 443, security: 'tls' })).toBe('phttps://h.example:443');
  });
});
