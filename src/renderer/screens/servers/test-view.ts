/** A run of tests in numbers. Pure. */
import type { ProbeState } from '../../../shared/snapshot.ts';
import { slowMs } from '../../server-view.ts';
import type { TestRun } from '../../store.ts';

export type DotKind = 'good' | 'slow' | 'none' | 'asking' | 'waiting';

export interface TestProgress {
  readonly total: number;
  readonly done: number;
  readonly good: number;
  readonly slow: number;
  readonly none: number;
  readonly waiting: number;
  readonly running: boolean;
  /** The fastest that answered in this run. */
  readonly best: string | undefined;
  /** One per server, in list order. */
  readonly dots: readonly DotKind[];
}

/** What one server's dot shows. A result from before the run does not count; a cancelled one never came. */
function dotOf(probe: ProbeState | undefined, startedAt: number): DotKind {
  switch (probe?.kind) {
    case 'asking':
      return 'asking';
    case 'good':
      return probe.at < startedAt ? 'waiting' : probe.ms > slowMs ? 'slow' : 'good';
    case 'failed':
      return probe.at < startedAt || probe.fault.code === 'cancelled' ? 'waiting' : 'none';
    case 'queued':
    case undefined:
      return 'waiting';
  }
}

export function testProgress(run: TestRun, probes: Readonly<Record<string, ProbeState>>): TestProgress {
  const dots = run.ids.map((id) => dotOf(probes[id], run.startedAt));
  const count = (kind: DotKind): number => dots.reduce((sum, dot) => (dot === kind ? sum + 1 : sum), 0);
  const [good, slow, none] = [count('good'), count('slow'), count('none')];
  const running = run.ids.some((id) => probes[id]?.kind === 'queued' || probes[id]?.kind === 'asking');
  return {
    total: run.ids.length,
    done: good + slow + none,
    good: good + slow,
    slow,
    none,
    waiting: count('waiting') + count('asking'),
    running,
    best: bestOf(run, probes),
    dots,
  };
}

function bestOf(run: TestRun, probes: Readonly<Record<string, ProbeState>>): string | undefined {
  let best: { readonly id: string; readonly ms: number } | undefined;
  for (const id of run.ids) {
    const probe = probes[id];
    if (probe?.kind === 'good' && probe.at >= run.startedAt && (best === undefined || probe.ms < best.ms)) best = { id, ms: probe.ms };
  }
  return best?.id;
}
