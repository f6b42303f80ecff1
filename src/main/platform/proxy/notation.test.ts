import { describe, expect, it } from 'vitest';
import { run } from '../run.ts';
import { quoteList, quoteString } from './gvariant.ts';
import { openKioslaverc } from './kioslaverc.ts';
import { plan } from './testing/bench.ts';

describe('GVariant text', () => {
  // What `gsettings get` prints for these values.
  it.each([
    ['plain', "'plain'"],
    ['', "''"],
    ["it's", `"it's"`],
    ['say "x"', `'say "x"'`],
    [`both ' and "`, `"both ' and \\""`],
    ['back\\slash', "'back\\\\slash'"],
    ['пример.рф', "'пример.рф'"],
    ['a\nb\tc\u0007', "'a\\nb\\tc\\a'"],
    ['\u200b\u0001', "'\\u200b\\u0001'"],
    ['\u{e0001}', "'\\U000e0001'"],
    ['😀', "'😀'"],
  ])('%j', (text, printed) => expect(quoteString(text)).toBe(printed));

  it('spells out the type of an empty list', () => {
    expect(quoteList([])).toBe('@as []');
    expect(quoteList(['a', "b'"])).toBe(`['a', "b'"]`);
  });
});

describe('the exception line of kioslaverc', () => {
  const store = openKioslaverc({ environment: {}, run, home: '/nonexistent' });

  it('stays below the length at which Chromium drops it whole, keeping what fits', () => {
    const bypass = Array.from({ length: 64 }, (_, index) => `host-${index}.${'x'.repeat(index * 3)}.example`);
    const line = store.plan({ ...plan, bypass })['NoProxyFor'] ?? '';
    expect(line.length).toBeLessThanOrEqual(480);
    expect(line).toContain('NoProxyFor=host-0..example,host-1.');
    expect(line.length).toBeGreaterThan(400);
  });

  it('leaves out entries that would break the line', () => {
    expect(store.plan({ ...plan, bypass: ['a', 'b,c', 'd\nProxyType=0', 'e f', 'g\\h', ''] })['NoProxyFor']).toBe('NoProxyFor=a');
  });
});
