import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeBase64, decodeBase64Legacy, decodeBase64Password, decodeBase64Text, encodeBase64Text, isBase64Alphabet } from './base64.ts';

const text = 'subjects?_d=1~>ü';

test.each([
  ['standard', encodeBase64Text(text, 'standard')],
  ['url-safe', encodeBase64Text(text, 'url')],
  ['without padding', encodeBase64Text(text, 'standard').replaceAll('=', '')],
  ['over-padded', `${encodeBase64Text(text, 'standard')}====`],
  ['wrapped', `${encodeBase64Text(text, 'standard').replace(/.{5}/g, '$&\r\n ')}\n`],
])('%s base64 is decoded', (_form, encoded) => {
  expect(decodeBase64Text(encoded)).toBe(text);
});

test.each(['A', 'AAAAA', 'AA*A', 'AA=A', 'AAA\u00e9', 'AA.A', '%41'])('%s is no base64', (encoded) => {
  expect(decodeBase64(encoded)).toBeUndefined();
});

test('the alphabet alone can be asked for', () => {
  expect(['AAAA', 'A', 'a-_+/\n', 'AA=='].every(isBase64Alphabet)).toBe(true);
  expect(['', '=', ' ', 'a.b', 'a=b', 'ä'].some(isBase64Alphabet)).toBe(false);
});

test('bytes that are no UTF-8 are Latin-1 for passwords, GB 18030 for old lists, nothing for text', () => {
  expect(decodeBase64Text('z+M=')).toBeUndefined();
  expect(decodeBase64Password('z+M=')).toBe('Ïã');
  expect(decodeBase64Legacy('z+M=')).toBe('香');
});

test('every text survives both alphabets', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.constantFrom('standard' as const, 'url' as const), (value, form) => {
      const encoded = encodeBase64Text(value, form);
      expect(encoded).toMatch(form === 'url' ? /^[\w-]*$/ : /^[A-Za-z0-9+/]*={0,2}$/);
      expect(decodeBase64Text(encoded)).toBe(value.toWellFormed().replace(/^\uFEFF/, ''));
    }),
  );
});
