/** Every state × every event, as one table: what state follows and what is asked for. `-` means nothing changes. */
import { expect, test } from 'vitest';
import { makeFault } from '../../shared/fault.ts';
import { createWorld, plan, type World } from './connection-machine-world.ts';
import { step } from './connection-machine.ts';
import type { Effect, Machine, MachineEvent } from './connection-machine-types.ts';

/** Brings a fresh world into a state by what would really lead there. */
const states: Readonly<Record<string, (world: World) => void>> = {
  off: () => undefined,
  starting: (world) => world.send({ kind: 'connect', at: 1, plan }),
  applying: (world) => (states['starting']?.(world), world.engineDoes()),
  checking: (world) => (states['applying']?.(world), world.engineDoes()),
  proxying: (world) => (states['checking']?.(world), world.checkDoes()),
  on: (world) => (states['proxying']?.(world), world.proxyDoes()),
  asking: (world) => (states['on']?.(world), world.timerFires()),
  waiting: (world) => (states['on']?.(world), world.send({ kind: 'engine-died', at: 2, fault: makeFault('engine-died') })),
  climbing: (world) => (states['waiting']?.(world), world.timerFires(), world.engineDoes()),
  restoring: (world) => (states['on']?.(world), world.send({ kind: 'disconnect', at: 3 })),
  stopping: (world) => (states['restoring']?.(world), world.proxyDoes()),
  failed: (world) => (states['starting']?.(world), world.engineDoes('engine-missing'), world.engineDoes()),
  stuck: (world) => {
    states['restoring']?.(world);
    for (let tries = 0; tries < 3; tries++) {
      world.proxyDoes('proxy-locked');
      world.timerFires();
    }
    world.engineDoes();
  },
};

const fault = makeFault('timeout');
const events: Readonly<Record<string, (machine: Machine) => MachineEvent>> = {
  connect: () => ({ kind: 'connect', at: 9, plan }),
  other: () => ({ kind: 'connect', at: 9, plan: { ...plan, profileId: 'b' } }),
  disconnect: () => ({ kind: 'disconnect', at: 9 }),
  release: () => ({ kind: 'replan', at: 9, plan: { ...plan, whenWayCloses: 'release' } }),
  bypass: () => ({ kind: 'replan', at: 9, plan: { ...plan, bypass: [] } }),
  verify: () => ({ kind: 'verify', at: 9 }),
  'put again': () => ({ kind: 'put-again', at: 9 }),
  stirred: () => ({ kind: 'settings-stirred', at: 9 }),
  died: () => ({ kind: 'engine-died', at: 9, fault: makeFault('engine-died') }),
  sent: () => ({ kind: 'bytes-sent', at: 9 }),
  timer: ({ generation }) => ({ kind: 'timer', at: 9, generation }),
  'old timer': ({ generation }) => ({ kind: 'timer', at: 9, generation: generation - 1 }),
  heard: ({ generation }) => ({ kind: 'engine', at: 9, generation, answer: { kind: 'heard', ms: 7 } }),
  failing: ({ generation }) => ({ kind: 'engine', at: 9, generation, answer: { kind: 'failed', fault } }),
  stopped: ({ generation }) => ({ kind: 'engine', at: 9, generation, answer: { kind: 'stopped' } }),
  'old answer': ({ generation }) => ({ kind: 'engine', at: 9, generation: generation - 1, answer: { kind: 'failed', fault } }),
  set: ({ turn }) => ({ kind: 'proxy', at: 9, turn, answer: { kind: 'enabled' } }),
  restored: ({ turn }) => ({ kind: 'proxy', at: 9, turn, answer: { kind: 'restored' } }),
  refused: ({ turn }) => ({ kind: 'proxy', at: 9, turn, answer: { kind: 'failed', fault: makeFault('proxy-locked') } }),
  'old proxy': ({ turn }) => ({ kind: 'proxy', at: 9, turn: turn - 1, answer: { kind: 'failed', fault } }),
  'take back': () => ({ kind: 'take-back', at: 9 }),
};

