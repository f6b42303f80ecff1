/** Starting and recovering: what one event does while the way up is climbed. Pure. */
import type { Fault } from '../../shared/fault.ts';
import type { Climb, EngineAnswer, Heard, Machine, MachineEvent, Phase, Run, Stepped } from './connection-machine-types.ts';
import { backoffMs, keepAliveMs } from './connection-machine-types.ts';
import { climbOn, firstClimb, wantsSystemProxy } from './connection-machine-climb.ts';
import { isLasting } from './connection-machine-faults.ts';
import { holdOrRelease, settleProxy } from './connection-machine-proxy.ts';
import { beginStop } from './connection-machine-stop.ts';

type Climbing = Extract<Phase, { kind: 'starting' | 'recovering' }>;
type Recovering = Extract<Phase, { kind: 'recovering' }>;

/** An engine answer of the current generation. */
export function climbWith(machine: Machine, phase: Climbing, answer: EngineAnswer, at: number): Stepped {
  if (phase.climb === undefined) return [machine, []];
  const raised: Machine = { ...machine, generation: machine.generation + 1 };
  const step = climbOn(raised, phase.run, phase.climb, answer, at);
  switch (step.kind) {
    case 'going':
      return [{ ...raised, phase: { ...phase, run: step.run, climb: step.climb } }, [step.effect]];
    case 'heard':
      return afterHeard(raised, { ...phase, run: step.run }, step.heard);
    case 'fell':
      return fall(raised, phase, step.fault, at);
  }
}

/** Bytes came back: now, and only now, the system proxy. */
function afterHeard(machine: Machine, phase: Climbing, heard: Heard): Stepped {
  const { stepped, waiting } = settleProxy(machine, phase.run);
  const [settled, effects] = stepped;
  if (waiting) return [{ ...settled, phase: { ...phase, climb: { stage: 'proxy' }, heard } }, effects];
  const [on, more] = beOn(settled, phase.run, heard, heard.at);
  return [on, [...effects, ...more]];
}

/** `on`, with the next check waiting. */
export function beOn(machine: Machine, run: Run, heard: Heard, at: number): Stepped {
  const generation = machine.generation + 1;
  const phase: Phase = { kind: 'on', run, since: at, heard, misses: 0, asking: false };
  return [{ ...machine, generation, phase }, [{ kind: 'schedule', generation, ms: keepAliveMs }]];
}

/** A proxy answer of the current turn; `machine.proxy` already holds what it said. */
export function afterProxy(machine: Machine, phase: Climbing, at: number): Stepped {
  if (phase.climb?.stage !== 'proxy' || phase.heard === undefined) return [machine, []];
  if (machine.proxy.kind === 'stuck') return fall(machine, phase, machine.proxy.fault, at);
  // Clean here means that this computer has no settings Byway knows: the local port is useful without them.
  const run = machine.proxy.kind === 'clean' ? { ...phase.run, plan: { ...phase.run.plan, proxySupported: false } } : phase.run;
  return beOn(machine, run, phase.heard, at);
}

/** The attempt failed. Programs that are held stay held; a first start leaves nothing changed. */
export function fall(machine: Machine, phase: Climbing, fault: Fault, at: number): Stepped {
  const { run } = phase;
  const holds = machine.proxy.kind === 'set' && wantsSystemProxy(run) && run.plan.whenWayCloses === 'hold';
  if (phase.kind === 'starting' && !holds) return beginStop(machine, run.plan.profileId, { kind: 'failed', fault }, at);
  if (phase.kind === 'recovering' && !holds && isLasting(fault)) {
    return beginStop(machine, run.plan.profileId, { kind: 'failed', fault }, at);
  }
  const attempt = phase.kind === 'recovering' ? phase.attempt + 1 : 1;
  return beginRecovery(machine, { run, fault, attempt, since: phase.kind === 'recovering' ? phase.since : at });
}

/** The way closed, or an attempt to find it failed: wait a little, then try again. */
export function beginRecovery(machine: Machine, closed: Pick<Recovering, 'run' | 'fault' | 'attempt' | 'since'>): Stepped {
  const generation = machine.generation + 1;
  const [held, effects] = holdOrRelease({ ...machine, generation, phase: { kind: 'recovering', ...closed } }, closed.run);
  const ms = backoffMs[Math.min(closed.attempt, backoffMs.length) - 1] ?? 0;
  return [held, [...effects, { kind: 'schedule', generation, ms }]];
}

/** The pause is over, or there is news that makes trying at once worth it. */
export function tryNow(machine: Machine, phase: Recovering): Stepped {
  if (phase.climb !== undefined) return [machine, []];
  const generation = machine.generation + 1;
  // An earlier release may have failed: each attempt asks for it again.
  const [held, effects] = holdOrRelease({ ...machine, generation, phase: { ...phase, climb: firstClimb } }, phase.run);
  return [held, [{ kind: 'unschedule' }, ...effects, { kind: 'start-engine', generation }]];
}

/** The engine process ended by itself. While it is being started, its own answer says so. */
export function engineDiedWhileClimbing(machine: Machine, phase: Climbing, event: Extract<MachineEvent, { kind: 'engine-died' }>): Stepped {
  if (phase.climb === undefined || phase.climb.stage === 'engine') return [machine, []];
  return fall(machine, phase, event.fault, event.at);
}

/** Marks that the server was reached: the wait is for the answer now. */
export function markSent(machine: Machine, phase: Climbing): Stepped {
  if (phase.climb?.stage !== 'check' || phase.climb.sent) return [machine, []];
  const climb: Climb = { ...phase.climb, sent: true };
  return [{ ...machine, phase: { ...phase, climb } }, []];
}
