import { expect, test } from 'vitest';
import { networkOf } from './address-network.ts';

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
  expect(networkOf(left) === networkOf(right)).toBe(same);
});
