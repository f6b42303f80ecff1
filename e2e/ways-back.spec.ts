/** “Restore my internet” by every road, with the desktop's own settings: window, tray, command lines, logout, next login. */
import { execFileSync } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { runCli } from './cli.ts';
import { startDesktop, type Desktop } from './desktop.ts';
import { availableHosts, launchApp, type HostKind, type LaunchedApp } from './host.ts';
import { go, stateWord } from './pages/window.ts';
import { childrenOf, isAlive } from './processes.ts';
import { projectRoot } from './project.ts';
import { startPeer, type LinkedPeer } from './peers/start-peer.ts';
import { startOrigin, type Origin } from './peers/plain.ts';

const engine = join(projectRoot, 'engine', 'bin', 'byway-engine');
const label = 'Restore my internet';

let origin: Origin;
let server: LinkedPeer;
let desktop: Desktop;
let dataDir: string;
let before: string;
let env: NodeJS.ProcessEnv;

test.beforeAll(async () => void ([origin, server] = await Promise.all([startOrigin(), startPeer('shadowsocks')])));
test.afterAll(async () => void (await Promise.all([origin.stop(), server.stop()])));

test.beforeEach(async () => {
  desktop = await startDesktop('gnome');
  dataDir = await mkdtemp(join(tmpdir(), 'byway-back-'));
  desktop.gsettings('set', 'org.gnome.system.proxy', 'autoconfig-url', 'http://pac.example/a?b=c');
  desktop.gsettings('set', 'org.gnome.system.proxy', 'mode', 'auto');
  before = desktop.dump();
  env = { ...desktop.env, LANG: 'en_US.UTF-8' };
  await runCli(['settings', 'set', 'checkAddresses', `${origin.url}/204`, '--data-dir', dataDir], env);
  await runCli(['add', server.link, '--data-dir', dataDir], env);
});
test.afterEach(async () => {
  desktop.close();
  await rm(dataDir, { recursive: true, force: true });
});

/** An app with the settings changed. */
async function launchOn(host: HostKind): Promise<LaunchedApp> {
  const app = await launchApp({ host, dataDir, env });
  await app.page.getByRole('button', { name: 'Connect', exact: true }).first().click();
  await expect(stateWord(app.page)).toContainText('You’re through');
  expect(desktop.dump()).not.toBe(before);
  return app;
}

for (const host of availableHosts()) {
  test(`${host}: the window's button`, async () => {
    const app = await launchOn(host);
    await go(app.page, 'Settings');
    await app.page.getByRole('button', { name: /^Restore/ }).click();
    await expect(app.page.getByText('The earlier settings are back.')).toBeVisible();
    expect(desktop.dump()).toBe(before);
    expect(await app.stop()).toBe(0);
  });

  for (const [name, command] of [['byway restore', beside], ['byway-engine restore-proxy', byEngine]] as const) {
    test(`${host}: ${name}, while the app runs and does not answer`, async () => {
      const app = await launchOn(host);
      process.kill(app.pid, 'SIGSTOP');
      expect(await command()).toBe('restored\n');
      expect(desktop.dump()).toBe(before);
      process.kill(app.pid, 'SIGCONT');
      await app.stop();
      expect(desktop.dump()).toBe(before);
    });
  }

  for (const signal of ['SIGTERM', 'SIGHUP', 'SIGINT'] as const) {
    test(`${host}: ${signal} to everything at once, as at logout and shutdown`, async () => {
      const app = await launchOn(host);
      const engines = childrenOf(app.pid, 'byway-engine');
      expect(engines.length).toBeGreaterThan(1); // engine and guard
      for (const pid of [...engines, app.pid]) process.kill(pid, signal);
      await app.ended;
      await expect.poll(() => desktop.dump()).toBe(before);
      await expect.poll(() => engines.filter(isAlive)).toEqual([]);
      await app.stop();
    });
  }

  test(`${host}: next login, after app and guard died`, async () => {
    const app = await launchOn(host);
    for (const pid of [...childrenOf(app.pid, 'byway-engine'), app.pid]) process.kill(pid, 'SIGKILL');
    await app.ended;
    const folder = join(desktop.home, '.config', 'autostart');
    const [entry = ''] = await readdir(folder);
    expect(desktop.dump()).not.toBe(before);
    execFileSync('gio', ['launch', join(folder, entry)], { env });
    await expect.poll(() => desktop.dump()).toBe(before);
    await expect.poll(() => readdir(folder)).toEqual([]);
    await app.stop();
  });
}

test('double: the tray offers it while the settings are Byway’s, and only then', async () => {
  const app = await launchOn('double');
  await expect.poll(() => trayLabels(app)).toContain(label);
  await app.ask({ kind: 'tray-item', label });
  await expect.poll(() => desktop.dump()).toBe(before);
  await expect.poll(() => trayLabels(app)).not.toContain(label);
  expect(await app.stop()).toBe(0);
});

async function trayLabels(app: LaunchedApp): Promise<unknown> {
  const menus = (await app.calls()).filter((call) => call.name === 'Tray.setContextMenu');
  return menus.at(-1)?.values[0];
}

async function beside(): Promise<string> {
  return (await runCli(['restore', '--data-dir', dataDir], env)).stdout;
}

async function byEngine(): Promise<string> {
  return execFileSync(engine, ['restore-proxy', '--journal', join(dataDir, 'proxy-journal.json')], { env, encoding: 'utf8' });
}
