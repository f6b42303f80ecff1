/** While connected: is there still an answer? "On" is never kept on hope. Pure. */
import type { Effect, EngineAnswer, Machine, MachineEvent, Phase, Stepped } from './connection-machine-types.ts';
import { askAgainMs, keepAliveMs } from './connection-machine-types.ts';
import { addressesOf, checkUrl, wantsSystemProxy } from './connection-machine-climb.ts';
import { isEngineFault } from './connection-machine-faults.ts';
import { restoreIfHeld } from './connection-machine-proxy.ts';
import { beginRecovery } from './connection-machine-run.ts';

type On = Extract<Phase, { kind: 'on' }>;

/** Asks a check address now and looks at the system's settings too; a check under way is replaced. */
export function ask(machine: Machine, phase: On): Stepped {
  const generation = machine.generation + 1;
  const next: Machine = { ...machine, generation, phase: { ...phase, asking: true } };
  const effects: Effect[] = [{ kind: 'unschedule' }, { kind: 'check', generation, url: checkUrl(phase.run, 0) }];
  if (machine.proxy.kind === 'set') return [next, [...effects, { kind: 'watch-proxy', turn: machine.turn }]];
  if (machine.proxy.kind !== 'stuck' || wantsSystemProxy(phase.run)) return [next, effects];
  const [mended, more] = restoreIfHeld(next); // an earlier restore failed: try again at this pace
  return [mended, [...effects, ...more]];
}

/** An engine answer of the current generation. */
export function afterAsking(machine: Machine, phase: On, answer: EngineAnswer, at: number): Stepped {
  if (!phase.asking) return [machine, []];
  if (answer.kind === 'heard') return rest(machine, { ...phase, misses: 0, heard: { at, ms: answer.ms }, isVerifying: false }, keepAliveMs);
  if (answer.kind !== 'failed') return [machine, []];
  const misses = phase.misses + 1;
  const preferred = (phase.run.preferred + 1) % addressesOf(phase.run).length;
  const run = { ...phase.run, preferred };
  const pauseMs = askAgainMs[misses - 1];
  if (pauseMs === undefined || isEngineFault(answer.fault)) {
    return beginRecovery(machine, { run, fault: answer.fault, attempt: 1, since: at });
  }
  return rest(machine, { ...phase, run, misses }, pauseMs);
}

function rest(machine: Machine, phase: On, ms: number): Stepped {
  const generation = machine.generation + 1;
  return [{ ...machine, generation, phase: { ...phase, asking: false } }, [{ kind: 'schedule', generation, ms }]];
}

/** The engine process ended by itself. */
export function engineDiedWhileOn(machine: Machine, phase: On, event: Extract<MachineEvent, { kind: 'engine-died' }>): Stepped {
  return beginRecovery(machine, { run: phase.run, fault: event.fault, attempt: 1, since: event.at });
}
