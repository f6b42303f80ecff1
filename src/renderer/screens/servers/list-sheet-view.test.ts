import { expect, test } from 'vitest';
import type { SubscriptionCard } from '../../../shared/subscription.ts';
import { changesOf, intervals, isHeaderText, valuesOf } from './list-sheet-view.ts';

const list: SubscriptionCard = { id: 'a', title: 'Theirs', host: 'l.example', servers: 1, gone: 0, addedAt: 0, intervalHours: 12, way: 'auto', sendsHardwareId: false };

test('an untouched list shows what the provider says, and saving it changes nothing', () => {
  expect(valuesOf(list)).toEqual({ title: '', interval: 'auto', way: 'auto', userAgent: '', sendsHardwareId: false });
  expect(changesOf(list, valuesOf(list))).toBeUndefined();
});

test('only what was changed is sent; empty and auto bring the usual back', () => {
  const own = { ...list, ownTitle: 'Mine', ownIntervalHours: 5, userAgent: 'me' };
  expect(changesOf(own, { ...valuesOf(own), title: ' ', interval: 'auto', userAgent: '' })).toEqual({ id: 'a', title: '', intervalHours: null, userAgent: '' });
  expect(changesOf(list, { ...valuesOf(list), interval: '0', way: 'tunnel', sendsHardwareId: true })).toEqual({ id: 'a', intervalHours: 0, way: 'tunnel', sendsHardwareId: true });
});

test('an interval that is not offered can stay', () => {
  expect(intervals(list)).not.toContain('5');
  expect(intervals({ ...list, ownIntervalHours: 5 })).toContain('5');
});

test.each([['v2rayNG/1.9', true], ['', true], ['мой', false], ['a\r\nb: c', false]])('%j may stand in a header: %s', (value, fits) => {
  expect(isHeaderText(value)).toBe(fits);
});
