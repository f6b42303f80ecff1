import { describe, expect, test } from 'vitest';
import { readAs, refusalOf } from './read-for-test.ts';
import { formatLink } from './registry.ts';

const start = 'vless://3c6e5d5f-8f3a-4c59-9a4b-5d2a1f0e9c77@h.example:443?';

describe('early data', () => {
  test.each([
    ['type=ws&path=/a?ed=2560', { type: 'ws', path: '/a', earlyData: 2560, earlyDataHeader: 'Sec-WebSocket-Protocol' }],
    ['type=ws&path=/a&ed=1024&eh=X-Early', { type: 'ws', path: '/a', earlyData: 1024, earlyDataHeader: 'X-Early' }],
    ['type=ws&path=/a%3Fb%3D1%26ed%3D512%26c%3D2&ed=9', { type: 'ws', path: '/a?b=1&c=2', earlyData: 512, earlyDataHeader: 'Sec-WebSocket-Protocol' }],
    ['type=ws&path=/a&ed=', { type: 'ws', path: '/a' }],
    ['type=httpupgrade&path=/a%3Fed%3D2048%26b%3D1', { type: 'httpupgrade', path: '/a?b=1', earlyData: 2048 }],
    ['type=httpupgrade&path=/a&ed=2048', { type: 'httpupgrade', path: '/a', earlyData: 2048 }],
  ])('of %s is taken out of the path, which goes first', (query, transport) => {
    const profile = readAs('vless', start + query);
    expect(profile.transport).toEqual(transport);
    const { raw: _raw, ...rest } = { raw: '', ...profile };
    expect(readAs('vless', formatLink(rest)).transport).toEqual(transport);
  });

  test.each(['ws&ed=2048x', 'ws&ed=-1', 'ws&ed=99999999999999999999', 'httpupgrade&ed=65536'])('of type=%s is no number', (query) => {
    expect(refusalOf(`${start}type=${query}`)).toBe('link-malformed');
  });
});

test.each([
  ['type=kcp&mtu=many', 'link-malformed'],
  ['type=kcp&mtu=20', 'link-malformed'],
  ['type=kcp&tti=9', 'link-malformed'],
  ['type=kcp&tti=1001', 'link-malformed'],
  ['type=grpc&mode=guna', 'link-unsupported'],
  ['type=__proto__.ws', 'link-unsupported'],
])('%s is refused', (query, code) => expect(refusalOf(start + query)).toBe(code));

test('the widest mKCP that is taken', () => {
  expect(readAs('vless', `${start}type=kcp&mtu=1500&tti=1000`).transport).toEqual({ type: 'kcp', mtu: 1500, tti: 1000 });
});

test('a word that no store would take is refused, a long secret is not', () => {
  expect(refusalOf(`hy2://p@h.example?obfs=${'a'.repeat(257)}&obfs-password=x`)).toBe('input-too-large');
  expect(refusalOf(`vless://a@h.example:1?encryption=${'a'.repeat(9_000)}`)).toBe('accepted');
});
