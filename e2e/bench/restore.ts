/**
 * How soon the earlier settings are back after the app was killed, and how soon another browser goes through Byway after
 * a click. Beside each figure stands what the same machine needs for one bare `gsettings set`.
 */
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startBench } from '../../src/main/platform/proxy/testing/bench.ts';
import { firstLine, startDesktop, type Desktop } from '../desktop.ts';
import { startFollower, type Follower } from '../follower.ts';
import { exitAddress } from '../network.ts';
import { startExit } from '../peers/exit.ts';
import { projectRoot } from '../project.ts';
import { openCaller, startServed, untilConnection } from '../served.ts';
import { startSite } from '../site.ts';
import { printSpread, time } from './figures.ts';

const rounds = 50;
const engine = join(projectRoot, 'engine', 'bin', 'byway-engine');
const app = join(projectRoot, 'src', 'main', 'platform', 'proxy', 'testing', 'proxy-child.ts');

for (const kind of ['gnome', 'kde'] as const) await measureGuard(kind);
await measureBrowser();

/** From kill -9 of the app to the moment when the guard has put everything back, read it back and dropped the journal. */
async function measureGuard(kind: Desktop['kind']): Promise<void> {
  const bench = await startBench(kind);
  const { desktop, dataDir } = bench;
  desktop.gsettings('set', 'org.gnome.system.proxy', 'autoconfig-url', 'http://pac.corp/a?b=c');
  desktop.gsettings('set', 'org.gnome.system.proxy', 'mode', 'auto');
  const before = desktop.dump();
  const restored: number[] = [];
  const bare: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const child = spawn(process.execPath, [app, dataDir, engine, 'enable', 'stay'], { env: desktop.env, stdio: ['ignore', 'pipe', 'inherit'] });
    const said = await firstLine(child);
    if (said !== '{"ok":true,"value":null}') throw new Error(`not switched on: ${said}`);
    restored.push(await time(async () => {
      child.kill('SIGKILL');
      while (bench.files().some((name) => name.startsWith('proxy-journal'))) await new Promise((resolve) => setTimeout(resolve, 1));
    }));
    if (desktop.dump() !== before) throw new Error('the settings are not as before');
    bare.push(await time(() => Promise.resolve(desktop.gsettings('set', 'org.gnome.system.proxy', 'use-same-proxy', String(round % 2 === 0)))));
    desktop.gsettings('reset', 'org.gnome.system.proxy', 'use-same-proxy');
  }
  bench.close();
  const stores = kind === 'gnome' ? 'gsettings' : 'gsettings and kioslaverc';
  printSpread(`app killed → restored by the guard, ${stores}`, restored, 'p95 ≤ 250 ms');
  printSpread('one bare `gsettings set`, in between', bare);
}

/** From the click to the first answer that a running Chromium, which follows the desktop, got through the tunnel. */
async function measureBrowser(): Promise<void> {
  const site = await startSite((address) => `seen from ${address}`);
  const exit = await startExit(exitAddress);
  const desktop = await startDesktop('gnome');
  const dataDir = await mkdtemp(join(tmpdir(), 'byway-bench-'));
  const follower = await startFollower(desktop);
  const served = await startServed(dataDir, desktop.env);
  const caller = await openCaller(served.url);
  await caller.call('state.get', {});
  await caller.call('settings.change', { checkAddresses: [site.url] });
  const report = await caller.call('profiles.import', { text: exit.link });
  const profileId = report.ok ? report.value.added[0]?.id : undefined;
  if (profileId === undefined) throw new Error('the link was not taken');
  const toOn: number[] = [];
  const toBrowser: number[] = [];
  const toDirect: number[] = [];
  for (let round = 0; round <= 20; round += 1) {
    const started = performance.now();
    const on = untilConnection(caller, 'on', 'failed');
    await caller.call('connection.connect', { profileId });
    if ((await on).kind !== 'on') throw new Error('not on');
    const onMs = performance.now() - started;
    await untilRead(follower, site.url, (text) => text.includes(exitAddress));
    const throughMs = performance.now() - started;
    const off = untilConnection(caller, 'off');
    const left = performance.now();
    await caller.call('connection.disconnect', {});
    await off;
    await untilRead(follower, site.url, (text) => text.startsWith('seen') && !text.includes(exitAddress));
    if (round === 0) continue; // starts the engine
    toOn.push(onMs);
    toBrowser.push(throughMs);
    toDirect.push(performance.now() - left);
  }
  printSpread('click → on, settings changed and read back', toOn);
  printSpread('click → a running Chromium is through', toBrowser);
  printSpread('click → a running Chromium is direct again', toDirect);
  const follows = await measureFollowing(desktop, follower, site.url);
  printSpread('one bare `gsettings set mode` → Chromium follows', follows);
  caller.close();
  await served.stop();
  await follower.close();
  await exit.stop();
  site.close();
  desktop.close();
  await rm(dataDir, { recursive: true, force: true });
}

/** What of that is the browser's own waiting: another proxy is set by hand, and Chromium notices. */
async function measureFollowing(desktop: Desktop, follower: Pick<Follower, 'read'>, url: string): Promise<readonly number[]> {
  const other = await startSite(() => 'another proxy');
  const { hostname, port } = new URL(other.url);
  for (const [key, value] of [['host', hostname], ['port', port]] as const) desktop.gsettings('set', 'org.gnome.system.proxy.http', key, value);
  const took: number[] = [];
  for (let round = 0; round < 10; round += 1) {
    took.push(await time(async () => {
      desktop.gsettings('set', 'org.gnome.system.proxy', 'mode', 'manual');
      await untilRead(follower, url, (text) => text === 'another proxy');
    }));
    desktop.gsettings('set', 'org.gnome.system.proxy', 'mode', 'none');
    await untilRead(follower, url, (text) => text.startsWith('seen'));
  }
  other.close();
  return took;
}

/** Loads the page again and again until it says what is waited for; an error page needs a moment to itself first. */
async function untilRead(follower: Pick<Follower, 'read'>, url: string, isRight: (text: string) => boolean): Promise<void> {
  const deadline = performance.now() + 30_000;
  for (;;) {
    const text = await follower.read(url);
    if (isRight(text)) return;
    if (performance.now() > deadline) throw new Error(`the browser stays at: ${text.slice(0, 200)}`);
    if (text.startsWith('Error')) await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
