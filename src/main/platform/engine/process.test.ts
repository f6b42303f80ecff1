import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { FakeEngineScript } from '../../../../e2e/fake-engine.ts';
import type { Fault } from '../../../shared/fault.ts';
import type { Clock, EngineLink, Log } from '../../services/deps.ts';
import { createClock } from '../clock.ts';
import { createEngineLink } from './process.ts';
import { spawnEngine, type EngineChild } from './spawn-engine.ts';

const fake = join(import.meta.dirname, '..', '..', '..', '..', 'e2e', 'fake-engine.ts');
const links: EngineLink[] = [];
const children: EngineChild[] = [];
const written: string[] = [];
const log: Log = { write: (level, _source, text) => written.push(`${level}: ${text}`), lines: () => [], onLines: () => () => undefined };

afterEach(async () => {
  await Promise.all(links.splice(0).map((link) => link.close()));
  for (const child of children.splice(0)) child.kill('SIGKILL');
  written.length = 0;
});

function makeLink(script: FakeEngineScript = {}, clock: Clock = createClock()): EngineLink {
  const link = createEngineLink({
    path: process.execPath,
    programArguments: [fake, JSON.stringify(script)],
    spawn: (path, programArguments) => {
      const child = spawnEngine(path, programArguments);
      children.push(child);
      return child;
    },
    log,
    clock,
  });
  links.push(link);
  return link;
}

/** Deadlines pass as soon as they are set, when they are longer than `above`. */
function hastyClock(above = 1500): Clock {
  const clock = createClock();
  return { now: clock.now, after: (ms, run) => clock.after(ms > above ? 300 : ms, run) };
}

async function started(script?: FakeEngineScript, clock?: Clock): Promise<EngineLink> {
  const link = makeLink(script, clock);
  expect(await link.start()).toEqual({ ok: true, value: { protocol: 1, engine: 'fake', mihomo: 'none' } });
  return link;
}
const nextDeath = (link: EngineLink) => new Promise<Fault>((resolve) => link.onDeath(resolve));
const config = { local: { port: 0, username: 'u', password: 'p' }, proxies: [{ name: 'A', type: 'ss' }], selected: 'A' };
const probeRequest = { proxy: { name: 'A', type: 'ss' }, url: 'http://x/', timeoutMs: 100, maxBytes: 1 };
const fault = (code: string) => ({ ok: false, fault: { code } });

test('every method gives its answer', async () => {
  const link = await started();
  expect(await link.apply(config)).toEqual({ ok: true, value: { port: 41001, systemProxyPort: 41002 } });
  expect(await link.check({ url: 'http://x/', timeoutMs: 100 })).toEqual({ ok: true, value: { status: 204, bytes: 0, ms: 1 } });
  expect(await link.probe(probeRequest)).toEqual({ result: { ok: true, value: { status: 204 } }, bytes: 0, stages: [{ stage: 'dial', ms: 1 }, { stage: 'first-byte', ms: 2 }] });
  expect(await link.startPractice({ method: 'm', password: 'p', language: 'en' })).toMatchObject({ ok: true, value: { port: 41003 } });
  expect(await link.connections()).toEqual({ ok: true, value: [] });
  expect(await link.closeConnections(['x'])).toEqual({ ok: true, value: { closed: 0 } });
  expect(await link.memory()).toMatchObject({ ok: true });
  expect([await link.stopPractice(), await link.stop()]).toEqual(Array(2).fill({ ok: true, value: null }));
});

test('start twice at once and once more later is one process', async () => {
  const link = makeLink();
  await Promise.all([link.start(), link.start()]);
  await link.start();
  expect(children).toHaveLength(1);
});

test('calls before start are answered at once', async () => {
  expect(await makeLink().apply(config)).toMatchObject(fault('engine-died'));
  expect((await makeLink().probe(probeRequest)).result).toMatchObject(fault('engine-died'));
});

const badStarts: readonly [string, string, FakeEngineScript][] = [
  ['an engine of another version', 'engine-version', { protocol: 2 }],
  ['an engine that refuses the version', 'engine-version', { protocol: 'refuse' }],
  ['an engine that dies at once', 'engine-died', { dieAt: 'hello' }],
  ['an engine that prints garbage', 'engine-died', { garbageAt: 'start' }],
  ['an engine that answers garbage', 'engine-died', { garbageAt: 'hello' }],
  ['an engine that is silent', 'engine-busy', { hangAt: 'hello' }],
  ['an engine that closes its output', 'engine-died', { muteAt: 'hello', deaf: true }],
  ['an answer of the wrong shape', 'engine-internal', { results: { hello: { protocol: 'one' } } }],
];
test.each(badStarts)('%s: start answers %s, nobody hears of a death, no process is left', async (_name, code, script) => {
  const link = makeLink(script, code === 'engine-busy' ? hastyClock() : createClock());
  let deaths = 0;
  link.onDeath(() => { deaths += 1; });
  expect(await link.start()).toMatchObject(fault(code));
  await link.close();
  expect(deaths).toBe(0);
  expect(children.every((child) => child.exitCode !== null || child.signalCode !== null)).toBe(true);
});

