/** Test 5 of the proofs, the journal: whatever a power cut leaves of it, the earlier settings come back. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fail } from '../../../shared/fault.ts';
import type { ProxyControl } from '../../services/deps.ts';
import { powerCuts, readDisk, writeDisk, type Cut } from '../testing/disk-cuts.ts';
import { traceDisk } from '../testing/disk-trace.ts';
import { createProxyControl } from './control.ts';
import { pickStores } from './pick.ts';
import { buildIdleGuard, buildRestorer } from './testing/bench.ts';

const child = fileURLToPath(new URL('./testing/proxy-child.ts', import.meta.url));
const home = mkdtempSync(join(tmpdir(), 'byway-power-'));
const [dataDir, config] = [join(home, 'data'), join(home, 'config')];
const roots = [dataDir, config];
const file = join(config, 'kioslaverc');
/** KDE without GNOME's schemas: every store is a file, so that the whole of it is on the disk that is cut. */
const environment = { PATH: process.env['PATH'], HOME: home, XDG_CONFIG_HOME: config, XDG_CURRENT_DESKTOP: 'KDE', XDG_DATA_DIRS: '/nonexistent' };
let tried = 0;

beforeAll(() => void buildRestorer());
beforeEach(() => {
  for (const root of roots) rmSync(root, { recursive: true, force: true });
  for (const folder of [dataDir, join(config, 'autostart')]) mkdirSync(folder, { recursive: true });
});
afterAll(() => {
  process.stdout.write(`\npower cuts of the journal: ${tried} states of the disk, the earlier settings came back from each\n`);
  rmSync(home, { recursive: true, force: true });
});

async function nextStart(): Promise<ProxyControl> {
  const nothing = (): Promise<ReturnType<typeof fail>> => Promise.resolve(fail('not-found'));
  const stores = await pickStores({ platform: 'linux', environment, home, run: nothing });
  return createProxyControl({ dataDir, enginePath: '/nonexistent', stores, environment });
}

function cutsOf(program: string, words: readonly string[], earlier: string): readonly Cut[] {
  writeFileSync(file, earlier, 'latin1');
  const start = readDisk(roots);
  return powerCuts(start, traceDisk({ program, words, environment, roots }));
}

function expectAsBefore(earlier: string, cut: Cut): void {
  expect(readFileSync(file, 'latin1'), `after operation ${cut.after}`).toBe(earlier);
  expect(readdirSync(dataDir).filter((name) => name !== 'proxy-restored.json')).toEqual([]);
  const autostart = join(config, 'autostart');
  expect(existsSync(autostart) ? readdirSync(autostart) : []).toEqual([]);
  tried += 1;
}

const earlierSettings = [
  ['no proxy', '[Proxy Settings]\nProxyType=0\n'],
  ['a manual proxy', '[Other]\nx=1\n\n[Proxy Settings]\nhttpProxy=http://proxy.corp 3128\nProxyType=1\nNoProxyFor=intranet\n'],
  ['a PAC and letters of another time', '[Proxy Settings]\r\n# \xff\x80\r\nProxy Config Script=http://pac.corp/a?b=c\r\nProxyType=2'],
] as const;

describe('5: the power goes while Byway', () => {
  it.each(earlierSettings)('switches on, over to another port, and off, with %s before: the next start restores', async (_, earlier) => {
    const words = [child, dataDir, buildIdleGuard(), 'enable', 'enable-other', 'restore', 'enable'];
    for (const cut of cutsOf(process.execPath, words, earlier)) {
      writeDisk(roots, cut.disk);
      const control = await nextStart();
      expect(await control.recover()).toMatchObject({ ok: true });
      expect(await control.recover()).toEqual({ ok: true, value: { restored: false } });
      expectAsBefore(earlier, cut);
    }
  });

  it('switches on and off: the login restorer restores', () => {
    const [, earlier] = earlierSettings[1];
    for (const cut of cutsOf(process.execPath, [child, dataDir, buildIdleGuard(), 'enable', 'restore'], earlier)) {
      writeDisk(roots, cut.disk);
      restoreAtLogin();
      sweepByNextStart();
      expectAsBefore(earlier, cut);
    }
  });

  it.each(earlierSettings)('restores at login, with %s before: the next login and the next start restore', async (_, earlier) => {
    writeFileSync(file, earlier, 'latin1');
    execFileSync(process.execPath, [child, dataDir, buildIdleGuard(), 'enable'], { env: environment });
    const start = readDisk(roots);
    const cuts = powerCuts(start, traceDisk({ program: buildRestorer(), words: loginWords(), environment, roots }));
    for (const cut of cuts) {
      writeDisk(roots, cut.disk);
      if (cut.after % 2 === 0) restoreAtLogin();
      expect(await (await nextStart()).recover()).toMatchObject({ ok: true });
      expectAsBefore(earlier, cut);
    }
  });

  it('at any of these moments: there were enough of them', () => expect(tried).toBeGreaterThan(900));
});

function loginWords(): readonly string[] {
  return ['restore-proxy', '--at-login', '--journal', join(dataDir, 'proxy-journal.json')];
}

function restoreAtLogin(): void {
  execFileSync(buildRestorer(), loginWords(), { env: environment });
}

/** Half-written temporary files are the next start's to remove; settings and journal are not. */
function sweepByNextStart(): void {
  for (const name of readdirSync(dataDir)) if (name.endsWith('.tmp')) rmSync(join(dataDir, name));
  for (const name of readdirSync(join(config, 'autostart'))) if (name.endsWith('.tmp')) rmSync(join(config, 'autostart', name));
}
