import { describe, expect, test } from 'vitest';
import { encodeBase64Text } from './base64.ts';
import { readAs, refusalOf } from './read-for-test.ts';
import { formatLink } from './registry.ts';

const read = (link: string) => readAs('ssr', link);
const b64 = (text: string): string => encodeBase64Text(text, 'url');
const head = (host = 'h.example', password = b64('pass')): string => `${host}:8388:auth_aes128_md5:aes-256-cfb:tls1.2_ticket_auth:${password}`;
const link = (body: string): string => `ssr://${b64(body)}`;

describe('an SSR link', () => {
  test('gives every field', () => {
    const text = `${head()}/?obfsparam=${b64('a.example')}&protoparam=${b64('1:x')}&remarks=${b64('香港 1')}&group=${b64('G')}&udpport=0&uot=1`;
    expect(read(link(text))).toEqual({
      type: 'ssr', name: '香港 1', server: 'h.example', port: 8388, method: 'aes-256-cfb', password: 'pass', protocol: 'auth_aes128_md5', protocolParam: '1:x',
      obfs: 'tls1.2_ticket_auth', obfsParam: 'a.example', extra: { group: 'G', udpport: '0', uot: '1' },
    });
  });

  test.each([
    ['without parameters', head(), 'h.example'],
    ['with a slash and nothing behind it', `${head()}/`, 'h.example'],
    ['without the slash', `${head()}?remarks=${b64('n')}`, 'h.example'],
    ['with a bare IPv6 host', head('2001:db8::1'), '2001:db8::1'],
    ['with brackets', head('[2001:db8::1]'), '2001:db8::1'],
  ])('is read %s', (_form, text, server) => {
    expect(read(link(text))).toMatchObject({ server, port: 8388, password: 'pass' });
  });

  test.each([
    ['plain', 'obfsparam=a.example', 'a.example'],
    ['with white space inside', `obfsparam=${b64('a.example').slice(0, 4)} ${b64('a.example').slice(4)}`, 'a.example'],
    ['null', 'obfsparam=(null)', undefined],
    ['null in base64', `obfsparam=${b64('(null)')}`, undefined],
    ['empty', 'obfsparam=', undefined],
  ])('has a parameter that is %s', (_form, query, value) => {
    expect(read(link(`${head()}/?${query}`)).obfsParam).toBe(value);
  });

  test('in standard base64, percent-encoded and padded, reads the same', () => {
    const body = `${head()}/?remarks=${b64('??>>')}`;
    const standard = encodeBase64Text(body, 'standard');
    expect(read(`SSR://${encodeURIComponent(standard)}`)).toEqual(read(link(body)));
  });

  test('is written as it was read', () => {
    const { raw: _raw, ...profile } = { raw: '', ...read(link(`${head('2001:db8::1')}/?remarks=${b64('n')}&group=${b64('G')}`)) };
    expect(read(formatLink(profile))).toEqual(profile);
  });

  test.each([
    ['ssr://', 'link-bad-base64'],
    ['ssr://***', 'link-bad-base64'],
    [link('a:b:c'), 'link-malformed'],
    [link(head().replace('tls1.2', 'tls\u0098')), 'link-malformed'],
    [link(head().replace('8388', '0')), 'link-bad-port'],
    [link(head().replace('8388', '65536')), 'link-bad-port'],
    [link(head('')), 'link-bad-host'],
    [link(head('h.example', '*')), 'link-bad-base64'],
    [link(head('h.example', '')), 'link-missing-field'],
    [link(head().replace('aes-256-cfb', 'aes-999')), 'link-unsupported'],
  ])('%s is %s', (text, code) => expect(refusalOf(text)).toBe(code));
});