const table: Readonly<Record<string, readonly string[]>> = {
  off: [
    'connect, other → starting start-engine',
    'disconnect, release, bypass, verify, put again, stirred, died, sent, timer, old timer, heard, failing, stopped, old answer, set, restored, old proxy, take back → -',
    'refused → off',
  ],
  starting: [
    'connect, verify, put again, stirred, died, sent, timer, old timer, old answer, set, restored, old proxy → -',
    'disconnect, heard, failing, stopped → stopping stop-engine',
    'other, bypass → starting start-engine',
    'release, refused, take back → starting',
  ],
  applying: [
    'connect, verify, put again, stirred, sent, timer, old timer, old answer, set, restored, old proxy → -',
    'disconnect, died, heard, failing, stopped → stopping stop-engine',
    'other, bypass → starting start-engine',
    'release, refused, take back → starting',
  ],
  checking: [
    'connect, verify, put again, stirred, timer, old timer, old answer, set, restored, old proxy → -',
    'disconnect, died, stopped → stopping stop-engine',
    'failing → starting check',
    'heard → starting enable-proxy',
    'other, bypass → starting start-engine',
    'release, sent, refused, take back → starting',
  ],
  proxying: [
    'connect, verify, put again, stirred, sent, timer, old timer, old answer, old proxy → -',
    'disconnect, died, heard, failing, stopped, refused → stopping restore-proxy',
    'other, bypass → starting start-engine',
    'release → starting',
    'set, restored → on wait:20000',
    'take back → on restore-proxy wait:20000',
  ],
  on: [
    'stirred → on watch-proxy',
    'connect, put again, sent, old timer, heard, failing, stopped, old answer, set, old proxy → -',
    'died → recovering wait:200',
    'disconnect → stopping restore-proxy',
    'other, bypass → starting start-engine',
    'release, restored, refused → on',
    'take back → on restore-proxy',
    'verify, timer → on check watch-proxy',
  ],
  asking: [
    'stirred → on watch-proxy',
    'connect, put again, sent, old timer, stopped, old answer, set, old proxy → -',
    'died → recovering wait:200',
    'disconnect → stopping restore-proxy',
    'failing → on wait:1000',
    'heard → on wait:20000',
    'other, bypass → starting start-engine',
    'release, restored, refused → on',
    'take back → on restore-proxy',
    'verify, timer → on check watch-proxy',
  ],
  waiting: [
    'stirred → recovering watch-proxy',
    'bypass, restored, refused → recovering',
    'connect, verify, timer → recovering start-engine',
    'put again, died, sent, old timer, heard, failing, stopped, old answer, set, old proxy → -',
    'disconnect → stopping restore-proxy',
    'other → starting start-engine',
    'release, take back → recovering restore-proxy',
  ],
  climbing: [
    'stirred → recovering watch-proxy',
    'bypass, restored, refused → recovering',
    'connect, verify, put again, sent, timer, old timer, old answer, set, old proxy → -',
    'died, heard, failing, stopped → recovering wait:500',
    'disconnect → stopping restore-proxy',
    'other → starting start-engine',
    'release, take back → recovering restore-proxy',
  ],
  restoring: [
    'connect, other → stopping',
    'disconnect, release, bypass, verify, put again, stirred, died, sent, old timer, heard, failing, stopped, old answer, set, old proxy, take back → -',
    'refused → stopping wait:500',
    'restored → stopping stop-engine',
    'timer → stopping restore-proxy',
  ],
  stopping: [
    'connect, other, refused → stopping',
    'disconnect, release, bypass, verify, put again, stirred, died, sent, timer, old timer, old answer, set, restored, old proxy, take back → -',
    'heard, failing, stopped → off',
  ],
  failed: [
    'connect, other → starting start-engine',
    'disconnect → off',
    'refused → failed',
    'release, bypass, verify, put again, stirred, died, sent, timer, old timer, heard, failing, stopped, old answer, set, restored, old proxy, take back → -',
  ],
  stuck: [
    'connect, other, disconnect, take back → stopping restore-proxy',
    'release, bypass, verify, put again, stirred, died, sent, timer, old timer, heard, failing, stopped, old answer, set, refused, old proxy → -',
    'restored → failed',
  ],
};

function outcome(machine: Machine, event: MachineEvent | undefined): string {
  if (event === undefined) return 'no such event';
  const [next, effects] = step(machine, event);
  if (JSON.stringify(next) === JSON.stringify(machine) && effects.length === 0) return '-';
  const names = effects.filter((effect) => effect.kind !== 'unschedule').map(short);
  return [next.phase.kind, ...names].join(' ');
}

function short(effect: Effect): string {
  return effect.kind === 'schedule' ? `wait:${effect.ms}` : effect.kind;
}

for (const [state, bring] of Object.entries(states)) {
  test(`every event in ${state}`, () => {
    const world = createWorld();
    bring(world);
    const machine = world.machine();
    const lines = Map.groupBy(Object.keys(events), (name) => outcome(machine, events[name]?.(machine)));
    const actual = [...lines].map(([result, names]) => `${names.join(', ')} → ${result}`).toSorted();
    expect(actual).toEqual(table[state]?.toSorted());
  });
}
