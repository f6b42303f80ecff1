import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { identify } from '../process-identity.ts';
import { buildIdleGuard, buildRestorer, plan, startBench, type Bench } from './testing/bench.ts';

const child = fileURLToPath(new URL('./testing/proxy-child.ts', import.meta.url));
const root = 'org.gnome.system.proxy';

let bench: Bench;
let before: string;
const apps: ChildProcess[] = [];

beforeAll(() => void buildRestorer());

beforeEach(async () => {
  bench = await startBench('kde');
  bench.desktop.gsettings('set', root, 'mode', 'auto');
  bench.desktop.gsettings('set', `${root}.http`, 'host', 'proxy.corp');
  bench.desktop.gsettings('set', `${root}.http`, 'port', '3128');
  bench.desktop.writeKioslaverc('[Proxy Settings]\nhttpProxy=http://proxy.corp 3128\nProxyType=2\n');
  before = bench.desktop.dump();
});
afterEach(() => {
  for (const app of apps.splice(0)) app.kill('SIGKILL');
  bench.close();
});

/** Runs the app until the crash point kills it. */
async function crash(guard: string, step: string, ...operations: readonly string[]): Promise<void> {
  const app = start(guard, operations, { BYWAY_TEST: '1', BYWAY_CRASH_AT: step });
  const signal = await new Promise((resolve) => app.once('exit', (_, name) => resolve(name)));
  expect(signal).toBe('SIGKILL');
}

function start(guard: string, operations: readonly string[], extra: NodeJS.ProcessEnv = {}): ChildProcess {
  const app = spawn(process.execPath, [child, bench.dataDir, guard, ...operations], { env: { ...bench.desktop.env, ...extra }, stdio: ['ignore', 'pipe', 'inherit'] });
  apps.push(app);
  return app;
}

/** Waits for a condition, a few seconds at most. */
async function until(isSo: () => boolean): Promise<void> {
  await expect.poll(isSo, { timeout: 8_000, interval: 20 }).toBe(true);
}

/** Waits for the guard's work; the next start hears of it, once. */
async function untilGuarded(): Promise<void> {
  await until(() => bench.files().join() === 'proxy-restored.json' && readdirSync(bench.autostart).length === 0);
  await recover(true);
  await recover(false);
  expectAsBefore();
}

function expectAsBefore(): void {
  expect(bench.desktop.dump()).toBe(before);
  expect(bench.files()).toEqual([]);
  expect(existsSync(bench.autostart) ? readdirSync(bench.autostart) : []).toEqual([]);
}

describe('kill -9 of the app and its guard', () => {
  it('twice in a row, the second time while recovering', async () => {
    await crash(buildIdleGuard(), 'journal-on', 'enable', 'stay');
    await crash(buildIdleGuard(), 'restored gsettings mode', 'recover', 'stay');
    await recover(true);
    expectAsBefore();
  });
});

describe('while the app runs', () => {
  it('SIGTERM to everybody at once: the guard stays until the settings are back', async () => {
    const app = start(buildRestorer(), ['enable', 'stay']);
    await new Promise((resolve) => app.stdout?.once('data', resolve));
    const guard = findGuard(app.pid ?? 0);
    process.kill(guard, 'SIGTERM');
    process.kill(guard, 'SIGHUP');
    process.kill(guard, 'SIGINT');
    app.kill('SIGKILL');
    await until(() => identify(guard) === null);
    await untilGuarded();
  });

  it('another start neither restores nor takes over', async () => {
    const app = start(buildRestorer(), ['enable', 'stay']);
    await new Promise((resolve) => app.stdout?.once('data', resolve));
    const second = await bench.control(buildRestorer());
    expect(await second.recover()).toEqual({ ok: true, value: { restored: false } });
    expect(await second.enable({ ...plan, port: 41_003 })).toMatchObject({ ok: false, fault: { code: 'busy' } });
    expect(bench.desktop.gsettings('get', `${root}.http`, 'port')).toBe(String(plan.port));
    app.kill('SIGKILL');
    await untilGuarded();
  });
});

async function recover(expected: boolean): Promise<void> {
  const next = await bench.control(buildRestorer());
  expect(await next.recover()).toEqual({ ok: true, value: { restored: expected } });
}

/** The guard is the app's child with `guard` as its argument. */
function findGuard(app: number): number {
  for (const entry of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const stat = readFileSync(`/proc/${entry}/stat`, 'utf8');
      const isChild = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1] === String(app);
      if (isChild && readFileSync(`/proc/${entry}/cmdline`, 'utf8').endsWith('\0guard\0')) return Number(entry);
    } catch {
      continue; // ended meanwhile
    }
  }
  throw new Error('no guard');
}
