/** The same link over the real program (built by the set-up into engine/bin). */
import { execFile, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { EngineLink, Log } from '../../services/deps.ts';
import { createClock } from '../clock.ts';
import { engineProgram } from '../paths.ts';
import { createEngineLink } from './process.ts';
import { engineEnvironment, isApart, spawnEngine, type EngineChild } from './spawn-engine.ts';

const checkout = join(import.meta.dirname, '..', '..', '..', '..');
const path = engineProgram(process.platform === 'win32' ? 'win32' : 'linux', { checkout });
const log: Log = { write: () => undefined, lines: () => [], onLines: () => () => undefined };
const links: EngineLink[] = [];
const servers: Server[] = [];
let child: EngineChild | undefined;

afterEach(async () => {
  await Promise.all(links.splice(0).map((link) => link.close()));
  for (const server of servers.splice(0)) server.closeAllConnections();
});

async function started(): Promise<EngineLink> {
  const link = createEngineLink({ path, log, clock: createClock(), spawn: (...given) => (child = spawnEngine(...given)) });
  links.push(link);
  expect(await link.start()).toMatchObject({ ok: true, value: { protocol: 1 } });
  return link;
}

async function page(): Promise<string> {
  const server = createServer((_request, response) => response.end('x'.repeat(1000)));
  servers.push(server);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`; // listening on a port
}

const password = 'cGFzc3dvcmQtb2YtdGhlLXRlc3Q=';
const secret = { method: 'aes-256-gcm', password, language: 'en' };
const proxyAt = (port: number) => ({ name: 'A', type: 'ss', server: '127.0.0.1', port, cipher: 'aes-256-gcm', password });

test('practice server, apply, check, connections, traffic, memory, stop', async () => {
  const link = await started();
  const practice = await link.startPractice(secret);
  if (!practice.ok) throw new Error(practice.fault.cause);
  const traffic = new Promise((resolve) => link.onTraffic(resolve));
  const local = { port: 0, username: 'user', password: 'local-secret' };
  const applied = await link.apply({ local, systemProxy: { port: 0 }, proxies: [proxyAt(practice.value.port)], selected: 'A' });
  expect(applied).toMatchObject({ ok: true, value: { port: expect.any(Number) as number, systemProxyPort: expect.any(Number) as number } });
  expect(await link.check({ url: practice.value.pageUrl, timeoutMs: 5000 })).toMatchObject({ ok: true, value: { status: 200, page: { title: expect.any(String) as string } } });
  expect(await traffic).toMatchObject({ upTotal: expect.any(Number) as number });
  expect(await link.connections()).toMatchObject({ ok: true });
  expect(await link.closeConnections(['none'])).toMatchObject({ ok: true, value: { closed: 0 } });
  expect(await link.memory()).toMatchObject({ ok: true });
  expect([await link.stop(), await link.stopPractice()]).toEqual(Array(2).fill({ ok: true, value: null }));
});

test('a probe answers its stages, good or bad, and can be cancelled', async () => {
  const link = await started();
  const practice = await link.startPractice(secret);
  if (!practice.ok) throw new Error(practice.fault.cause);
  const request = { proxy: proxyAt(practice.value.port), url: await page(), timeoutMs: 5000, maxBytes: 100 };
  const good = await link.probe(request);
  expect(good).toMatchObject({ result: { ok: true, value: { status: 200 } }, bytes: 100 });
  expect(good.stages.map(({ stage }) => stage)).toContain('first-byte');
  expect(await link.probe({ ...request, proxy: proxyAt(1) })).toMatchObject({ result: { ok: false, fault: { code: 'refused' } }, bytes: 0 });
  expect((await link.probe({ ...request, proxy: { name: 'A', type: 'nonsense' } })).result).toMatchObject({ ok: false, fault: { code: 'config-refused' } });
  const abort = new AbortController();
  const pending = link.probe({ ...request, url: 'http://192.0.2.1/' }, abort.signal);
  abort.abort();
  expect((await pending).result).toMatchObject({ ok: false, fault: { code: 'cancelled' } });
  expect(await link.memory()).toMatchObject({ ok: true });
});

test('nothing secret stands in the arguments or the environment of the process', async () => {
  const link = await started();
  await link.startPractice(secret);
  if (!existsSync('/proc/self')) return; // only Linux shows them to us
  const shown = readFileSync(`/proc/${child?.pid}/cmdline`, 'latin1') + readFileSync(`/proc/${child?.pid}/environ`, 'latin1');
  expect(shown).not.toContain(password);
  expect(engineEnvironment({ HOME: '/h', PATH: '/p', https_proxy: 'x', SECRET: 's' })).toEqual({ HOME: '/h' });
});

test('it stays in Windows’ job, which ends it with the app; elsewhere it leads a session of its own', () => {
  expect((['win32', 'darwin', 'linux'] as const).map(isApart)).toEqual([false, true, true]);
});

test('close ends it cleanly; kill -9 of it is a death, and it starts again', async () => {
  const link = await started();
  const first = child;
  const death = new Promise((resolve) => link.onDeath(resolve));
  first?.kill('SIGKILL');
  expect(await death).toMatchObject({ code: 'engine-died' });
  expect(await link.start()).toMatchObject({ ok: true });
  await link.close();
  expect(child?.exitCode).toBe(0);
});

/** A process of its own that starts the engine, prints its number and stays. */
function startApp(): ChildProcess {
  const script = `
    import { createEngineLink } from ${JSON.stringify(join(import.meta.dirname, 'process.ts'))};
    import { spawnEngine } from ${JSON.stringify(join(import.meta.dirname, 'spawn-engine.ts'))};
    import { createClock } from ${JSON.stringify(join(import.meta.dirname, '..', 'clock.ts'))};
    let pid;
    const spawn = (...given) => { const child = spawnEngine(...given); pid = child.pid; return child; };
    const log = { write() {}, lines: () => [], onLines: () => () => {} };
    const link = createEngineLink({ path: ${JSON.stringify(path)}, spawn, log, clock: createClock() });
    await link.start();
    console.log(pid);
    setInterval(() => {}, 1000);`;
  return execFile(process.execPath, ['--input-type=module', '-e', script]);
}

test('when the app is killed with -9, its engine ends within two seconds', async () => {
  const app = startApp();
  if (app.stdout === null) throw new Error('no output');
  const [text] = (await once(app.stdout, 'data')) as [string]; // execFile gives text
  const pid = Number(text);
  process.kill(pid, 0);
  app.kill('SIGKILL');
  const end = Date.now() + 2000;
  while (isRunning(pid) && Date.now() < end) await new Promise(setImmediate);
  expect(isRunning(pid)).toBe(false);
});

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ');
  } catch {
    return false;
  }
}
