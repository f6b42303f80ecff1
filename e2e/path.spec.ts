/**
 * The whole path: a link pasted into Byway's window, one click, and another browser, which knows only the desktop's
 * settings, goes through the server; one more click and everything is as it was. Under every host that runs here.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { startDesktop, type Desktop } from './desktop.ts';
import { startFollower } from './follower.ts';
import { availableHosts, launchApp } from './host.ts';
import { runCli } from './cli.ts';
import { exitAddress, hasNetwork, siteAddress } from './network.ts';
import { connectPasted, paste, turnOff, turnOn } from './pages/window.ts';
import { startExit, type Exit } from './peers/exit.ts';
import { startSite, type Site } from './site.ts';

let site: Site;
let exit: Exit;

test.beforeAll(async () => {
  test.skip(!hasNetwork(), 'the suite was not started in its own network');
  site = await startSite((address) => `seen from ${address}`);
  exit = await startExit(exitAddress);
});
test.afterAll(async () => {
  site.close();
  await exit.stop();
});

interface Earlier {
  readonly name: string;
  readonly desktop: Desktop['kind'];
  /** Whether the earlier settings send everything to the company's proxy. */
  readonly viaCompany: boolean;
  readonly set: (desktop: Desktop, company: URL) => void;
}

const proxySchema = 'org.gnome.system.proxy';
const earlier: readonly Earlier[] = [
  { name: 'GNOME, none', desktop: 'gnome', viaCompany: false, set: () => undefined },
  {
    name: 'GNOME, manual', desktop: 'gnome', viaCompany: true,
    set: (desktop, company) => {
      desktop.gsettings('set', `${proxySchema}.http`, 'host', company.hostname);
      desktop.gsettings('set', `${proxySchema}.http`, 'port', company.port);
      desktop.gsettings('set', proxySchema, 'ignore-hosts', "['intranet.example', '*.corp.example']");
      desktop.gsettings('set', proxySchema, 'mode', 'manual');
    },
  },
  {
    name: 'GNOME, PAC', desktop: 'gnome', viaCompany: true,
    set: (desktop, company) => {
      desktop.gsettings('set', proxySchema, 'autoconfig-url', `${company.origin}/proxy.pac`);
      desktop.gsettings('set', proxySchema, 'mode', 'auto');
    },
  },
  {
    name: 'KDE, manual', desktop: 'kde', viaCompany: true,
    set: (desktop, company) => desktop.writeKioslaverc(`[Proxy Settings]\nProxyType=1\nhttpProxy=http://${company.hostname} ${company.port}\nNoProxyFor=\n\n[Other]\nKept=yes\n`),
  },
];

for (const host of availableHosts()) {
  for (const before of earlier) {
    test(`${host}: ${before.name}`, async () => {
      const company = await startSite(() => 'company proxy');
      const desktop = await startDesktop(before.desktop);
      const dataDir = await mkdtemp(join(tmpdir(), 'byway-path-'));
      before.set(desktop, new URL(company.url));
      const stored = desktop.dump();
      const direct = before.viaCompany ? 'company proxy' : `seen from ${siteAddress}`;
      const follower = await startFollower(desktop);
      const env = { ...desktop.env, LANG: 'en_US.UTF-8' };
      await runCli(['settings', 'set', 'checkAddresses', site.url, '--data-dir', dataDir], env);
      const app = await launchApp({ host, dataDir, env });
      try {
        expect(await follower.read(site.url)).toBe(direct);
        await paste(app.page, exit.link);
        await connectPasted(app.page);
        await expect.poll(() => follower.read(site.url)).toBe(`seen from ${exitAddress}`);
        await turnOff(app.page);
        expect(desktop.dump()).toBe(stored);
        await expect.poll(() => follower.read(site.url)).toBe(direct);
        // And once more, ended by closing the app instead of the button.
        await turnOn(app.page);
        await expect.poll(() => follower.read(site.url)).toBe(`seen from ${exitAddress}`);
      } finally {
        await app.stop();
        expect(desktop.dump()).toBe(stored);
        await follower.close();
        desktop.close();
        company.close();
        await rm(dataDir, { recursive: true, force: true });
      }
    });
  }
}
