import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { expressionsOf, slowText } from './regular-expressions.ts';

const expressions = expressionsOf(fileURLToPath(new URL('..', import.meta.url)));

test('test 16: the expressions of the sources are found', () => {
  expect(expressions.length).toBeGreaterThan(350);
});

test('test 16: an expression that is known for its square is told from one that is not', () => {
  expect(slowText(/\s+$/)).toBeDefined();
  expect(slowText(/^\s*\[interface\]/im)).toBeDefined();
  expect(slowText(/^[ \t]*\[interface\]/im)).toBeUndefined();
}, 120_000);

test('test 16: no expression takes more than its share of a text that nearly matches', () => {
  const slow = expressions.flatMap(({ where, pattern }) => {
    const text = slowText(pattern);
    return text === undefined ? [] : [`${where} ${pattern.source} ${JSON.stringify(text)}`];
  });
  expect(slow).toEqual([]);
}, 300_000);
