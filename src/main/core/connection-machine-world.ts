/**
 * For tests: the outside world as the machine may meet it. Operations wait until they are let through, in the order
 * that the runner guarantees (engine operations one after another, proxy operations one after another, checks freely).
 */
import { makeFault, type FaultCode } from '../../shared/fault.ts';
import { initialMachine, step } from './connection-machine.ts';
import type { Effect, EngineAnswer, Machine, MachineEvent, Plan, ProxyAnswer } from './connection-machine-types.ts';

export interface World {
  machine(): Machine;
  send(event: MachineEvent): void;
  /** Asked for and not answered yet. */
  readonly waiting: { readonly engine: Effect[]; readonly checks: Effect[]; readonly proxy: Effect[] };
  timer(): { readonly generation: number; readonly ms: number } | undefined;
  /** Lets the oldest operation of a lane happen, well or badly. */
  engineDoes(fails?: FaultCode): void;
  checkDoes(fails?: FaultCode): void;
  proxyDoes(fails?: FaultCode): void;
  timerFires(): void;
  /** Lets everything happen well until nothing waits; timers fire only while stopping, where they end by themselves. */
  settle(): void;
  /** What is really so outside. */
  readonly truth: { proxySet: boolean; portsOpen: boolean };
  readonly past: Effect[];
}

export const plan: Plan = {
  profileId: 'a',
  practice: false,
  checkAddresses: ['http://one/', 'http://two/', 'http://three/'],
  useSystemProxy: true,
  proxySupported: true,
  bypass: ['localhost'],
  directWithoutByway: false,
  whenWayCloses: 'hold',
};

/** A world in which nothing has happened yet. */
export function createWorld(): World {
  let machine = initialMachine;
  let timer: { readonly generation: number; readonly ms: number } | undefined;
  const waiting = { engine: [] as Effect[], checks: [] as Effect[], proxy: [] as Effect[] };
  const truth = { proxySet: false, portsOpen: false };
  const past: Effect[] = [];
  let at = 0;
  let starts = 0;

  function send(event: MachineEvent): void {
    at += 1;
    const [next, effects] = step(machine, event);
    machine = next;
    for (const effect of effects) take(effect);
  }

  function take(effect: Effect): void {
    past.push(effect);
    switch (effect.kind) {
      case 'schedule':
        timer = { generation: effect.generation, ms: effect.ms };
        return;
      case 'unschedule':
        timer = undefined;
        return;
      case 'check':
        waiting.checks.push(effect);
        return;
      case 'enable-proxy':
      case 'restore-proxy':
      case 'watch-proxy':
        waiting.proxy.push(effect);
        return;
      case 'start-engine':
      case 'start-practice':
      case 'apply':
      case 'stop-engine':
        waiting.engine.push(effect);
    }
  }

  function answerEngine(effect: Effect | undefined, fails: FaultCode | undefined, answer: EngineAnswer): void {
    if (effect === undefined || !('generation' in effect)) return;
    const told: EngineAnswer = fails === undefined ? answer : { kind: 'failed', fault: makeFault(fails) };
    send({ kind: 'engine', at, generation: effect.generation, answer: told });
  }

  function engineDoes(fails?: FaultCode): void {
    const effect = waiting.engine.shift();
    if (effect?.kind === 'stop-engine') truth.portsOpen = false; // the runner sees to it, whatever happens
    if (effect?.kind === 'apply' && fails === undefined) truth.portsOpen = true;
    if (effect?.kind === 'start-engine') starts += 1;
    answerEngine(effect, effect?.kind === 'stop-engine' ? undefined : fails, engineAnswer(effect, starts));
  }

  function proxyDoes(fails?: FaultCode): void {
    const effect = waiting.proxy.shift();
    if (effect === undefined || !('turn' in effect)) return;
    if (fails === undefined && effect.kind === 'enable-proxy') truth.proxySet = true;
    if (fails === undefined && effect.kind === 'restore-proxy') truth.proxySet = false;
    const answer: ProxyAnswer = fails === undefined || effect.kind === 'watch-proxy' ? proxyAnswer(effect) : { kind: 'failed', fault: makeFault(fails) };
    send({ kind: 'proxy', at, turn: effect.turn, answer });
  }

  function timerFires(): void {
    const fired = timer;
    timer = undefined;
    if (fired !== undefined) send({ kind: 'timer', at, generation: fired.generation });
  }

  return {
    machine: () => machine,
    send,
    waiting,
    timer: () => timer,
    engineDoes,
    checkDoes: (fails) => answerEngine(waiting.checks.shift(), fails, { kind: 'heard', ms: 5 }),
    proxyDoes,
    timerFires,
    settle() {
      for (let guard = 0; guard < 1000; guard++) {
        if (waiting.engine.length > 0) engineDoes();
        else if (waiting.proxy.length > 0) proxyDoes();
        else if (waiting.checks.length > 0) answerEngine(waiting.checks.shift(), undefined, { kind: 'heard', ms: 5 });
        else if (machine.phase.kind === 'stopping' && timer !== undefined) timerFires();
        else return;
      }
      throw new Error('never settles');
    },
    truth,
    past,
  };
}

function engineAnswer(effect: Effect | undefined, starts: number): EngineAnswer {
  if (effect?.kind === 'start-practice') return { kind: 'practice-started', port: 41_003, pageUrl: 'http://127.0.0.1:41004/' };
  if (effect?.kind === 'apply') {
    const script = effect.run.plan.directWithoutByway ? { scriptUrl: `http://127.0.0.1:20003/${starts}.pac` } : {};
    return { kind: 'applied', systemProxyPort: 20_002, ...script };
  }
  return effect?.kind === 'stop-engine' ? { kind: 'stopped' } : { kind: 'started' };
}

function proxyAnswer(effect: Effect): ProxyAnswer {
  if (effect.kind === 'enable-proxy') return { kind: 'enabled' };
  return effect.kind === 'restore-proxy' ? { kind: 'restored' } : { kind: 'seen', inEffect: true };
}
