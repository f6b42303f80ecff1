/**
 * "If Byway dies, go direct": a browser that follows the desktop's settings by Byway's script. Through the tunnel while
 * the engine answers, held while only the server is gone, direct when nothing of Byway is left.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { runCli, startCli, state, type CliRun } from './cli.ts';
import { startDesktop, type Desktop } from './desktop.ts';
import { startFollower } from './follower.ts';
import { exitAddress, hasNetwork, siteAddress } from './network.ts';
import { startExit } from './peers/exit.ts';
import { childrenOf, isAlive } from './processes.ts';
import { startSite, type Site } from './site.ts';

const direct = `seen from ${siteAddress}`;
const through = `seen from ${exitAddress}`;
const desktops: readonly Desktop['kind'][] = ['gnome', 'kde'];

let site: Site;
let near: Site;

test.beforeAll(async () => {
  test.skip(!hasNetwork(), 'the suite was not started in its own network');
  [site, near] = await Promise.all([startSite((address) => `seen from ${address}`), startSite((address) => `seen from ${address}`)]);
});
test.afterAll(() => {
  site.close();
  near.close();
});

for (const kind of desktops) {
  test(`${kind}: through, exceptions direct, held, direct without Byway, and back as it was`, async () => {
    const [desktop, exit, dataDir] = await Promise.all([startDesktop(kind), startExit(exitAddress), mkdtemp(join(tmpdir(), 'byway-script-'))]);
    const before = desktop.dump();
    const follower = await startFollower(desktop);
    const byway = (...words: string[]): ReturnType<typeof runCli> => runCli([...words, '--data-dir', dataDir], desktop.env);
    let run: CliRun | undefined;
    try {
      await byway('settings', 'set', 'directWithoutByway', 'true');
      await byway('settings', 'set', 'bypass', new URL(near.url).host);
      expect((await byway('add', exit.link)).code).toBe(0);
      expect(await follower.read(site.url)).toBe(direct);

      run = connect(desktop, dataDir);
      await run.heard(state('on'));
      expect(desktop.dump()).toMatch(/http:\/\/127\.0\.0\.1:\d{5}\/[0-9a-f]{32}\.pac/);
      await expect.poll(() => follower.read(site.url)).toBe(through);
      expect(await follower.read(near.url)).toBe(direct);
      run.process.kill('SIGTERM');
      await run.ended;
      expect(desktop.dump()).toBe(before);
      await expect.poll(() => follower.read(site.url)).toBe(direct);

      run = connect(desktop, dataDir);
      await run.heard(state('on'));
      await expect.poll(() => follower.read(site.url)).toBe(through);
      // The engine dies, Byway lives: the browser is told of the new script and does not stay with going directly.
      for (const pid of enginesOf(run)) process.kill(pid, 'SIGKILL');
      await expect.poll(() => run?.events.filter(state('on')).length).toBeGreaterThan(1);
      await expect.poll(() => follower.read(site.url)).toBe(through);
      await exit.stop();
      expect(await follower.read(site.url)).not.toContain('seen from');
      await endAll(run);
      await expect.poll(() => follower.read(site.url)).toBe(direct);
      expect(desktop.dump()).not.toBe(before);
      expect((await byway('restore')).code).toBe(0);
      expect(desktop.dump()).toBe(before);
      expect(await follower.read(site.url)).toBe(direct);
    } finally {
      if (run !== undefined) await endAll(run);
      await follower.close();
      await exit.stop();
      desktop.close();
      await rm(dataDir, { recursive: true, force: true });
    }
  });
}

function connect(desktop: Desktop, dataDir: string): CliRun {
  return startCli(['connect', '--json', '--data-dir', dataDir, '--check', site.url], desktop.env);
}

function enginesOf(run: CliRun): readonly number[] {
  const guards = childrenOf(run.pid, 'byway-engine guard');
  return childrenOf(run.pid, 'byway-engine').filter((pid) => !guards.includes(pid));
}

/** App, engine and guard at once: nobody is left to restore anything. */
async function endAll(run: CliRun): Promise<void> {
  const family = childrenOf(run.pid, 'byway-engine');
  for (const pid of family) process.kill(pid, 'SIGKILL');
  run.process.kill('SIGKILL');
  await run.ended;
  await expect.poll(() => family.filter(isAlive)).toEqual([]);
}