test('no program, or a file that is none: engine-missing', async () => {
  for (const path of ['/nowhere/byway-engine', fake, import.meta.dirname]) {
    const link = createEngineLink({ path, log, clock: createClock() });
    expect(await link.start(), path).toMatchObject(fault('engine-missing'));
    await link.close();
  }
});

const deaths: readonly [string, FakeEngineScript][] = [
  ['dies', { dieAt: 'apply' }],
  ['dies in the middle of the answer', { cutAt: 'apply' }],
  ['prints garbage', { garbageAt: 'apply' }],
  ['closes its output', { muteAt: 'apply', deaf: true }],
];
test.each(deaths)('when the engine %s, all pending calls fail, the death is told, and it can start again', async (_name, script) => {
  const link = await started({ ...script, hangAt: 'memory' });
  const death = nextDeath(link);
  const pending = link.memory();
  expect(await link.apply(config)).toMatchObject(fault('engine-died'));
  expect(await pending).toMatchObject(fault('engine-died'));
  expect(await death).toMatchObject({ code: 'engine-died' });
  expect(await link.start()).toMatchObject({ ok: true });
  expect(await link.stop()).toMatchObject({ ok: true });
});

test('kill -9 of the engine is a death with its signal', async () => {
  const link = await started();
  const death = nextDeath(link);
  children[0]?.kill('SIGKILL');
  expect(await death).toEqual({ code: 'engine-died', cause: 'signal SIGKILL' });
});

test('faults arrive with code and detail; those of probes with stages and bytes', async () => {
  const link = await started({
    faults: { apply: { code: 'port-busy', detail: { port: 7 } }, probe: { code: 'refused', detail: { bytes: 3 }, stages: [{ stage: 'dial', ms: 1 }] }, stop: { code: 'nonsense' } },
    results: { memory: { rssBytes: 'much' } },
  });
  expect(await link.apply(config)).toMatchObject({ ok: false, fault: { code: 'port-busy', detail: { port: 7 } } });
  expect(await link.probe(probeRequest)).toMatchObject({ result: fault('refused'), bytes: 3, stages: [{ stage: 'dial', ms: 1 }] });
  expect(await link.stop()).toMatchObject(fault('engine-internal'));
  expect(await link.memory()).toMatchObject(fault('engine-internal'));
});

test('a call past its deadline is engine-busy, the engine stays', async () => {
  const link = await started({ hangAt: 'apply' }, hastyClock(12_000));
  expect(await link.apply(config)).toMatchObject(fault('engine-busy'));
  expect(await link.memory()).toMatchObject({ ok: true });
});

test('aborting a probe cancels it here and in the engine', async () => {
  const link = await started({ hangAt: 'probe' });
  const abort = new AbortController();
  const pending = link.probe(probeRequest, abort.signal);
  abort.abort();
  expect((await pending).result).toMatchObject(fault('cancelled'));
  expect((await link.probe(probeRequest, abort.signal)).result).toMatchObject(fault('cancelled'));
  expect(await link.memory()).toMatchObject({ ok: true });
});

test('traffic and log lines arrive, what does not fit is passed over', async () => {
  const traffic = { up: 1, down: 2, upTotal: 3, downTotal: 4 };
  const link = makeLink({
    stderr: 'a line on stderr\n',
    notify: [{ method: 'traffic', params: { up: 'x' } }, { method: 'other', params: {} }, { method: 'log', params: { level: 'warning', text: 'careful' } }, { method: 'traffic', params: traffic }],
  });
  const received = new Promise((resolve) => link.onTraffic(resolve));
  await link.start();
  expect(await received).toEqual(traffic);
  await link.close();
  expect(written).toEqual(expect.arrayContaining(['info: a line on stderr', 'warning: careful']));
});

test('close ends the process, answers pending calls, tells no death, and start works again', async () => {
  const link = await started({ hangAt: 'apply' });
  let deaths = 0;
  link.onDeath(() => { deaths += 1; });
  const pending = link.apply(config);
  await link.close();
  expect(await pending).toMatchObject(fault('cancelled'));
  expect(children[0]?.exitCode).toBe(0);
  expect(deaths).toBe(0);
  expect(await link.start()).toMatchObject({ ok: true });
});

test('an engine that does not end with stdin is killed', async () => {
  const link = await started({ deaf: true });
  await link.close();
  expect(children[0]?.signalCode).toBe('SIGKILL');
});

test('close while starting ends the start; a start right after it is a new one', async () => {
  const link = makeLink();
  const first = link.start();
  const closed = link.close();
  const second = link.start();
  expect(await first).toMatchObject(fault('cancelled'));
  await closed;
  expect(await second).toMatchObject({ ok: true });
});
