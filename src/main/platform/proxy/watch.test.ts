import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { createStirs, type Stirs } from './stirs.ts';
import { pickStores } from './pick.ts';
import { startBench, plan, buildIdleGuard, type Bench } from './testing/bench.ts';
import { startFakeWindows, type Place } from './testing/places.ts';
import { watchAnswer } from './watch.ts';

let bench: Bench | undefined;
let place: Place | undefined;
let stirs: Stirs | undefined;
afterEach(async () => {
  stirs?.stop();
  bench?.close();
  await place?.close();
  [bench, place, stirs] = [undefined, undefined, undefined];
});

/** Changes something again and again until it is told: a watcher takes a moment to begin. */
async function untilTold(listen: (receive: () => void) => () => void, change: (round: number) => void): Promise<void> {
  let isTold = false;
  const stop = listen(() => (isTold = true));
  let round = 0;
  await expect.poll(() => {
    if (!isTold) change((round += 1));
    return isTold;
  }, { timeout: 15_000, interval: 400 }).toBe(true);
  stop();
}

describe.each(['dconf', 'gsettings'])('gsettings, by %s', (program) => {
  it('tells what somebody changed, in any part of the schema', async () => {
    bench = await startBench('gnome');
    const { desktop } = bench;
    const env = program === 'dconf' ? desktop.env : { ...desktop.env, PATH: onlyGsettings(desktop.home) };
    stirs = createStirs(await pickStores({ platform: 'linux', environment: env, home: desktop.home }));
    const watching = stirs;
    watching.start();
    for (const [schema, key, value] of [['', 'mode', (round: number) => (round % 2 === 0 ? 'none' : 'auto')], ['.http', 'port', String], ['.socks', 'host', (round: number) => `a${round}`]] as const) {
      await untilTold((receive) => watching.listen(receive), (round) => execFileSync('gsettings', ['set', `org.gnome.system.proxy${schema}`, key, value(round)], { env: desktop.env }));
    }
  });
});

it('tells that KDE’s file was replaced, written or made', async () => {
  bench = await startBench('kde');
  const { desktop } = bench;
  stirs = createStirs(await pickStores({ platform: 'linux', environment: { ...desktop.env, DBUS_SESSION_BUS_ADDRESS: undefined, DISPLAY: undefined, XDG_RUNTIME_DIR: undefined }, home: desktop.home }));
  const watching = stirs;
  watching.start();
  await untilTold((receive) => watching.listen(receive), (round) => desktop.writeKioslaverc(`[Proxy Settings]\nProxyType=${round % 3}\n`));
});

it('tells that Windows’ settings changed', async () => {
  place = await startFakeWindows();
  const at = place;
  const control = await place.control();
  expect((await control.enable(plan)).ok).toBe(true);
  await untilTold((receive) => control.onStir(receive), (round) => void at.change({ server: `127.0.0.1:${7000 + round}` }));
  await control.restore();
});

it('watches from the first change to the restoring, and not before or after', async () => {
  const calls: string[] = [];
  const watched = createStirs({ watch: () => (calls.push('watch'), () => calls.push('stop')) });
  watched.start();
  watched.start();
  watched.stop();
  watched.stop();
  expect(calls).toEqual(['watch', 'stop']);
  bench = await startBench('gnome');
  const control = await bench.control(buildIdleGuard());
  expect((await control.enable(plan)).ok).toBe(true);
  expect(await control.found()).toEqual({ kind: 'unknown' });
  execFileSync('gsettings', ['set', 'org.gnome.system.proxy', 'mode', 'none'], { env: bench.desktop.env });
  expect(await control.found()).toEqual({ kind: 'none' });
  expect((await control.restore()).ok).toBe(true);
});

it('a watcher ends with the app, even one that was killed', async () => {
  bench = await startBench('gnome');
  const child = fileURLToPath(new URL('./testing/proxy-child.ts', import.meta.url));
  const app = spawn(process.execPath, [child, bench.dataDir, buildIdleGuard(), 'enable', 'stay'], { env: bench.desktop.env, stdio: ['ignore', 'pipe', 'inherit'] });
  await new Promise((resolve) => app.stdout.once('data', resolve));
  const { home } = bench.desktop;
  const watchers = (): number => processesOf(home).filter((words) => words.startsWith('dconf watch')).length;
  await expect.poll(watchers, { timeout: 15_000 }).toBe(1);
  app.kill('SIGKILL');
  await expect.poll(watchers, { timeout: 15_000 }).toBe(0);
});

it('asks a system that tells nothing, and tells only a different answer', async () => {
  const answers = ['a', 'a', null, 'a', 'b'];
  const told: number[] = [];
  let asked = 0;
  const stop = watchAnswer(() => {
    const answer = answers[asked++];
    return Promise.resolve(answer === undefined ? 'b' : answer);
  }, 1, () => told.push(asked));
  await expect.poll(() => asked).toBeGreaterThan(8);
  stop();
  expect(told).toEqual([5]);
});

/** The words of every process whose home is this folder. */
function processesOf(home: string): readonly string[] {
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).flatMap((pid) => {
    try {
      const isHere = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0').includes(`HOME=${home}`);
      return isHere ? [readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')] : [];
    } catch {
      return []; // it ended while we looked
    }
  });
}

/** A search path on which dconf's own program is missing, as where only the library is installed. */
function onlyGsettings(home: string): string {
  const folder = join(home, 'programs');
  mkdirSync(folder);
  symlinkSync(execFileSync('which', ['gsettings'], { encoding: 'utf8' }).trim(), join(folder, 'gsettings'));
  return folder;
}
