import { expect, test } from 'vitest';
import { dueAt, intervalOf, isWebPage, ladderLength, userAgents } from './subscription-plan.ts';

const hour = 3_600_000;

test('the person’s interval before the provider’s before a day; 0 is by hand only', () => {
  expect(intervalOf({ addedAt: 0 })).toBe(24);
  expect(intervalOf({ addedAt: 0, intervalHours: 6 })).toBe(6);
  expect(intervalOf({ addedAt: 0, intervalHours: 6, ownIntervalHours: 0 })).toBe(0);
  expect(dueAt({ addedAt: 0, ownIntervalHours: 0 })).toBeUndefined();
});

test('due after the interval; after a failed try not before an hour', () => {
  expect(dueAt({ addedAt: 0, refreshedAt: 5, intervalHours: 2 })).toBe(5 + 2 * hour);
  expect(dueAt({ addedAt: 0, refreshedAt: 5, triedAt: 5 + 2 * hour, intervalHours: 2 })).toBe(5 + 3 * hour);
  expect(dueAt({ addedAt: 7 })).toBe(7 + 24 * hour);
});

test('the ladder begins where it worked, and an own name stands alone', () => {
  const ladder = userAgents('1.0', undefined, 0);
  expect(ladder).toHaveLength(ladderLength);
  expect(ladder.every((name) => name.startsWith('Byway/1.0'))).toBe(true);
  expect(userAgents('1.0', undefined, 2)).toEqual([ladder[2], ladder[0], ladder[1]]);
  expect(userAgents('1.0', 'mine', 2)).toEqual(['mine']);
});

test.each([
  ['<!DOCTYPE html><p>', {}, true],
  ['\ufeff\n<html>', {}, true],
  ['<p>Sign in</p>', { 'content-type': 'text/html; charset=utf-8' }, true],
  ['vless://x', { 'content-type': 'text/html' }, false],
  ['proxies: []', {}, false],
])('%j is a web page: %j %s', (body, headers, expected) => {
  expect(isWebPage(body, headers)).toBe(expected);
});
