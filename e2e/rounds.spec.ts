/**
 * Tests 1 and 2 of the proofs: twenty times on and off, over every kind of earlier settings, while Chromium and Firefox
 * run and follow the desktop. Each round both browsers take the earlier road, then Byway's, then the earlier one again,
 * and the stores hold byte for byte what they held.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { Caller } from '../src/shared/call.ts';
import { runCli } from './cli.ts';
import { startDesktop, type Desktop } from './desktop.ts';
import { earlierSettings, putEarlier, startAdministrator, type Administrator, type Earlier } from './earlier-settings.ts';
import { startFirefoxFollower } from './firefox.ts';
import { startFollower, type Follower } from './follower.ts';
import { exitAddress, hasNetwork, siteAddress } from './network.ts';
import { startExit, type Exit } from './peers/exit.ts';
import { openCaller, startServed, untilConnection, type Served } from './served.ts';
import { startSite, type Site } from './site.ts';

const rounds = 20;
const thisRound = Array.from({ length: rounds }, (_, index) => earlierSettings[index % earlierSettings.length]).filter((earlier) => earlier !== undefined);

for (const kind of ['gnome', 'kde'] as const) {
  test.describe(`1, 2: Chromium and Firefox under ${kind === 'gnome' ? 'GNOME' : 'KDE'}`, () => {
    test.describe.configure({ mode: 'serial' });
    let desktop: Desktop;
    let administrator: Administrator;
    let [site, company]: readonly Site[] = [];
    let exit: Exit;
    let served: Served;
    let caller: Caller;
    let browsers: readonly Follower[];
    const dataDir = mkdtempSync(join(tmpdir(), 'byway-rounds-'));

    test.beforeAll(async () => {
      expect(hasNetwork()).toBe(true);
      site = await startSite((address) => `seen from ${address}`);
      company = await startSite(() => 'company proxy');
      exit = await startExit(exitAddress);
      desktop = await startDesktop(kind);
      administrator = startAdministrator(desktop);
      for (const words of [['add', exit.link], ['settings', 'set', 'checkAddresses', site.url]]) expect((await runCli([...words, '--data-dir', dataDir])).code).toBe(0);
      [served, browsers] = await Promise.all([startServed(dataDir, administrator.env), Promise.all([startFollower(desktop), startFirefoxFollower(desktop.env)])]);
      caller = await openCaller(served.url);
      await caller.call('state.get', {});
    });
    test.afterAll(async () => {
      await Promise.all([served.stop(), ...browsers.map((browser) => browser.close())]);
      await exit.stop();
      site?.close();
      company?.close();
      desktop.close();
      rmSync(dataDir, { recursive: true, force: true });
    });

    async function expectRoad(road: string): Promise<void> {
      await Promise.all(browsers.map((browser) => expect.poll(() => browser.read(site?.url ?? ''), { intervals: [50], message: browser.name }).toBe(road)));
    }

    async function connect(earlier: Earlier): Promise<void> {
      const settled = untilConnection(caller, 'on', 'failed');
      expect(await caller.call('connection.connect', {})).toMatchObject({ ok: true });
      expect(await settled).toMatchObject(earlier.isLocked === true ? { kind: 'failed', fault: { code: 'proxy-locked' } } : { kind: 'on', systemProxy: 'set' });
    }

    async function disconnect(): Promise<void> {
      const off = untilConnection(caller, 'off');
      await caller.call('connection.disconnect', {});
      await off;
    }

    thisRound.forEach((earlier, index) => {
      test(`round ${index + 1}: ${earlier.name}`, async () => {
        const road = earlier.viaCompany ? 'company proxy' : `seen from ${siteAddress}`;
        const stored = putEarlier(desktop, earlier, new URL(company?.url ?? ''));
        administrator.setLocks(earlier.isLocked === true);
        await expectRoad(road);
        await connect(earlier);
        if (earlier.isLocked === true) expect(desktop.dump()).toBe(stored);
        await expectRoad(earlier.isLocked === true ? road : `seen from ${exitAddress}`);
        if (earlier.isLocked !== true) await disconnect();
        expect(desktop.dump()).toBe(stored);
        await expectRoad(road);
      });
    });
  });
}
