import { describe, expect, test } from 'vitest';
import { readAs, refusalOf } from './read-for-test.ts';
import { formatLink } from './registry.ts';

const read = (link: string) => readAs('hysteria', link);

describe('a link of the first Hysteria', () => {
  test('gives every field', () => {
    const link = 'hysteria://h.example:443?protocol=udp&auth=pa%3Ass&peer=s.example&insecure=1&upmbps=50&downmbps=100&alpn=hysteria&obfs=xplus&obfsParam=key&mport=5000-6000&fastopen=1#N';
    expect(read(link)).toEqual({
      type: 'hysteria', name: 'N', server: 'h.example', port: 443, auth: 'pa:ss', protocol: 'udp', security: 'tls', sni: 's.example', insecure: true, up: '50 mbps', down: '100 mbps',
      alpn: ['hysteria'], obfs: 'xplus', obfsPassword: 'key', ports: '5000-6000', extra: { fastopen: '1' },
    });
  });

  test.each([
    ['obfs=xplus&obfsParam=a', { obfs: 'xplus', obfsPassword: 'a' }],
    ['obfsParam=a', { obfs: 'xplus', obfsPassword: 'a' }],
    ['obfs=secret', { obfs: 'xplus', obfsPassword: 'secret' }],
    ['obfs=XPLUS', { obfs: 'xplus' }],
    ['obfs=none', {}],
    ['', {}],
  ])('with "%s" is obfuscated so', (query, expected) => {
    const { obfs, obfsPassword } = read(`hysteria://h.example:1?${query}`);
    expect({ ...(obfs === undefined ? {} : { obfs }), ...(obfsPassword === undefined ? {} : { obfsPassword }) }).toEqual(expected);
  });

  test.each([
    ['hy://h.example:443?auth_str=a', 'a'],
    ['hy://user@h.example:443', 'user'],
    ['hy://h.example:443?auth=a+b', 'a+b'],
    ['hy://h.example:443', undefined],
  ])('%s has the auth %s', (link, auth) => expect(read(link).auth).toBe(auth));

  test('keeps its bandwidth when it is written', () => {
    expect(formatLink(read('hy://h.example:443,500-600?upmbps=10&down=20+mbps&peer=s'))).toBe('hysteria://h.example:443,500-600?upmbps=10&downmbps=20&peer=s');
  });

  test.each([
    ['hysteria://h.example', 'link-missing-field'],
    ['hysteria://h.example:0', 'link-bad-port'],
    ['hysteria://:443', 'link-bad-host'],
    ['hysteria://h.example?mport=600-500', 'link-bad-port'],
    ['hysteria://h.example?mport=500-600', 'accepted'],
  ])('%s is %s', (link, code) => expect(refusalOf(link)).toBe(code));
});
