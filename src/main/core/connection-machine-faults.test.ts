import { expect, test } from 'vitest';
import { makeFault, type FaultCode } from '../../shared/fault.ts';
import { isEngineFault, isLasting, mostTelling } from './connection-machine-faults.ts';

test.each<readonly [readonly FaultCode[], FaultCode]>([
  [['timeout', 'auth-failed', 'closed-early'], 'auth-failed'],
  [['timeout', 'timeout', 'check-failed'], 'check-failed'],
  [['closed-early', 'refused'], 'refused'],
  [['timeout', 'tls-failed'], 'tls-failed'],
  [['unexpected', 'timeout'], 'timeout'],
  [['unexpected'], 'unexpected'],
])('of %j the most telling is %s', (codes, most) => {
  expect(mostTelling(codes.map((code) => makeFault(code)))?.code).toBe(most);
});

test('of equals the first is told, and of none nothing', () => {
  const [first, second] = [makeFault('timeout', 'first'), makeFault('timeout', 'second')];
  expect(mostTelling([first, second])).toBe(first);
  expect(mostTelling([])).toBeUndefined();
});

test('a dead engine is the engine’s fault but may come back; a missing one may not', () => {
  expect([isEngineFault(makeFault('engine-died')), isLasting(makeFault('engine-died'))]).toEqual([true, false]);
  expect([isEngineFault(makeFault('engine-missing')), isLasting(makeFault('engine-missing'))]).toEqual([true, true]);
  expect([isEngineFault(makeFault('timeout')), isLasting(makeFault('timeout'))]).toEqual([false, false]);
});
