/** Several Byways of one person, each with a data folder of its own. */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { buildIdleGuard, buildRestorer, makeControl, plan, startBench, type Bench } from './testing/bench.ts';

const ok = { ok: true, value: null };
const restored = { ok: true, value: { restored: true } };
const held = { ok: false, fault: { code: 'proxy-held' } };
const child = fileURLToPath(new URL('./testing/proxy-child.ts', import.meta.url));

let bench: Bench;
let before: string;
const apps: ChildProcess[] = [];

beforeAll(() => void buildRestorer());
beforeEach(async () => {
  bench = await startBench('gnome');
  bench.desktop.gsettings('set', 'org.gnome.system.proxy', 'autoconfig-url', 'http://pac.corp/a');
  bench.desktop.gsettings('set', 'org.gnome.system.proxy', 'mode', 'auto');
  before = bench.desktop.dump();
});
afterEach(() => {
  for (const app of apps.splice(0)) app.kill('SIGKILL');
  bench.close();
});

function folder(name: string): string {
  const path = join(bench.desktop.home, name);
  mkdirSync(path, { mode: 0o700 });
  return path;
}

/** An app of its own that enables and stays; answers what enabling came to. */
function startApp(dataDir: string, guard: string, port: number): Promise<{ readonly app: ChildProcess; readonly answer: string }> {
  const app = spawn(process.execPath, [child, dataDir, guard, 'enable', 'stay'], { env: { ...bench.desktop.env, BYWAY_TEST_PORT: String(port) }, stdio: ['ignore', 'pipe', 'inherit'] });
  apps.push(app);
  return new Promise((resolve) => app.stdout.once('data', (data: Buffer) => resolve({ app, answer: String(data) })));
}

function ended(app: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    app.once('exit', () => resolve());
    app.kill('SIGKILL');
  });
}

const runtimeFiles = (): readonly string[] => readdirSync(join(bench.desktop.home, 'run')).filter((name) => name.startsWith('byway-'));

it('the second says so, and gets them when the first has let go', async () => {
  const [first, second] = [await makeControl(folder('a'), buildRestorer(), bench.desktop.env), await makeControl(folder('b'), buildRestorer(), bench.desktop.env)];
  expect(await first.enable(plan)).toEqual(ok);
  expect(await second.enable({ ...plan, port: 41_003 })).toMatchObject(held);
  expect(await first.inEffect()).toBe(true);
  expect(await first.restore()).toEqual(restored);
  expect(runtimeFiles()).toEqual([]);
  expect(await second.enable({ ...plan, port: 41_003 })).toEqual(ok);
  expect(await second.restore()).toEqual(restored);
  expect(bench.desktop.dump()).toBe(before);
  expect(runtimeFiles()).toEqual([]);
});

it('what a dead one left is put back first: its address is never saved as the person’s', async () => {
  const { app, answer } = await startApp(folder('a'), buildIdleGuard(), 41_010);
  expect(answer).toContain('"ok":true');
  await ended(app);
  const second = await makeControl(folder('b'), buildRestorer(), bench.desktop.env);
  expect(await second.enable(plan)).toEqual(ok);
  expect(await second.inEffect()).toBe(true);
  expect(readdirSync(join(bench.desktop.home, 'a'))).toEqual([]);
  expect(await second.restore()).toEqual(restored);
  expect(bench.desktop.dump()).toBe(before);
});

it('five at once, each with a folder of its own: one owner, nothing is lost', async () => {
  const started = await Promise.all([0, 1, 2, 3, 4].map((index) => startApp(folder(`f${index}`), buildRestorer(), 41_020 + index)));
  const winners = started.filter(({ answer }) => answer.includes('"ok":true'));
  expect(winners).toHaveLength(1);
  expect(started.filter(({ answer }) => answer.includes('"proxy-held"'))).toHaveLength(4);
  for (const { app } of started) await ended(app);
  await expect.poll(() => bench.desktop.dump(), { timeout: 8_000 }).toBe(before);
});

it('five come upon a dead one at the same moment: its settings go back once, one takes over', async () => {
  const dead = await startApp(folder('dead'), buildIdleGuard(), 41_010);
  await ended(dead.app);
  const started = await Promise.all([0, 1, 2, 3, 4].map((index) => startApp(folder(`f${index}`), buildRestorer(), 41_020 + index)));
  expect(started.filter(({ answer }) => answer.includes('"ok":true'))).toHaveLength(1);
  for (const { app } of started) await ended(app);
  await expect.poll(() => bench.desktop.dump(), { timeout: 8_000 }).toBe(before);
});

it('a file that is none is replaced; a refused change leaves nothing held', async () => {
  writeFileSync(join(bench.desktop.home, 'run', 'byway-proxy-holder.json'), '{"version":1,"owner":"x"}');
  const control = await makeControl(folder('a'), buildRestorer(), bench.desktop.env);
  expect(await control.enable(plan)).toEqual(ok);
  expect(await control.restore()).toEqual(restored);
  const memory = await makeControl(folder('b'), buildRestorer(), { ...bench.desktop.env, GSETTINGS_BACKEND: 'memory' });
  expect((await memory.enable(plan)).ok).toBe(false);
  expect(runtimeFiles()).toEqual([]);
});
