import { expect, test } from 'vitest';
import type { SubscriptionCard } from '../../../shared/subscription.ts';
import { textFor } from '../../../shared/text.ts';
import { daysLeft, isNews, listFacts } from './list-facts.ts';

const now = Date.UTC(2026, 0, 10);
const list: SubscriptionCard = { id: 'a', title: 'A', host: 'a.example', servers: 2, gone: 0, addedAt: 0, intervalHours: 24, way: 'auto', sendsHardwareId: false };
const english = textFor('en');

test('count, age, quota and end, as far as they are known', () => {
  expect(listFacts(english, list, now)).toHaveLength(1);
  const all = listFacts(english, { ...list, refreshedAt: now - 3_600_000, quota: { upload: 1024 ** 3, download: 1024 ** 3, total: 10 * 1024 ** 3, expiresAt: now + 30 * 86_400_000 } }, now);
  expect(all).toHaveLength(4);
  expect(all[2]).toMatch(/2.*10/);
  expect(all[3]).toContain('2026');
  expect(listFacts(english, { ...list, quota: { expiresAt: now - 1 } }, now)[1]).not.toBe(all[3]);
  expect(listFacts(english, { ...list, quota: { download: 0 } }, now)).toHaveLength(1);
});

test('news is what came, changed or went', () => {
  const counts = { fresh: 0, gone: 0, changed: 0, kept: 5, removed: 0, rejected: 1 };
  expect(isNews({ fresh: [], gone: [], changed: [], counts })).toBe(false);
  expect(isNews({ fresh: [], gone: [], changed: [], counts: { ...counts, gone: 1 } })).toBe(true);
});

test('who leaves is counted, a quota can be used up, and the last week is told in days', () => {
  const text = listFacts(english, { ...list, gone: 1, quota: { download: 10, total: 10, expiresAt: now + 86_400_001 } }, now).join(' · ');
  expect(text).toContain('1 leaving');
  expect(text).toContain('used up');
  expect(text).toContain('ends in 2 days');
  expect([daysLeft(now + 1, now), daysLeft(now - 5, now), daysLeft(now + 7 * 86_400_000, now)]).toEqual([1, 1, 7]);
});
