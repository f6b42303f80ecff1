import { describe, expect, it } from 'vitest';
import { settingsSchema } from '../../../shared/settings.ts';
import { addressRules, bypassRules, isFine, readList } from './list-setting-view.ts';

describe('a list typed by hand', () => {
  it('is one entry a line; spaces, empty lines and repetitions mean nothing', () => {
    expect(readList(' localhost \r\n\r\n*.local\nlocalhost\n', bypassRules)).toEqual({ entries: ['localhost', '*.local'], problems: [] });
  });

  it('names the line that is wrong, and what is wrong with it', () => {
    expect(readList('https://ok.example\n\nftp://no.example\nnonsense', addressRules).problems).toEqual([
      { line: 3, problem: 'settings.list.not-address' },
      { line: 4, problem: 'settings.list.not-address' },
    ]);
    expect(readList('bad host', bypassRules).problems).toEqual([{ line: 1, problem: 'settings.list.not-host' }]);
    expect(readList('a'.repeat(254), bypassRules).problems).toEqual([{ line: 1, problem: 'settings.list.too-long' }]);
    expect(readList(`https://a.example/${'a'.repeat(2048)}`, addressRules).problems).toEqual([{ line: 1, problem: 'settings.list.too-long' }]);
  });

  it('has a length', () => {
    expect(readList('', addressRules).whole).toEqual({ problem: 'settings.list.empty' });
    expect(readList('', bypassRules).whole).toBeUndefined();
    const many = Array.from({ length: 9 }, (_, index) => `https://a${index}.example`).join('\n');
    expect(readList(many, addressRules).whole).toEqual({ problem: 'settings.list.too-many', count: 8 });
  });

  it.each(['https://a.example/x', 'http://127.0.0.1:8080', 'http://[::1]/', 'ftp://a.example', 'http://', 'a.example', 'https://a b.example'])(
    'agrees with the app about the address %s',
    (address) => {
      expect(isFine(readList(address, addressRules))).toBe(settingsSchema.safeParse({ checkAddresses: [address] }).success);
    },
  );

  it.each(['*.local', '10.0.0.0/8', '::1', 'a_b-c', 'a b', 'пример', 'a;b', '<b>'])('agrees with the app about the exception %s', (host) => {
    expect(isFine(readList(host, bypassRules))).toBe(settingsSchema.safeParse({ bypass: [host] }).success);
  });
});
