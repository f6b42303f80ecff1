/** Tests of servers, without touching the running connection: a few at once, cancellable, results in the snapshot. */
import type { Fault, Result } from '../../shared/fault.ts';
import { fail, succeed } from '../../shared/fault.ts';
import type { StoredProfile } from '../../shared/profile.ts';
import type { ProbeStage, ProbeState } from '../../shared/snapshot.ts';
import { engineChain, wayName } from '../core/engine-config.ts';
import { createProbeQueue } from '../core/probe-order.ts';
import { withDeadline } from './deadline.ts';
import type { Deps, ProbeAnswer, ProbeRequest } from './deps.ts';
import type { PracticeHost } from './practice-host.ts';
import type { ProfilesService } from './profiles.ts';
import type { SettingsService } from './settings.ts';
import type { State } from './state.ts';

/** What one test may take; a blocked server is mostly silent, and people wait for the whole list. */
const probeMs = 8000;
const probeSlackMs = 2000;
const startMs = 15_000;
/** A flow that is cut does so after some 16-20 kB: less would call it good. */
export const probeBytes = 65_536;

export interface ProbesService {
  /** Queues tests; ids that wait or run already stay where they are. Fault `not-found` when none is known. */
  start(ids: readonly string[]): Result<null>;
  /** Cancels all; what had no result has none. */
  stop(): void;
}

type ProbeDeps = Pick<Deps, 'engine' | 'clock' | 'log'>;

/** An idle test queue. */
export function createProbes(
  deps: ProbeDeps,
  state: State,
  settings: SettingsService,
  profiles: Pick<ProfilesService, 'shelf' | 'open'>,
  practice: PracticeHost,
): ProbesService {
  const { engine, clock } = deps;
  const queue = createProbeQueue();
  const running = new Map<string, AbortController>();

  function set(id: string, probe: ProbeState | null): void {
    state.changeSoon({ probes: { [id]: probe } });
  }

  function startMore(): void {
    for (let id = queue.next(); id !== undefined; id = queue.next()) void runOne(id);
  }

  async function runOne(id: string): Promise<void> {
    const abort = new AbortController();
    running.set(id, abort);
    set(id, { kind: 'asking', since: clock.now() });
    const outcome = await askOne(id, abort.signal).catch((error: unknown) => unasked(fail('unexpected', String(error)).fault));
    if (running.get(id) !== abort) return; // stopped meanwhile, perhaps asked for again
    running.delete(id);
    queue.finish(id);
    set(id, outcomeState(outcome, clock.now()));
    startMore();
  }

  async function askOne(id: string, signal: AbortSignal): Promise<ProbeAnswer> {
    const stored = profiles.open(id);
    if (!stored.ok) return unasked(stored.fault);
    const started = await withDeadline(clock, startMs, 'engine-busy', () => engine.start());
    if (!started.ok) return unasked(started.fault);
    return stored.value.source.kind === 'practice'
      ? practice.during(stored.value.profile, ({ port, pageUrl }) => askAt({ ...stored.value, profile: { ...stored.value.profile, port } }, [pageUrl], signal), unasked)
      : askAt(stored.value, settings.current().checkAddresses, signal);
  }

  /** The first address; another one only when that one itself was the trouble. */
  async function askAt(stored: StoredProfile, urls: readonly string[], signal: AbortSignal): Promise<ProbeAnswer> {
    const servers = engineChain(stored.profile, wayName);
    if (!servers.ok) return unasked(servers.fault);
    const [proxy, ...chain] = servers.value;
    let answer = unasked(fail('unexpected', 'no check address').fault);
    for (const url of urls) {
      answer = await askUrl({ proxy, ...(chain.length === 0 ? {} : { chain }) }, url, signal);
      if (answer.result.ok || answer.result.fault.code !== 'check-failed' || signal.aborted) break;
    }
    return answer;
  }

  async function askUrl(servers: Pick<ProbeRequest, 'proxy' | 'chain'>, url: string, signal: AbortSignal): Promise<ProbeAnswer> {
    const request = { ...servers, url, timeoutMs: probeMs, maxBytes: probeBytes };
    const answer = await withDeadline(clock, probeMs + probeSlackMs, 'timeout', async () => succeed(await engine.probe(request, signal)));
    return answer.ok ? answer.value : unasked(answer.fault);
  }

  return {
    start(ids) {
      const entries = ids.flatMap((id) => {
        const card = profiles.shelf.card(id);
        return card === undefined ? [] : [{ id, server: card.server }];
      });
      if (entries.length === 0) return fail('not-found', 'no such server');
      const added = queue.add(entries);
      state.changeSoon({ probes: Object.fromEntries(added.map((id) => [id, { kind: 'queued' }] as const)) });
      startMore();
      return succeed(null);
    },
    stop() {
      const ended = [...queue.clear(), ...running.keys()];
      for (const [id, abort] of running) {
        queue.finish(id);
        abort.abort();
      }
      running.clear();
      state.changeSoon({ probes: Object.fromEntries(ended.map((id) => [id, null] as const)) });
    },
  };
}

function unasked(fault: Fault): ProbeAnswer {
  return { result: { ok: false, fault }, stages: [], bytes: 0 };
}

function outcomeState(answer: ProbeAnswer, at: number): ProbeState {
  const { stages, bytes } = answer;
  if (answer.result.ok) return { kind: 'good', at, ms: timeToFirstByte(stages), stages, bytes };
  return { kind: 'failed', at, fault: answer.result.fault, stages, bytes };
}

/** What a person feels: everything up to the first byte, whole milliseconds. */
function timeToFirstByte(stages: readonly ProbeStage[]): number {
  return Math.round(stages.filter(({ stage }) => stage !== 'body').reduce((sum, { ms }) => sum + ms, 0));
}
