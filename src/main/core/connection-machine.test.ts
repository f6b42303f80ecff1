/** Single decisions of the machine that neither the table nor the properties pin down. */
import { expect, test } from 'vitest';
import { makeFault } from '../../shared/fault.ts';
import { createWorld, plan, type World } from './connection-machine-world.ts';
import { keepAliveMs } from './connection-machine-types.ts';
import { viewConnection } from './connection-machine-view.ts';

function worldThatIsOn(wanted = plan): World {
  const world = createWorld();
  world.send({ kind: 'connect', at: 1, plan: wanted });
  world.settle();
  return world;
}

function kindsSince(world: World, before: number): string[] {
  return world.past.slice(before).map((effect) => effect.kind);
}

function lastCheck(world: World): string | undefined {
  const effect = world.past.findLast((past) => past.kind === 'check');
  return effect?.kind === 'check' ? effect.url : undefined;
}

test('settings that have to change while ours are in place go back first, so that ours are never taken for the person’s', () => {
  const world = worldThatIsOn();
  const before = world.past.length;
  world.send({ kind: 'replan', at: 2, plan: { ...plan, bypass: [] } });
  world.settle();
  expect(kindsSince(world, before).filter((kind) => kind.endsWith('-proxy'))).toEqual(['restore-proxy', 'enable-proxy']);
});

test('ports are kept while the system points at one, and free to move before', () => {
  const world = createWorld();
  world.send({ kind: 'connect', at: 1, plan });
  world.engineDoes();
  expect(world.waiting.engine).toMatchObject([{ kind: 'apply', keepPorts: false }]);
  world.settle();
  world.send({ kind: 'engine-died', at: 2, fault: makeFault('engine-died') });
  world.timerFires();
  world.engineDoes();
  expect(world.waiting.engine).toMatchObject([{ kind: 'apply', keepPorts: true }]);
});

test('the engine’s own trouble is not asked about at the other addresses', () => {
  const world = createWorld();
  world.send({ kind: 'connect', at: 1, plan });
  world.engineDoes();
  world.engineDoes();
  world.checkDoes('engine-busy');
  expect(world.waiting.checks).toEqual([]);
  world.settle();
  expect(viewConnection(world.machine())).toMatchObject({ kind: 'failed', fault: { code: 'engine-busy' } });
});

test('the address that answered is asked first from then on', () => {
  const world = createWorld();
  world.send({ kind: 'connect', at: 1, plan });
  world.engineDoes();
  world.engineDoes();
  world.checkDoes('timeout');
  expect(lastCheck(world)).toBe('http://two/');
  world.settle();
  world.timerFires();
  expect(lastCheck(world)).toBe('http://two/');
});

test('while on, each miss asks another address, and an answer forgives them', () => {
  const world = worldThatIsOn();
  world.timerFires();
  world.checkDoes('timeout');
  world.timerFires();
  expect(lastCheck(world)).toBe('http://two/');
  world.checkDoes('timeout');
  world.timerFires();
  expect(lastCheck(world)).toBe('http://three/');
  world.checkDoes();
  expect(world.timer()?.ms).toBe(keepAliveMs);
  world.timerFires();
  world.checkDoes('timeout');
  expect(world.machine().phase).toMatchObject({ kind: 'on', misses: 1 });
});

test('while on, an engine that does not answer is recovered at once', () => {
  const world = worldThatIsOn();
  world.timerFires();
  world.checkDoes('engine-busy');
  expect(world.machine().phase.kind).toBe('recovering');
});

test('settings that could not be put back while the connection goes on are tried again at each check', () => {
  const world = worldThatIsOn();
  world.send({ kind: 'take-back', at: 2 });
  world.proxyDoes('proxy-locked');
  expect(world.truth.proxySet).toBe(true);
  world.timerFires();
  world.settle();
  expect(world.truth.proxySet).toBe(false);
  expect(viewConnection(world.machine())).toMatchObject({ kind: 'on', systemProxy: 'released' });
});

test('a release that failed is tried again with each attempt to recover', () => {
  const world = worldThatIsOn({ ...plan, whenWayCloses: 'release' });
  world.send({ kind: 'engine-died', at: 2, fault: makeFault('engine-died') });
  world.proxyDoes('proxy-locked');
  world.timerFires();
  world.proxyDoes();
  expect(world.truth.proxySet).toBe(false);
});

test('connect after taking the settings back points the system at Byway again', () => {
  const world = worldThatIsOn();
  world.send({ kind: 'take-back', at: 2 });
  world.settle();
  world.send({ kind: 'connect', at: 3, plan });
  world.settle();
  expect(viewConnection(world.machine())).toMatchObject({ kind: 'on', systemProxy: 'set' });
});

test('news of the network starts the attempts anew', () => {
  const world = worldThatIsOn();
  world.send({ kind: 'engine-died', at: 2, fault: makeFault('engine-died') });
  for (let attempt = 0; attempt < 4; attempt++) {
    world.timerFires();
    world.engineDoes('engine-busy');
  }
  expect(viewConnection(world.machine())).toMatchObject({ kind: 'recovering', attempt: 5 });
  world.send({ kind: 'verify', at: 3 });
  expect(viewConnection(world.machine())).toMatchObject({ kind: 'recovering', attempt: 1 });
  world.engineDoes('engine-busy');
  expect(world.timer()?.ms).toBe(500);
});

test('a plan of another server changes nothing', () => {
  const world = worldThatIsOn();
  const before = world.machine();
  world.send({ kind: 'replan', at: 2, plan: { ...plan, profileId: 'b', useSystemProxy: false } });
  expect(world.machine()).toBe(before);
});

test('fewer check addresses take effect at the next check', () => {
  const world = worldThatIsOn();
  world.send({ kind: 'replan', at: 2, plan: { ...plan, checkAddresses: ['http://only/'] } });
  world.timerFires();
  expect(lastCheck(world)).toBe('http://only/');
});
