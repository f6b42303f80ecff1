/**
 * Test 27 of the proofs: while Byway is on, no program that follows the system's settings asks this network for a name.
 * Browsers, app and engine run with a name server of the test; tcpdump watches the whole network for ports 53, 853 and
 * 5353. The name of the site is known only where the tunnel ends.
 */
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { expect, test } from '@playwright/test';
import { startFirefoxFollower } from './firefox.ts';
import { startFollower, type Follower } from './follower.ts';
import { exitAddress, hasNetwork, siteAddress } from './network.ts';
import { startExit } from './peers/exit.ts';
import { startRunningApp, type RunningApp } from './running-app.ts';

const siteName = 'site.byway-test.example';
const marker = 'byway-marker';
const markerPort = 9;
const folder = mkdtempSync(join(tmpdir(), 'byway-dns-'));
const run = promisify(execFile);

/** Words that run a program with a file of the system replaced, for it alone. */
function withFile(place: string, text: string): readonly string[] {
  const file = join(folder, place.replaceAll('/', '_'));
  writeFileSync(file, text);
  return ['unshare', '-m', 'sh', '-c', `mount --bind "$0" ${place} && exec "$@"`, file];
}

interface Watch {
  /** The packets since the last call. */
  packets(): Promise<readonly string[]>;
  stop(): void;
}

async function startWatch(): Promise<Watch> {
  const child: ChildProcess = spawn('tcpdump', ['-i', 'any', '-n', '-l', '-A', '--immediate-mode', 'port 53 or port 853 or port 5353 or port 9'], { stdio: ['ignore', 'pipe', 'pipe'] });
  const lines: string[] = [];
  let wake = (): void => undefined;
  const { stdout, stderr } = child;
  if (stdout === null || stderr === null) throw new Error('tcpdump has no output');
  createInterface({ input: stdout }).on('line', (line) => {
    lines.push(line);
    wake();
  });
  await new Promise<void>((resolve) => createInterface({ input: stderr }).on('line', (line) => line.includes('listening on') && resolve()));
  let count = 0;
  return {
    // A packet of our own comes after all others: once it is seen, so are they.
    packets: async () => {
      count += 1;
      const mark = `${marker}-${count}.`;
      const socket = createSocket('udp4');
      await new Promise<void>((resolve) => socket.send(mark, markerPort, siteAddress, () => resolve()));
      socket.close();
      await new Promise<void>((resolve) => {
        wake = () => lines.some((line) => line.includes(mark)) && resolve();
        wake();
      });
      return lines.splice(0).filter((line) => line.includes(' IP ') && !line.includes(`.${markerPort}: `));
    },
    stop: () => child.kill('SIGKILL'),
  };
}

test.describe('27: names asked of the network', () => {
  let app: RunningApp;
  let watch: Watch;
  let browsers: readonly Follower[];
  let site: string;
  const resolver = withFile('/etc/resolv.conf', `nameserver ${siteAddress}\noptions timeout:1 attempts:1\n`);

  test.beforeAll(async () => {
    expect(hasNetwork()).toBe(true);
    const exit = await startExit(exitAddress, withFile('/etc/hosts', `127.0.0.1 localhost\n${siteAddress} ${siteName}\n`));
    app = await startRunningApp({ exit, within: resolver, siteName });
    site = app.site.url.replace(siteAddress, siteName);
    watch = await startWatch();
    browsers = await Promise.all([startFollower(app.desktop, resolver), startFirefoxFollower(app.desktop.env, resolver)]);
  });
  test.afterAll(async () => {
    await Promise.all(browsers.map((browser) => browser.close()));
    watch.stop();
    await app.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  async function expectNoneFor(browser: Follower): Promise<void> {
    await expect.poll(() => browser.read(site), { message: browser.name }).toBe(`seen from ${exitAddress}`);
    expect(await watch.packets(), `${browser.name} asks while Byway is on`).toEqual([]);
  }

  test('many while Byway is off, none while it is on', async () => {
    await watch.packets();
    for (const browser of browsers) {
      expect(await browser.read(site)).not.toContain('seen from');
      expect((await watch.packets()).join('\n'), `${browser.name} asks while Byway is off`).toContain(siteName);
    }
    const local = await app.connect();
    await watch.packets(); // a browser may have asked until it noticed
    for (const browser of browsers) await expect.poll(() => browser.read(site), { message: browser.name }).toBe(`seen from ${exitAddress}`);
    await watch.packets();
    for (const browser of browsers) await expectNoneFor(browser);
    const proxy = `http://127.0.0.1:${local.systemProxyPort}`;
    const [program, ...words] = [...resolver, 'curl', '-sS', '--noproxy', '', '-x', proxy, site];
    expect((await run(program, words)).stdout).toBe(`seen from ${exitAddress}`);
    expect(await watch.packets(), 'curl, app and engine').toEqual([]);
  });
});
