import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readJsonObject } from './tolerant-json.ts';

test.each([
  ['{"a":1,"b":"x"}', { a: 1, b: 'x' }],
  ['\uFEFF {"a":1}', { a: 1 }],
  ["{'a':'it\\'s',b:2,}", { a: "it's", b: '2' }],
  ['{"a":"one\ntwo","b":true,}', { a: 'one\ntwo', b: true }],
  ['{"a":"\\u4f60\\n",}', { a: '你\n' }],
  ['{a:null,b:[1,"x",],}', { a: null, b: ['1', 'x'] }],
  ['{"port":443} trailing', { port: '443' }],
  ['{a:1 b:2}', { a: '1', b: '2' }],
  ['{}', {}],
])('%j is read', (text, expected) => {
  const fields = readJsonObject(text);
  expect(fields && Object.fromEntries(fields)).toEqual(expected);
});

test.each(['', 'text', '[1]', '"{', '{', '{"a"', '{"a":', '{"a":1', '{"a" 1}', '{:1}', '{"a":}', '{a:{b:1}', "{'a':'x}"])('%j is refused', (text) => {
  expect(readJsonObject(text)).toBeUndefined();
});

test('deep nesting ends in a refusal', () => {
  expect(readJsonObject(`{a:${'['.repeat(50_000)}`)).toBeUndefined();
  expect(readJsonObject(`{a:${'{b:'.repeat(65)}1${'}'.repeat(66)},`)).toBeUndefined();
});

test('all JSON objects and all noise are read without throwing', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
      expect(Object.fromEntries(readJsonObject(JSON.stringify(value)) ?? [])).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
  fc.assert(fc.property(fc.string(), (noise) => void readJsonObject(`{${noise}`)));
});
