import { describe, expect, it } from 'vitest';
import { textFor } from '../shared/text.ts';
import { agoText, elapsed, rateText, sentences, sizeText, tookText } from './quantity.ts';

const en = textFor('en');

describe('a time span', () => {
  it.each([
    [-5, 'seconds', 0],
    [59_999, 'seconds', 59],
    [60_000, 'minutes', 1],
    [3_599_999, 'minutes', 59],
    [3_600_000, 'hours', 1],
    [86_400_000 * 3, 'days', 3],
  ] as const)('of %i ms is told in %s', (ms, unit, count) => {
    expect(elapsed(ms)).toEqual({ unit, count });
  });

  it('is told in words', () => {
    expect(agoText(en, 20 * 60_000)).toBe('20 minutes ago');
    expect(agoText(textFor('fa'), 0)).toBe('همین حالا');
    expect(tookText(en, 48.4)).toBe('48 ms');
    expect(tookText(en, 1400)).toBe('1.4 s');
    expect(tookText(textFor('ru'), 1400)).toBe('1,4 с');
  });
});

describe('a size', () => {
  it.each([
    [-1, '0 B'],
    [999, '999 B'],
    [1000, '1 KB'],
    [16_384, '16 KB'],
    [1536, '1.5 KB'],
    [999.6 * 1024, '1 MB'],
    [96_400_000, '92 MB'],
    [5e12, '4,657 GB'],
  ])('of %d bytes is %s', (bytes, words) => {
    expect(sizeText(en, bytes)).toBe(words);
  });

  it('a second is a rate', () => {
    expect(rateText(en, 348_000)).toBe('340 KB/s');
  });
});

describe('sentences', () => {
  it('stand one after the other as the language wants', () => {
    expect(sentences(en, 'One.', 'Two.')).toBe('One. Two.');
    expect(sentences(textFor('zh'), '一。', '二。')).toBe('一。二。');
    expect(sentences(en, 'One.')).toBe('One.');
  });
});
