/** Whatever happened, in whatever order: `disconnect` ends in `off`, with nothing left behind. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { makeFault, type FaultCode } from '../../shared/fault.ts';
import { createWorld, plan, type World } from './connection-machine-world.ts';
import type { Plan } from './connection-machine-types.ts';
import { viewConnection } from './connection-machine-view.ts';

type Move =
  | { readonly kind: 'connect'; readonly plan: Plan }
  | { readonly kind: 'replan'; readonly plan: Plan }
  | { readonly kind: 'disconnect' | 'verify' | 'died' | 'sent' | 'take-back' | 'timer' | 'seen-elsewhere' }
  | { readonly kind: 'engine' | 'check' | 'proxy'; readonly fails: FaultCode | undefined };

const plans: fc.Arbitrary<Plan> = fc.record({
  profileId: fc.constantFrom('a', 'b'),
  practice: fc.boolean(),
  checkAddresses: fc.constantFrom(['http://one/'], ['http://one/', 'http://two/']),
  useSystemProxy: fc.boolean(),
  proxySupported: fc.constantFrom(true, true, false),
  bypass: fc.constantFrom([], ['localhost']),
  directWithoutByway: fc.boolean(),
  whenWayCloses: fc.constantFrom('hold', 'release'),
});
const faults = fc.constantFrom<FaultCode | undefined>(undefined, undefined, undefined, 'timeout', 'engine-died', 'engine-missing', 'port-busy');
const proxyFaults = fc.constantFrom<FaultCode | undefined>(undefined, undefined, 'proxy-not-applied', 'proxy-unsupported');
const move: fc.Arbitrary<Move> = fc.oneof(
  fc.record({ kind: fc.constant('connect' as const), plan: plans }),
  fc.record({ kind: fc.constant('replan' as const), plan: plans }),
  fc.record({ kind: fc.constantFrom('disconnect', 'verify', 'died', 'sent', 'take-back', 'timer', 'seen-elsewhere') }),
  { weight: 4, arbitrary: fc.record({ kind: fc.constantFrom('engine', 'check'), fails: faults }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('proxy' as const), fails: proxyFaults }) },
);

function play(world: World, next: Move, at: number): void {
  switch (next.kind) {
    case 'connect':
    case 'replan':
      return world.send({ kind: next.kind, at, plan: next.plan });
    case 'disconnect':
    case 'verify':
    case 'take-back':
      return world.send({ kind: next.kind, at });
    case 'died':
      world.truth.portsOpen = false;
      return world.send({ kind: 'engine-died', at, fault: makeFault('engine-died') });
    case 'sent':
      return world.send({ kind: 'bytes-sent', at });
    case 'timer':
      return world.timerFires();
    case 'seen-elsewhere':
      return world.send({ kind: 'proxy', at, turn: world.machine().turn, answer: { kind: 'seen', inEffect: false } });
    case 'engine':
      return world.engineDoes(next.fails);
    case 'check':
      return world.checkDoes(next.fails);
    case 'proxy':
      return world.proxyDoes(next.fails);
  }
}

function expectNothingLeft(world: World): void {
  expect(viewConnection(world.machine())).toEqual({ kind: 'off' });
  expect(world.truth).toEqual({ proxySet: false, portsOpen: false });
  expect(world.timer()).toBeUndefined();
  expect(world.machine().proxy).toEqual({ kind: 'clean' });
}

test('from any state and after any order of events, disconnect ends in off with everything put back', () => {
  fc.assert(
    fc.property(fc.array(move, { maxLength: 60 }), (moves) => {
      const world = createWorld();
      moves.forEach((next, index) => play(world, next, index));
      world.send({ kind: 'disconnect', at: moves.length });
      world.settle();
      expectNothingLeft(world);
    }),
    { numRuns: 3000 },
  );
});

test('at rest nothing is left behind, however it came there', () => {
  fc.assert(
    fc.property(fc.array(move, { maxLength: 60 }), (moves) => {
      const world = createWorld();
      moves.forEach((next, index) => {
        play(world, next, index);
        const { phase, proxy } = world.machine();
        if ((phase.kind !== 'off' && phase.kind !== 'failed') || proxy.kind === 'stuck') return;
        expect(world.truth, phase.kind).toEqual({ proxySet: false, portsOpen: false });
        expect(world.timer()).toBeUndefined();
      });
    }),
    { numRuns: 2000 },
  );
});

test('the system proxy is only ever pointed at a way that has just answered', () => {
  fc.assert(
    fc.property(fc.array(move, { maxLength: 60 }), (moves) => {
      const world = createWorld();
      moves.forEach((next, index) => {
        const before = world.past.length;
        const asked = world.waiting.checks[0];
        const current = world.machine().generation;
        play(world, next, index);
        if (!world.past.slice(before).some((effect) => effect.kind === 'enable-proxy')) return;
        expect(next).toMatchObject({ kind: 'check', fails: undefined });
        expect(asked).toMatchObject({ generation: current });
      });
    }),
    { numRuns: 2000 },
  );
});

test('while the way is closed and the setting is hold, the proxy is never released by itself', () => {
  const quiet: fc.Arbitrary<Move> = fc.oneof(
    fc.record({ kind: fc.constantFrom('verify' as const, 'died' as const, 'sent' as const, 'timer' as const) }),
    fc.record({ kind: fc.constantFrom('engine' as const, 'check' as const), fails: faults }),
  );
  fc.assert(
    fc.property(fc.array(quiet, { maxLength: 80 }), (moves) => {
      const world = createWorld();
      world.send({ kind: 'connect', at: 0, plan });
      world.settle();
      moves.forEach((next, index) => play(world, next, index + 1));
      expect(world.truth.proxySet).toBe(true);
      expect(['on', 'recovering']).toContain(world.machine().phase.kind);
    }),
    { numRuns: 1000 },
  );
});

test('whatever is under way, it can be brought to on: no state is a dead end', () => {
  fc.assert(
    fc.property(fc.array(move, { maxLength: 60 }), (moves) => {
      const world = createWorld();
      moves.forEach((next, index) => play(world, next, index));
      world.send({ kind: 'connect', at: 99, plan: { ...plan, profileId: 'last' } });
      for (let round = 0; round < 5; round++) {
        world.settle();
        if (world.machine().phase.kind === 'recovering') world.timerFires();
      }
      expect(viewConnection(world.machine())).toMatchObject({ kind: 'on', profileId: 'last', systemProxy: 'set' });
    }),
    { numRuns: 2000 },
  );
});
