import { describe, expect, it } from 'vitest';
import type { ProbeState } from '../../../shared/snapshot.ts';
import { testProgress } from './test-view.ts';

const startedAt = 1000;

function good(ms: number, at = 2000): ProbeState {
  return { kind: 'good', at, ms, stages: [], bytes: 1 };
}

function failed(code: 'timeout' | 'cancelled', at = 2000): ProbeState {
  return { kind: 'failed', at, fault: { code }, stages: [], bytes: 0 };
}

describe('a run of tests', () => {
  it('counts what came back in it and what is still awaited', () => {
    const probes = { a: good(50), b: good(1500), c: failed('timeout'), d: { kind: 'asking', since: 1500 }, e: { kind: 'queued' } } as const;
    const progress = testProgress({ ids: ['a', 'b', 'c', 'd', 'e'], startedAt }, probes);
    expect(progress).toMatchObject({ total: 5, done: 3, good: 2, slow: 1, none: 1, waiting: 2, running: true, best: 'a' });
    expect(progress.dots).toEqual(['good', 'slow', 'none', 'asking', 'waiting']);
  });

  it('does not count results from before it, nor tests that were stopped', () => {
    const progress = testProgress({ ids: ['old', 'stopped', 'removed'], startedAt }, { old: good(10, 500), stopped: failed('cancelled') });
    expect(progress).toMatchObject({ done: 0, good: 0, waiting: 3, running: false, best: undefined });
  });

  it('names the fastest so far', () => {
    expect(testProgress({ ids: ['a', 'b', 'c'], startedAt }, { a: good(90), b: good(40), c: good(10, 1) }).best).toBe('b');
  });
});
