import { expect, it } from 'vitest';
import { countNetworks, networkKey } from './network-key.ts';

it.each([
  [{ server: '198.51.100.24', network: { number: 64_500, name: 'Polder', country: 'NL' } }, 'AS64500'],
  [{ server: '198.51.100.24' }, '198.51'],
  [{ server: '2001:DB8:40::17' }, '2001:db8'],
  [{ server: '2001:db8::1' }, '2001:db8'],
  [{ server: 'a.Leto.example' }, 'leto.example'],
  [{ server: 'localhost' }, 'localhost'],
])('%j belongs to %s', (server, key) => {
  expect(networkKey(server)).toBe(key);
});

it('counts servers that fall together once', () => {
  const network = { number: 64_500, name: 'Polder' };
  expect(countNetworks([{ server: '198.51.100.24', network }, { server: '203.0.113.1', network }, { server: 'one.leto.example' }, { server: 'two.leto.example' }])).toBe(2);
  expect(countNetworks([])).toBe(0);
});
