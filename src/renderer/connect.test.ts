import { describe, expect, it } from 'vitest';
import { memoryWirePair } from '../shared/wire.ts';
import { findHost } from './connect.ts';

/** As much of a window as `findHost` looks at. */
function page(hash: string, kept?: string) {
  const stored = new Map(kept === undefined ? [] : [['byway-token', kept]]);
  const address = { hash, pathname: '/', host: '127.0.0.1:1', protocol: 'http:' };
  const fake = {
    location: address,
    sessionStorage: { getItem: (key: string) => stored.get(key) ?? null, setItem: (key: string, value: string) => stored.set(key, value) },
    history: { replaceState: (_state: unknown, _title: string, path: string) => void (address.hash = path.split('#')[1] ?? '') },
  };
  return { window: fake as unknown as Window, stored, address }; // the rest is not looked at
}

describe('finding the host', () => {
  it('takes the key out of the address and keeps it for a reload of this tab', () => {
    const { window, stored, address } = page('#token=abc_-1');
    findHost(window);
    expect([stored.get('byway-token'), address.hash]).toEqual(['abc_-1', '']);
  });

  it('prefers a key in the address to a kept one: the app was started again', () => {
    const { window, stored } = page('#token=new', 'old');
    findHost(window);
    expect(stored.get('byway-token')).toBe('new');
  });

  it('says so when there is no key', async () => {
    await expect(findHost(page('').window).open()).rejects.toMatchObject({ trouble: 'no-token' });
  });

  it('takes the wire that Electron offers, and asks for no key', async () => {
    const [wire] = memoryWirePair();
    const { window, stored } = page('');
    Object.assign(window, { byway: wire });
    expect((await findHost(window).open()).wire).toBe(wire);
    expect(stored.size).toBe(0);
  });
});
