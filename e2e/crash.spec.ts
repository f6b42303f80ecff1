/** kill -9 of the app, of its engine, of both, at every stage: the settings come back, nothing stays behind. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { runCli, startCli, state, type CliRun } from './cli.ts';
import { startDesktop, type Desktop } from './desktop.ts';
import { startPeer, type LinkedPeer } from './peers/start-peer.ts';
import { startOrigin, startSilent, type Origin } from './peers/plain.ts';
import type { Peer } from './peers/peer.ts';
import { childrenOf, isAlive, isListening } from './processes.ts';

const moments = ['connecting', 'connected', 'disconnecting'] as const;
const victims = ['app', 'engine', 'both'] as const;

let origin: Origin;
let silent: Peer;
let server: LinkedPeer;
let desktop: Desktop;
let dataDir: string;

test.beforeAll(async () => {
  [origin, silent, server] = await Promise.all([startOrigin(), startSilent(), startPeer('shadowsocks')]);
});

test.afterAll(async () => {
  await Promise.all([origin.stop(), silent.stop(), server.stop()]);
});

test.beforeEach(async () => {
  desktop = await startDesktop('gnome');
  dataDir = await mkdtemp(join(tmpdir(), 'byway-crash-'));
  for (const [key, value] of [['mode', "'auto'"], ['autoconfig-url', "'http://proxy.example/a b?c=%20&d'"], ['ignore-hosts', "['intranet', '*.corp.example', '10.0.0.0/8']"]] as const) desktop.gsettings('set', 'org.gnome.system.proxy', key, value);
  desktop.gsettings('set', 'org.gnome.system.proxy.http', 'port', '3128');
  const added = await runCli(['add', server.link, '--json', '--data-dir', dataDir], desktop.env);
  expect(added.code).toBe(0);
});

test.afterEach(async () => {
  desktop.close();
  await rm(dataDir, { recursive: true, force: true });
});

/** Brings a run to the moment: with a silent check address it stays connecting. */
async function bringTo(moment: (typeof moments)[number]): Promise<CliRun> {
  const check = moment === 'connecting' ? `http://127.0.0.1:${silent.port}/` : `${origin.url}/204`;
  const run = startCli(['connect', '--json', '--data-dir', dataDir, '--check', check], desktop.env);
  if (moment === 'connecting') {
    await run.heard(state('starting'));
    await expect.poll(() => childrenOf(run.pid, 'byway-engine').length).toBeGreaterThan(0);
    return run;
  }
  await run.heard((event) => event.event === 'listening');
  if (moment === 'disconnecting') run.process.kill('SIGTERM');
  return run;
}

for (const moment of moments) {
  for (const victim of victims) {
    test(`kill -9 of ${victim} while ${moment}`, async () => {
      const before = desktop.dump();
      const run = await bringTo(moment);
      const family = childrenOf(run.pid, 'byway-engine');
      const engines = family.filter((pid) => !isGuard(run.pid, pid));
      const ports = portsOf(run);
      if (victim !== 'app') for (const pid of engines) process.kill(pid, 'SIGKILL');
      if (victim !== 'engine') run.process.kill('SIGKILL');
      else if (moment === 'connected') {
        // The app lives: it brings the engine back and holds the settings meanwhile.
        await expect.poll(() => run.events.filter(state('on')).length).toBeGreaterThan(1);
        run.process.kill('SIGTERM');
      } else if (moment === 'connecting') run.process.kill('SIGTERM');
      await run.ended;
      if (victim === 'engine') expect(run.events.at(-1)).toMatchObject({ event: 'state', state: 'off' });
      await expect.poll(() => desktop.dump()).toBe(before);
      await expect.poll(() => family.filter(isAlive)).toEqual([]);
      for (const port of ports) expect(await isListening(port)).toBe(false);
    });
  }
}

test('with the guard killed too, the next command that connects puts the settings back first', async () => {
  const before = desktop.dump();
  const run = await bringTo('connected');
  const family = childrenOf(run.pid, 'byway-engine');
  expect(desktop.dump()).not.toBe(before);
  for (const pid of family) process.kill(pid, 'SIGKILL');
  run.process.kill('SIGKILL');
  await run.ended;
  expect(desktop.dump()).not.toBe(before);
  const restored = await runCli(['restore', '--data-dir', dataDir], desktop.env);
  expect(restored.code).toBe(0);
  expect(desktop.dump()).toBe(before);
});

function isGuard(app: number, pid: number): boolean {
  return childrenOf(app, 'byway-engine guard').includes(pid);
}

function portsOf(run: CliRun): number[] {
  const listening = run.events.find((event) => event.event === 'listening');
  if (listening?.http === undefined) return [];
  return [Number(new URL(listening.http).port), ...(listening.systemProxyPort === undefined ? [] : [listening.systemProxyPort])];
}
