/**
 * The way down, from any state: the earlier proxy settings first, then the engine's ports, then `off`, `failed` or the
 * next connection. Pure.
 */
import type { EngineAnswer, Machine, MachineEvent, Phase, Plan, Run, Stepped, Then } from './connection-machine-types.ts';
import { maxRestores, restoreAgainMs } from './connection-machine-types.ts';
import { firstClimb } from './connection-machine-climb.ts';
import { restoreProxy } from './connection-machine-proxy.ts';

type Stopping = Extract<Phase, { kind: 'stopping' }>;

/** A run with nothing learnt yet. */
export function freshRun(plan: Plan): Run {
  return { plan, preferred: 0, takenBack: false };
}

/** Begins a connection; whatever an earlier one left running is replaced on the way up. */
export function beginStart(machine: Machine, plan: Plan, at: number): Stepped {
  const generation = machine.generation + 1;
  const phase: Phase = { kind: 'starting', run: freshRun(plan), since: at, climb: firstClimb };
  return [{ ...machine, generation, phase }, [{ kind: 'unschedule' }, { kind: 'start-engine', generation }]];
}

/** Begins to put everything back. Answers still under way become stale. */
export function beginStop(machine: Machine, profileId: string, next: Then, at: number): Stepped {
  const generation = machine.generation + 1;
  const phase: Stopping = { kind: 'stopping', profileId, since: at, next, stage: 'proxy', tries: 0 };
  const begun: Machine = { ...machine, generation, phase };
  const [stopping, effects] = begun.proxy.kind === 'clean' ? stopEngine(begun, phase) : restoreProxy(begun);
  return [stopping, [{ kind: 'unschedule' }, ...effects]];
}

/** One event while stopping. */
export function stepStopping(machine: Machine, phase: Stopping, event: MachineEvent): Stepped {
  switch (event.kind) {
    case 'connect':
      return [{ ...machine, phase: { ...phase, next: { kind: 'connect', plan: event.plan } } }, []];
    case 'disconnect':
      return [{ ...machine, phase: { ...phase, next: { kind: 'off' } } }, []];
    case 'replan':
      return [{ ...machine, phase: { ...phase, next: replanned(phase.next, event.plan) } }, []];
    case 'timer':
      return phase.stage === 'proxy' ? restoreProxy(machine) : [machine, []];
    case 'engine':
      return phase.stage === 'engine' ? afterEngine(machine, phase, event.answer, event.at) : [machine, []];
    case 'proxy':
      return phase.stage === 'proxy' ? afterRestore(machine, phase) : [machine, []];
    case 'take-back': // under way already
    case 'put-again':
    case 'settings-stirred':
    case 'verify':
    case 'engine-died': // its stop is answered all the same
    case 'bytes-sent':
      return [machine, []];
  }
}

function replanned(next: Then, plan: Plan): Then {
  return next.kind === 'connect' && next.plan.profileId === plan.profileId ? { kind: 'connect', plan } : next;
}

/** `machine.proxy` already holds what the answer said. */
function afterRestore(machine: Machine, phase: Stopping): Stepped {
  if (machine.proxy.kind === 'clean') return stopEngine(machine, phase);
  if (machine.proxy.kind !== 'stuck') return [machine, []];
  const tries = phase.tries + 1;
  if (tries >= maxRestores) return stopEngine(machine, { ...phase, tries });
  return [{ ...machine, phase: { ...phase, tries } }, [{ kind: 'schedule', generation: machine.generation, ms: restoreAgainMs }]];
}

function stopEngine(machine: Machine, phase: Stopping): Stepped {
  const generation = machine.generation + 1;
  return [{ ...machine, generation, phase: { ...phase, stage: 'engine' } }, [{ kind: 'stop-engine', generation }]];
}

/** The runner ends the process where stopping fails, so every answer means that nothing listens any more. */
function afterEngine(machine: Machine, phase: Stopping, _answer: EngineAnswer, at: number): Stepped {
  const { profileId, next } = phase;
  if (machine.proxy.kind === 'stuck') return rest(machine, { kind: 'failed', profileId, since: at, fault: machine.proxy.fault });
  switch (next.kind) {
    case 'off':
      return rest(machine, { kind: 'off' });
    case 'failed':
      return rest(machine, { kind: 'failed', profileId, since: at, fault: next.fault });
    case 'connect':
      return beginStart(machine, next.plan, at);
  }
}

function rest(machine: Machine, phase: Phase): Stepped {
  return [{ ...machine, phase }, []];
}

/** One event while nothing runs. Only settings that could not be put back earlier still need work. */
export function stepResting(machine: Machine, event: MachineEvent): Stepped {
  const { phase } = machine;
  const profileId = phase.kind === 'failed' ? phase.profileId : '';
  if (event.kind === 'connect') {
    if (machine.proxy.kind === 'clean') return beginStart(machine, event.plan, event.at);
    return beginStop(machine, event.plan.profileId, { kind: 'connect', plan: event.plan }, event.at);
  }
  if (event.kind === 'disconnect' || (event.kind === 'take-back' && machine.proxy.kind !== 'clean')) {
    if (machine.proxy.kind === 'clean') return rest(machine, { kind: 'off' });
    return beginStop(machine, profileId, { kind: 'off' }, event.at);
  }
  return [machine, []];
}
