/**
 * Test 9 of the proofs: the session ends while Byway is on. App, engine and guard get the signal at the same moment, or
 * the bus dies before them, so that nobody can restore any more: then the entry for the next login does.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { runCli, startCli, type CliRun } from './cli.ts';
import { startDesktop, type Desktop } from './desktop.ts';
import { startOrigin, type Origin } from './peers/plain.ts';
import { startPeer, type LinkedPeer } from './peers/start-peer.ts';
import { childrenOf, isAlive } from './processes.ts';

const proxySchema = 'org.gnome.system.proxy';

let origin: Origin;
let server: LinkedPeer;
let desktop: Desktop;
let dataDir: string;
let run: CliRun;
let before: string;

test.beforeAll(async () => {
  [origin, server] = await Promise.all([startOrigin(), startPeer('shadowsocks')]);
});
test.afterAll(async () => {
  await Promise.all([origin.stop(), server.stop()]);
});
test.beforeEach(async () => {
  desktop = await startDesktop('gnome');
  dataDir = mkdtempSync(join(tmpdir(), 'byway-logout-'));
  desktop.gsettings('set', proxySchema, 'mode', 'auto');
  desktop.gsettings('set', proxySchema, 'autoconfig-url', 'http://pac.corp/a b?c=%20&d');
  before = desktop.dump();
  expect((await runCli(['add', server.link, '--data-dir', dataDir], desktop.env)).code).toBe(0);
  run = startCli(['connect', '--json', '--data-dir', dataDir, '--check', `${origin.url}/204`], desktop.env);
  await run.heard((event) => event.event === 'listening');
  expect(desktop.dump()).not.toBe(before);
});
test.afterEach(() => {
  run.process.kill('SIGKILL');
  desktop.close();
  rmSync(dataDir, { recursive: true, force: true });
});

/** The same signal to the app and to everything it started. */
async function endSession(signal: NodeJS.Signals): Promise<void> {
  const family = [run.pid, ...childrenOf(run.pid, '')];
  expect(family.length).toBeGreaterThanOrEqual(3); // app, engine, guard
  for (const pid of family) send(pid, signal);
  await run.ended;
  await expect.poll(() => family.filter(isAlive)).toEqual([]);
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // it ended with the app or with the bus
  }
}

function loginEntries(): readonly string[] {
  const folder = join(desktop.home, '.config', 'autostart');
  return existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : [];
}

for (const signal of ['SIGTERM', 'SIGHUP', 'SIGINT'] as const) {
  test(`9: ${signal} to everybody at once restores before the session is gone`, async () => {
    await endSession(signal);
    expect(desktop.dump()).toBe(before);
    expect(loginEntries()).toEqual([]);
    expect(readdirSync(dataDir).filter((name) => name.startsWith('proxy-journal'))).toEqual([]);
  });
}

for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
  test(`9: the bus dies first, then ${signal} comes to everybody: the entry at the next login restores`, async () => {
    desktop.killBus();
    await endSession(signal);
    const [entry = ''] = loginEntries();
    expect(readdirSync(dataDir)).toContain('proxy-journal.json');
    await desktop.logIn();
    expect(desktop.dump()).not.toBe(before);
    execFileSync('gio', ['launch', entry], { env: desktop.env });
    await expect.poll(loginEntries).toEqual([]);
    expect(desktop.dump()).toBe(before);
  });

  test(`9: the bus dies first, then ${signal} comes to everybody: the next start restores where no entry is run`, async () => {
    desktop.killBus();
    await endSession(signal);
    await desktop.logIn();
    const restored = await runCli(['restore', '--data-dir', dataDir], desktop.env);
    expect(restored.code).toBe(0);
    expect(desktop.dump()).toBe(before);
    expect(loginEntries()).toEqual([]);
  });
}
