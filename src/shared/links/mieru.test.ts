import { describe, expect, test } from 'vitest';
import { encodeBase64 } from './base64.ts';
import { parseText } from './parse-text.ts';
import { readAs, refusalOf } from './read-for-test.ts';
import { formatLink } from './registry.ts';

const read = (link: string) => readAs('mieru', link);
const encoder = new TextEncoder();

/** A field of a protocol buffer: a number below 2^31, a text, or fields of its own. */
function field(number: number, value: number | string | readonly number[]): number[] {
  if (typeof value === 'number') return [number * 8, ...varint(value)];
  const bytes = typeof value === 'string' ? [...encoder.encode(value)] : value;
  return [number * 8 + 2, ...varint(bytes.length), ...bytes];
}

function varint(value: number): number[] {
  return value < 128 ? [value] : [(value & 127) | 128, ...varint(value >> 7)];
}

const server = (host: number[], ...bindings: number[][]): number[] => field(3, [...host, ...bindings.flatMap((binding) => field(3, binding))]);
const user = field(2, [...field(1, 'user'), ...field(2, 'pass')]);
const config = [
  ...field(1, [
    ...field(1, 'home'), ...user, ...field(4, 1400), ...field(5, field(1, 4)), ...field(6, 2),
    ...server(field(1, '192.0.2.1'), [...field(1, 6666), ...field(2, 2)], [...field(2, 1), ...field(3, '7000-7010')]),
    ...server([...field(1, '192.0.2.2'), ...field(2, 'h.example')], [...field(1, 443), ...field(2, 2)]),
  ]),
  ...field(2, 'home'), ...field(3, 8964), ...field(4, 1080),
];
const link = `mieru://${encodeBase64(Uint8Array.from(config), 'standard')}`;

describe('a mierus link', () => {
  test('gives every field, ports and protocols paired', () => {
    expect(read('mierus://us%40er:pa%3Ass@h.example?port=6666&port=9998-9999&protocol=TCP&protocol=UDP&profile=default&mtu=1400&multiplexing=multiplexing_high&handshake-mode=HANDSHAKE_NO_WAIT&traffic-pattern=AA%3D%3D')).toEqual({
      type: 'mieru', name: '', server: 'h.example', port: 6666, username: 'us@er', password: 'pa:ss', bindings: [{ ports: '6666', protocol: 'tcp' }, { ports: '9998-9999', protocol: 'udp' }],
      mtu: 1400, multiplexing: 'MULTIPLEXING_HIGH', handshakeMode: 'HANDSHAKE_NO_WAIT', trafficPattern: 'AA==',
    });
  });

  test('with ports in one list has a binding for each', () => {
    expect(readAs('mieru', 'mierus://u:p@h.example?port=4,3;5-6&protocol=UDP').bindings).toEqual(['4', '3', '5-6'].map((ports) => ({ ports, protocol: 'udp' })));
  });

  test.each([
    ['mierus://u:p@h.example?port=1&profile=home', { name: 'home', bindings: [{ ports: '1', protocol: 'tcp' }] }],
    ['mierus://u:p@h.example?port=1&profile=home#N', { name: 'N', extra: { profile: 'home' } }],
    ['mierus://u:p@h.example?port=1,2&protocol=UDP', { bindings: [{ ports: '1', protocol: 'udp' }, { ports: '2', protocol: 'udp' }] }],
    ['mierus://u:p@h.example:7?protocol=TCP', { port: 7 }],
    ['mierus://u:p@[2001:db8::1]?port=1&protocol=TCP', { server: '2001:db8::1' }],
    ['mieru://u:p@h.example?port=1&protocol=TCP', { username: 'u' }],
  ])('%s is understood', (text, expected) => expect(read(text)).toMatchObject(expected));

  test.each([
    ['mierus://u:p@h.example', 'link-missing-field'],
    ['mierus://u@h.example?port=1', 'link-missing-field'],
    ['mierus://u:@h.example?port=1', 'link-missing-field'],
    ['mierus://u:p@?port=1', 'link-bad-host'],
    ['mierus://u:p@h.example?port=0', 'link-bad-port'],
    ['mierus://u:p@h.example?port=1&port=2&port=3&protocol=TCP&protocol=UDP', 'link-malformed'],
    ['mierus://u:p@h.example?port=1&protocol=SCTP', 'link-unsupported'],
    ['mieru://', 'link-bad-base64'],
    ['mieru://****', 'link-bad-base64'],
    ['mieru://AAAA', 'link-malformed'],
    [`mieru://${encodeBase64(Uint8Array.from(field(2, 'home')), 'url')}`, 'link-missing-field'],
    [`mieru://${encodeBase64(Uint8Array.from(config.slice(0, -60)), 'url')}`, 'link-malformed'],
  ])('%s is %s', (text, code) => expect(refusalOf(text)).toBe(code));
});

test('a whole configuration gives one profile for each server', () => {
  const { profiles, rejected } = parseText(`mine: ${link}`);
  expect(rejected).toEqual([]);
  const shared = { type: 'mieru', name: 'home', username: 'user', password: 'pass', mtu: 1400, multiplexing: 'MULTIPLEXING_HIGH', handshakeMode: 'HANDSHAKE_NO_WAIT' };
  expect(profiles).toEqual([
    { ...shared, server: '192.0.2.1', port: 6666, bindings: [{ ports: '6666', protocol: 'tcp' }, { ports: '7000-7010', protocol: 'udp' }] },
    { ...shared, server: 'h.example', port: 443, bindings: [{ ports: '443', protocol: 'tcp' }] },
  ]);
  for (const profile of profiles) expect(read(formatLink(profile))).toEqual(profile);
});

test('any damage to a configuration ends in a refusal or other servers', () => {
  for (let at = 0; at < config.length; at += 1) {
    const bytes = Uint8Array.from(config);
    for (const value of [0, 127, 255]) {
      bytes[at] = value;
      const { profiles, rejected } = parseText(`mieru://${encodeBase64(bytes, 'url')}`);
      expect(profiles.length + rejected.length).toBeGreaterThan(0);
    }
  }
});
