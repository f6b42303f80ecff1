import { expect, test } from 'vitest';
import { countNetworks, networkKey } from './network-key.ts';

test.each([
  ['198.51.100.7', '198.51.1.9', true],
  ['198.51.100.7', '198.52.100.7', false],
  ['::ffff:198.51.100.1', '198.51.0.1', true],
  ['2001:db8:1::1', '2001:db8:ffff::2', true],
  ['2001:db8::1', '2001:db9::1', false],
  ['a.leto.example', 'B.Leto.example', true],
  ['leto.example', 'a.b.leto.example', true],
  ['leto.example', 'other.example', false],
  ['a.shop.co.uk', 'b.shop.co.uk', true],
  ['a.shop.co.uk', 'b.store.co.uk', false],
  ['co.uk', 'x.co.uk', false],
  ['localhost', 'localhost', true],
])('%s and %s stand in one network: %s', (left, right, same) => {
  expect(networkKey({ server: left }) === networkKey({ server: right })).toBe(same);
});

test('servers of one holder stand in one network wherever their addresses lie', () => {
  const network = { number: 64_500, name: 'Polder' };
  expect(countNetworks([{ server: '198.51.100.24', network }, { server: '203.0.113.1', network }, { server: 'one.leto.example' }, { server: 'two.leto.example' }])).toBe(2);
  expect(countNetworks([])).toBe(0);
});
