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

test('settings that have to change while ours are in effect are changed over, without a moment of the earlier ones', () => {
  const world = worldThatIsOn();
  const before = world.past.length;
  world.send({ kind: 'replan', at: 2, plan: { ...plan, bypass: [] } });
  world.settle();
  expect(kindsSince(world, before).filter((kind) => kind.endsWith('-proxy'))).toEqual(['enable-proxy']);
});

test('the script has another address after the engine started anew: programs forget that the earlier one did not answer', () => {
  const world = createWorld();
  const byScript = { ...plan, directWithoutByway: true };
  world.send({ kind: 'connect', at: 1, plan: byScript });
  world.settle();
  expect(world.machine().proxy).toMatchObject({ kind: 'set', aim: { scriptUrl: 'http://127.0.0.1:20003/1.pac' } });
  world.send({ kind: 'engine-died', at: 2, fault: makeFault('engine-died') });
  world.timerFires();
  world.settle();
  expect(world.machine().proxy).toMatchObject({ kind: 'set', aim: { scriptUrl: 'http://127.0.0.1:20003/2.pac' } });
  expect(world.past.map(({ kind }) => kind)).not.toContain('restore-proxy');
});

test('settings that somebody else changed go back first when they are to be put again: theirs become the earlier ones', () => {
  const world = worldThatIsOn();
  world.send({ kind: 'settings-stirred', at: 2 });
  expect(world.waiting.proxy).toMatchObject([{ kind: 'watch-proxy' }]);
  world.waiting.proxy.length = 0;
  const found = { kind: 'proxy', address: '127.0.0.1:7890' } as const;
  world.send({ kind: 'proxy', at: 3, turn: world.machine().turn, answer: { kind: 'seen', inEffect: false, found } });
  expect(viewConnection(world.machine())).toMatchObject({ kind: 'on', systemProxy: 'not-in-effect', foundProxy: found });
  const before = world.past.length;
  world.send({ kind: 'put-again', at: 4 });
  world.settle();
  expect(kindsSince(world, before)).toEqual(['restore-proxy', 'enable-proxy']);
  expect(viewConnection(world.machine())).toMatchObject({ kind: 'on', systemProxy: 'set' });
  expect(viewConnection(world.machine())).not.toHaveProperty('foundProxy');
});

test('settings that go back to ours by themselves are in effect again', () => {
  const world = worldThatIsOn();
  for (const inEffect of [false, true]) world.send({ kind: 'proxy', at: 3, turn: world.machine().turn, answer: { kind: 'seen', inEffect } });
  expect(viewConnection(world.machine())).toMatchObject({ kind: 'on', systemProxy: 'set' });
});

test('after waking up the last answer is not believed until another has come', () => {
  const world = worldThatIsOn();
  world.send({ kind: 'verify', at: 2 });
  expect(viewConnection(world.machine())).toMatchObject({ kind: 'on', isVerifying: true });
  world.checkDoes('timeout');
  expect(viewConnection(world.machine())).toMatchObject({ kind: 'on', isVerifying: true });
  world.timerFires();
  world.checkDoes();
  expect(viewConnection(world.machine())).not.toHaveProperty('isVerifying');
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
