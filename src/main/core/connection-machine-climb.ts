/**
 * The way up to "on", the same for a first start and for every recovery:
 *
 *   engine ──▶ (practice) ──▶ apply ──▶ check, address by address ──▶ proxy ──▶ on
 *
 * Bytes come back before the system proxy is touched, so a dead server never takes the person's internet away. Pure.
 */
import { makeFault, type Fault } from '../../shared/fault.ts';
import type { Climb, Effect, EngineAnswer, Heard, Machine, Run } from './connection-machine-types.ts';
import { isEngineFault, mostTelling } from './connection-machine-faults.ts';

/** Where one answer leads. */
export type Climbed =
  | { readonly kind: 'going'; readonly run: Run; readonly climb: Climb; readonly effect: Effect }
  | { readonly kind: 'heard'; readonly run: Run; readonly heard: Heard }
  | { readonly kind: 'fell'; readonly fault: Fault };

export const firstClimb: Climb = { stage: 'engine' };

/** True when this run is to point the system's proxy settings at itself. */
export function wantsSystemProxy(run: Run): boolean {
  return run.plan.useSystemProxy && run.plan.proxySupported && !run.takenBack;
}

/** The next address to ask, `ahead` places after the one that answered last. */
export function checkUrl(run: Run, ahead: number): string {
  const addresses = addressesOf(run);
  return addresses[(run.preferred + ahead) % addresses.length] ?? '';
}

/** How many addresses there are to ask. */
export function addressesOf(run: Run): readonly string[] {
  return run.practice === undefined ? run.plan.checkAddresses : [run.practice.pageUrl];
}

/**
 * One engine answer → the next step. `machine` already carries the generation that the step's effect is to bear.
 * An answer that does not belong to the stage is a bug and ends the climb with `unexpected`.
 */
export function climbOn(machine: Machine, run: Run, climb: Climb, answer: EngineAnswer, at: number): Climbed {
  if (answer.kind === 'failed') return afterFailure(machine, run, climb, answer.fault);
  if (answer.kind === 'started' && climb.stage === 'engine') {
    if (!run.plan.practice) return going(run, { stage: 'apply' }, applyEffect(machine, run));
    return going(run, { stage: 'practice' }, { kind: 'start-practice', generation: machine.generation, profileId: run.plan.profileId });
  }
  if (answer.kind === 'practice-started' && climb.stage === 'practice') {
    const known: Run = { ...run, practice: { port: answer.port, pageUrl: answer.pageUrl }, preferred: 0 };
    return going(known, { stage: 'apply' }, applyEffect(machine, known));
  }
  if (answer.kind === 'applied' && climb.stage === 'apply') return startChecking(machine, run, answer);
  if (answer.kind === 'heard' && climb.stage === 'check') {
    const preferred = (run.preferred + climb.asked) % addressesOf(run).length;
    return { kind: 'heard', run: { ...run, preferred }, heard: { at, ms: answer.ms } };
  }
  return { kind: 'fell', fault: makeFault('unexpected', `${answer.kind} during ${climb.stage}`) };
}

function going(run: Run, climb: Climb, effect: Effect): Climbed {
  return { kind: 'going', run, climb, effect };
}

function applyEffect(machine: Machine, run: Run): Effect {
  return { kind: 'apply', generation: machine.generation, run, keepPorts: machine.proxy.kind !== 'clean' };
}

function startChecking(machine: Machine, run: Run, applied: Extract<EngineAnswer, { kind: 'applied' }>): Climbed {
  const { systemProxyPort: _earlierPort, scriptUrl: _earlierUrl, ...rest } = run;
  const { kind: _kind, ...doors } = applied;
  const bound: Run = { ...rest, ...doors };
  return going(bound, { stage: 'check', asked: 0, faults: [], sent: false }, checkEffect(machine, bound, 0));
}

function checkEffect(machine: Machine, run: Run, ahead: number): Effect {
  return { kind: 'check', generation: machine.generation, url: checkUrl(run, ahead) };
}

function afterFailure(machine: Machine, run: Run, climb: Climb, fault: Fault): Climbed {
  if (climb.stage !== 'check' || isEngineFault(fault)) return { kind: 'fell', fault };
  const faults = [...climb.faults, fault];
  const asked = climb.asked + 1;
  if (asked >= addressesOf(run).length) return { kind: 'fell', fault: mostTelling(faults) ?? fault };
  return going(run, { ...climb, asked, faults }, checkEffect(machine, run, asked));
}
