import fc from 'fast-check';
import { expect, test } from 'vitest';
import { displayName } from './display-name.ts';

test.each([
  ['Berlin 1 (fast)', 'Berlin 1 (fast)'],
  ['  a \t\n b  ', 'a b'],
  ['🇩🇪 Berlin 🚀', 'Berlin'],
  ['👨‍👩‍👧 family', 'family'],
  ['1️⃣ one', '1 one'],
  ['© ® ™ 5', '© ® ™ 5'],
  ['\u202Eevil\u202C\u200E', 'evil'],
  ['\u2066x\u2069\u061C', 'x'],
  ['a\u0000b\u001b[31mc\u0085', 'ab[31mc'],
  ['a\u200Bb\u2060c\uFEFFd\u00AD', 'abcd'],
  ['کتاب\u200Cها', 'کتاب\u200Cها'],
  ['a\u200Cb\u200D', 'ab'],
  ['می\u200C\u200C\u200Cشود', 'می\u200Cشود'],
  ['क्\u200Dष', 'क्\u200Dष'],
  ['\uE000\uF8FF\u{F0000}x', 'x'],
  ['\uD800x', 'x'],
  ['Z\u0301\u0302\u0303\u0304\u0305', 'Z\u0301\u0302'],
  ['\u0301\u0302x', 'x'],
  ['\u3164\u2800\u115F', ''],
  ['\u{E0067}\u{E0062}\u{1F3F4}', ''],
  ['日本　語', '日本 語'],
  ['<img src=x onerror=alert(1)>', '<img src=x onerror=alert(1)>'],
  ['', ''],
])('%j is shown as %j', (name, shown) => {
  expect(displayName(name, '')).toBe(shown);
});

test('an empty name gives way to the fallback', () => {
  expect(displayName('🇩🇪\u200B', '203.0.113.5')).toBe('203.0.113.5');
});

test('80 graphemes are shown, whole', () => {
  expect(displayName('x'.repeat(200), '')).toBe('x'.repeat(80));
  expect(displayName('e\u0301'.repeat(100), '')).toBe('e\u0301'.repeat(80));
});

test('no name shows controls, direction marks, private use or pictures, and cleaning twice changes nothing', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (name) => {
      const shown = displayName(name, '');
      expect(shown).not.toMatch(/(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Regional_Indicator}]|\s{2}|^\s|\s$|\p{M}{3}/u);
      expect(displayName(shown, '')).toBe(shown);
    }),
    { numRuns: 2_000 },
  );
});

test('a huge name costs little', () => {
  const started = performance.now();
  for (const piece of ['\u0301', '\u200D', ' ', '🇩🇪', 'x', 'ک\u200C']) displayName(piece.repeat(500_000), '');
  expect(performance.now() - started).toBeLessThan(1_000);
});
