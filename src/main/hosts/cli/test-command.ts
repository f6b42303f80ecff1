/** test: servers asked one after another or side by side, without connecting. */
import { fail } from '../../../shared/fault.ts';
import type { ProbeState, ProfileCard } from '../../../shared/snapshot.ts';
import { exitCodes, type ExitCode } from './commands.ts';
import type { Output } from './output.ts';
import { failed, summary } from './server-commands.ts';
import { findServers, type Session } from './session.ts';
import type { StopRequest } from './stop-request.ts';

/** `byway test`: one object or line a server, as results come. Code 1 when one failed, 3 when there is none to test. */
export async function testServers(session: Session, output: Output, stop: StopRequest, names: readonly string[]): Promise<ExitCode> {
  const snapshot = session.app.state.get();
  const found = names.length === 0 ? { ok: true as const, value: snapshot.profiles } : findServers(snapshot, names);
  if (!found.ok) return failed(output, found);
  if (found.value.length === 0) {
    output.fault(fail('input-empty').fault);
    return exitCodes.nothingUsable;
  }
  const results = collectResults(session, found.value, (card, state) => print(output, card, state));
  const started = await session.call('probes.start', { ids: found.value.map((card) => card.id) });
  if (!started.ok) return failed(output, started);
  const good = await Promise.race([results, stop.asked.then(() => undefined)]);
  if (good !== undefined) return good ? exitCodes.done : exitCodes.failed;
  await session.call('probes.stop', {});
  output.fault(fail('cancelled').fault);
  return exitCodes.failed;
}

/** Resolves when every server has its result; true when all were good. */
function collectResults(session: Session, cards: readonly ProfileCard[], show: (card: ProfileCard, state: Finished) => void): Promise<boolean> {
  const waiting = new Map(cards.map((card) => [card.id, card]));
  let allGood = true;
  return new Promise((resolve) => {
    const stop = session.app.state.onChange(({ probes }) => {
      for (const [id, state] of Object.entries(probes ?? {})) {
        const card = waiting.get(id);
        if (card === undefined || state === null || !isFinished(state)) continue;
        waiting.delete(id);
        allGood &&= state.kind === 'good';
        show(card, state);
      }
      if (waiting.size > 0) return;
      stop();
      resolve(allGood);
    });
  });
}

type Finished = Extract<ProbeState, { readonly kind: 'good' | 'failed' }>;

function isFinished(state: ProbeState): state is Finished {
  return state.kind === 'good' || state.kind === 'failed';
}

function print(output: Output, card: ProfileCard, state: Finished): void {
  const good = state.kind === 'good';
  const result = good ? { ok: true, ms: state.ms } : { ok: false, fault: output.describe(state.fault) };
  output.object({ ...summary(card), ...result, bytes: state.bytes, stages: state.stages });
  output.line(`${good ? `${Math.round(state.ms)} ms` : state.fault.code}  ${card.name}`);
}
