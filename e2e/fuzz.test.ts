import { expect, test } from 'vitest';
import { fuzzInput } from './fuzz-input.ts';
import { judgeInput } from './fuzz-judge.ts';

/** The long run is `npm run fuzz`; these are the same inputs every time. */
const inputs = 600;

test('test 21: damaged texts of every kind are read or refused, fit the store, and are written as they were read', async () => {
  for (let seed = 1; seed <= inputs; seed += 1) {
    const input = fuzzInput(seed);
    const finding = await judgeInput(input);
    expect(finding === undefined ? '' : `--seed ${seed}: ${finding}`).toBe('');
  }
}, 120_000);

test('test 21: every way in is tried', () => {
  const entries = new Set(Array.from({ length: 20_000 }, (_, seed) => fuzzInput(seed).entry));
  expect([...entries].toSorted()).toEqual(['document', 'frames', 'head', 'locked', 'picture', 'reader', 'stored', 'text']);
});
