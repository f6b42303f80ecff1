/**
 * Carries out the machine's effects. Engine operations keep their order, and so do those on the proxy settings; checks
 * run beside them. Every operation is answered once, by its deadline, with the number it was asked under.
 */
import { succeed, type Fault, type Result } from '../../shared/fault.ts';
import type { Profile } from '../../shared/profile.ts';
import type { PracticePage } from '../../shared/snapshot.ts';
import { planProxy } from '../core/proxy-plan.ts';
import type { Aim, Effect, EngineAnswer, MachineEvent, ProxyAnswer } from '../core/connection-machine-types.ts';
import type { ConnectionEngine } from './connection-engine.ts';
import { createLane, withDeadline } from './deadline.ts';
import type { Deps } from './deps.ts';

/** Settings stores are slow when a desktop is busy; several are written and read back in turn. */
const proxyMs = 20_000;

/** What the runner asks and tells. */
export interface RunnerWorld {
  readonly engine: ConnectionEngine;
  dispatch(event: MachineEvent): void;
  /** The server description to use for a profile id. */
  profile(id: string): Profile | undefined;
  language(): string;
  showPage(page: PracticePage): void;
}

export interface Runner {
  run(effect: Effect): void;
  /** Restores in turn with the other operations on the proxy settings, whatever the machine holds. */
  restore(): Promise<Result<{ readonly restored: boolean }>>;
  /** Resolves when the operations on the proxy settings asked for so far are answered. */
  proxyIdle(): Promise<void>;
  /** How many restores really put something back since the start. */
  restoredCount(): number;
}

/** A runner with nothing under way. */
export function createRunner(deps: Pick<Deps, 'proxy' | 'clock' | 'log'>, world: RunnerWorld): Runner {
  const { proxy, clock } = deps;
  const engineLane = createLane();
  const proxyLane = createLane();
  let cancelTimer: (() => void) | undefined;
  let restored = 0;
  let practicing = false;

  function engineInTurn(generation: number, work: () => Promise<EngineAnswer>): void {
    void engineLane.run(work).then((answer) => tellEngine(generation, answer));
  }

  function tellEngine(generation: number, answer: EngineAnswer): void {
    if (answer.kind === 'failed') logFault('engine', answer.fault);
    world.dispatch({ kind: 'engine', at: clock.now(), generation, answer });
  }

  function proxyInTurn(turn: number, work: () => Promise<ProxyAnswer>): void {
    void proxyLane.run(work).then((answer) => {
      if (answer.kind === 'failed') logFault('proxy', answer.fault);
      world.dispatch({ kind: 'proxy', at: clock.now(), turn, answer });
    });
  }

  function logFault(source: 'engine' | 'proxy', fault: Fault): void {
    deps.log.write('warning', source, `${fault.code}${fault.cause === undefined ? '' : `: ${fault.cause}`}`);
  }

  async function restoreOnce(): Promise<Result<{ readonly restored: boolean }>> {
    const result = await withDeadline(clock, proxyMs, 'proxy-not-restored', () => proxy.restore());
    if (result.ok && result.value.restored) restored += 1;
    return result;
  }

  async function watch(): Promise<ProxyAnswer> {
    const seen = await withDeadline(clock, proxyMs, 'proxy-not-applied', async () => {
      const inEffect = await proxy.inEffect();
      return succeed(inEffect ? { inEffect } : { inEffect, found: await proxy.found() });
    });
    // A look that failed says nothing; the next one will.
    return { kind: 'seen', ...(seen.ok ? seen.value : { inEffect: true }) };
  }

  async function enable({ port, bypass, scriptUrl }: Aim): Promise<ProxyAnswer> {
    const plan = planProxy({ bypass: [...bypass] }, port, scriptUrl);
    const result = await withDeadline(clock, proxyMs, 'proxy-not-applied', () => proxy.enable(plan));
    return result.ok ? { kind: 'enabled' } : { kind: 'failed', fault: result.fault };
  }

  async function check(generation: number, url: string): Promise<void> {
    const { answer, page } = await world.engine.check(url);
    if (page !== undefined && practicing) world.showPage(page);
    tellEngine(generation, answer);
  }

  function schedule(generation: number, ms: number): void {
    cancelTimer?.();
    cancelTimer = clock.after(ms, () => {
      cancelTimer = undefined;
      world.dispatch({ kind: 'timer', at: clock.now(), generation });
    });
  }

  function run(effect: Effect): void {
    switch (effect.kind) {
      case 'start-engine':
        return engineInTurn(effect.generation, () => world.engine.start());
      case 'start-practice':
        return engineInTurn(effect.generation, () => world.engine.startPractice(world.profile(effect.profileId), world.language()));
      case 'apply':
        practicing = effect.run.plan.practice;
        return engineInTurn(effect.generation, () =>
          world.engine.apply(world.profile(effect.run.plan.profileId), effect.run, effect.keepPorts),
        );
      case 'check':
        return void check(effect.generation, effect.url);
      case 'stop-engine':
        practicing = false;
        return engineInTurn(effect.generation, () => world.engine.stop());
      case 'enable-proxy':
        return proxyInTurn(effect.turn, () => enable(effect.aim));
      case 'restore-proxy':
        return proxyInTurn(effect.turn, async () => {
          const result = await restoreOnce();
          return result.ok ? { kind: 'restored' } : { kind: 'failed', fault: result.fault };
        });
      case 'watch-proxy':
        return proxyInTurn(effect.turn, watch);
      case 'schedule':
        return schedule(effect.generation, effect.ms);
      case 'unschedule':
        cancelTimer?.();
        cancelTimer = undefined;
        return undefined;
    }
  }

  return { run, restore: () => proxyLane.run(restoreOnce), proxyIdle: () => proxyLane.run(() => Promise.resolve()), restoredCount: () => restored };
}
