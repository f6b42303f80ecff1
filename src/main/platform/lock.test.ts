import { spawn, spawnSync, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { acquireLock, type Lock } from './lock.ts';
import { isAlive, noteSelf } from './process-identity.ts';
import { random } from './random.ts';

const program = join(import.meta.dirname, 'testing', 'locking-child.ts');
let folder = '';
const children: ChildProcessWithoutNullStreams[] = [];
beforeEach(async () => { folder = await mkdtemp(join(tmpdir(), 'byway-lock-')); });
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await rm(folder, { recursive: true, force: true });
});

const acquire = (where = folder) => acquireLock({ folder: where, host: 'headless', now: Date.now, random });
async function mustAcquire(): Promise<Lock> {
  const lock = await acquire();
  if (!lock.ok) throw new Error(lock.fault.cause);
  return lock.value;
}
function start(mode: string): ChildProcessWithoutNullStreams {
  const child = spawn(process.execPath, [program, folder, mode]);
  children.push(child);
  return child;
}
async function firstOutput(child: ChildProcessWithoutNullStreams): Promise<unknown> {
  const [text] = (await once(child.stdout, 'data')) as [Buffer]; // a stream without encoding gives buffers
  return JSON.parse(text.toString());
}

test('the second one is told who holds the folder; after release it is free', async () => {
  const lock = await mustAcquire();
  expect(await acquire()).toMatchObject({ ok: false, fault: { code: 'store-locked', detail: { pid: process.pid, host: 'headless' } } });
  await lock.release();
  expect(await readdir(folder)).toEqual([]);
  const again = await mustAcquire();
  await lock.release();
  expect(await readdir(folder)).toEqual(['lock']);
  await again.release();
});

test.each([
  ['SIGKILL', 'after kill -9 of the holder'],
  ['stdin', 'after a clean end of the holder'],
])('%s: of five starters at once exactly one gets the folder, round after round', async (ending) => {
  for (let round = 0; round < 4; round += 1) {
    const starters = Array.from({ length: 5 }, () => start('hold'));
    const outcomes = starters.map(firstOutput);
    for (const starter of starters) starter.stdin.write('go\n');
    const answers = await Promise.all(outcomes);
    const winners = starters.filter((_, index) => JSON.stringify(answers[index]) === '{"ok":true}');
    expect(winners).toHaveLength(1);
    const refusal = { ok: false, fault: { code: 'store-locked', detail: { pid: winners[0]?.pid, host: 'cli' } } };
    expect(answers.filter((answer) => JSON.stringify(answer) !== '{"ok":true}')).toMatchObject(Array.from({ length: 4 }, () => refusal));
    const ended = winners.map((winner) => once(winner, 'exit'));
    for (const winner of winners) {
      if (ending === 'SIGKILL') winner.kill('SIGKILL');
      else winner.stdin.end();
    }
    await Promise.all(ended);
  }
  const names = await readdir(folder);
  expect(names).toEqual(ending === 'SIGKILL' ? ['lock'] : []);
});

test('five processes that take and release as fast as they can are never two inside', async () => {
  const racers = Array.from({ length: 5 }, () => start('race'));
  const outputs = await Promise.all(racers.map(async (racer) => {
    let text = '';
    racer.stdout.on('data', (data: Buffer) => { text += data.toString(); });
    await once(racer, 'close');
    return text;
  }));
  for (const output of outputs) expect(output).toMatch(/^\d+$/);
  expect(outputs.map(Number).reduce((sum, count) => sum + count)).toBeGreaterThan(5);
  expect(await readdir(folder)).toEqual([]);
});

const deadPid = (): number => spawnSync(process.execPath, ['-e', '']).pid;
const mark = (value: object) => JSON.stringify({ token: 'aaaaaaaaaaaa', pid: deadPid(), started: 'x', at: 0, host: 'cli', ...value });

test.each([
  ['a dead process', () => mark({})],
  ['this number, but another start', () => mark({ pid: process.pid, started: 'earlier' })],
  ['nothing: emptied by a power cut', () => ''],
  ['garbage', () => '\u0000garbage'],
  ['a token that is a path', () => mark({ token: '../../x' })],
])('a lock left by %s is taken over', async (_name, content) => {
  await writeFile(join(folder, 'lock'), content());
  const lock = await mustAcquire();
  expect(await readdir(folder)).toEqual(['lock']);
  expect(await acquire()).toMatchObject({ ok: false, fault: { detail: { pid: process.pid } } });
  await lock.release();
});

test('a holder that died while taking over from a dead one is taken over in turn', async () => {
  await writeFile(join(folder, 'lock'), mark({}));
  await writeFile(join(folder, 'lock.after.aaaaaaaaaaaa'), mark({ token: 'bbbbbbbbbbbb' }));
  await writeFile(join(folder, 'lock.own.bbbbbbbbbbbb'), mark({ token: 'bbbbbbbbbbbb' }));
  await mustAcquire();
  expect(await readdir(folder)).toEqual(['lock']);
});

test('whoever is taking over right now holds the folder', async () => {
  const me = await noteSelf(Date.now());
  await writeFile(join(folder, 'lock'), mark({}));
  await writeFile(join(folder, 'lock.after.aaaaaaaaaaaa'), mark({ ...me, token: 'bbbbbbbbbbbb', host: 'electron' }));
  expect(await acquire()).toMatchObject({ ok: false, fault: { code: 'store-locked', detail: { pid: process.pid, host: 'electron' } } });
});

test('a folder that cannot be written is a fault of storage', async () => {
  expect(await acquire(join(folder, 'nowhere'))).toMatchObject({ ok: false, fault: { code: 'store-read-only' } });
});

test('a number is alive only with its start time; without one, only since the computer started', async () => {
  const me = await noteSelf(Date.now());
  expect(await isAlive(me, Date.now())).toBe(true);
  expect(await isAlive({ ...me, started: 'other' }, Date.now())).toBe(false);
  expect(await isAlive({ pid: me.pid, at: Date.now() }, Date.now())).toBe(true);
  expect(await isAlive({ pid: me.pid, at: 0 }, Date.now())).toBe(false);
  expect(await isAlive({ ...me, pid: deadPid() }, Date.now())).toBe(false);
});
