import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { LogLine } from '../../shared/snapshot.ts';
import { createLog, logCapacity, longestLogLine } from './log.ts';
import { createLogFile } from './log-file.ts';

let folder = '';
beforeEach(async () => { folder = await mkdtemp(join(tmpdir(), 'byway-log-')); });
afterEach(() => rm(folder, { recursive: true, force: true }));
const clock = { now: () => 1000 };
const texts = (lines: readonly LogLine[]) => lines.map(({ text }) => text);

test('lines are numbered and the newest 2,000 are kept', () => {
  const log = createLog({ clock });
  for (let count = 0; count < logCapacity * 2 + 50; count += 1) log.write('info', 'app', `line ${count}`);
  const lines = log.lines();
  expect(lines).toHaveLength(logCapacity);
  expect(lines.at(-1)).toEqual({ sequence: logCapacity * 2 + 49, at: 1000, level: 'info', source: 'app', text: `line ${logCapacity * 2 + 49}` });
  expect(lines.map(({ sequence }) => sequence)).toEqual(lines.map((_, index) => logCapacity + 50 + index));
});

test('secrets are gone before memory, receivers and sink see a line', async () => {
  const seen: string[] = [];
  const log = createLog({ clock, sink: ({ text }) => seen.push(text) });
  const received = new Promise<readonly LogLine[]>((resolve) => log.onLines(resolve));
  log.write('error', 'engine', 'dial ss://YWVzLTI1Ni1nY206c2VjcmV0LXBhc3N3b3Jk@192.0.2.7:8388 password=hunter2hunter2 failed');
  for (const text of [...texts(log.lines()), ...texts(await received), ...seen]) {
    expect(text).not.toContain('YWVzLTI1Ni1nY206c2VjcmV0LXBhc3N3b3Jk');
    expect(text).not.toContain('hunter2');
    expect(text).toContain('failed');
  }
});

test('receivers get what was written together in one batch, and nothing after they left', async () => {
  const log = createLog({ clock });
  const batches: string[][] = [];
  const leave = log.onLines((lines) => batches.push(texts(lines)));
  log.write('info', 'app', 'a');
  log.write('info', 'app', 'b');
  await Promise.resolve();
  leave();
  log.write('info', 'app', 'c');
  await Promise.resolve();
  expect(batches).toEqual([['a', 'b']]);
});

test('a line is one line, shows no control or direction characters, and has an end', () => {
  const log = createLog({ clock });
  log.write('info', 'app', 'one\r\ntwo\u001b[31m\u0000\u202e\u2028end\n');
  log.write('info', 'app', 'ab '.repeat(40_000));
  log.write('info', 'app', `${'a '.repeat(longestLogLine / 2 - 1)}\u{1F310}\u{1F310}`);
  expect(log.lines()[0]?.text).toBe('one | two [31m   end');
  for (const { text } of log.lines()) {
    expect(text.length).toBeLessThanOrEqual(longestLogLine);
    expect(text.isWellFormed()).toBe(true);
  }
});

test('levels below the asked one are dropped', () => {
  const log = createLog({ clock, level: 'warning' });
  for (const level of ['debug', 'info', 'warning', 'error'] as const) log.write(level, 'app', level);
  expect(texts(log.lines())).toEqual(['warning', 'error']);
});

test('the file gets every line in order, turns over at its size, and is for this person only', async () => {
  const logs = join(folder, 'logs');
  const file = createLogFile({ folder: logs, maxBytes: 3000 });
  const log = createLog({ clock, sink: file.write });
  for (let count = 0; count < 100; count += 1) {
    log.write('info', 'app', `line ${count}`);
    if (count % 10 === 0) await file.flush();
  }
  await file.flush();
  expect((await readdir(logs)).toSorted()).toEqual(['byway.1.log', 'byway.log']);
  const text = (await readFile(join(logs, 'byway.1.log'), 'utf8')) + (await readFile(join(logs, 'byway.log'), 'utf8'));
  const numbers = text.trimEnd().split('\n').map((line) => Number(line.split('line ')[1]));
  expect(numbers).toEqual(numbers.map((_, index) => 100 - numbers.length + index));
  expect(text).toMatch(/^1970-01-01T00:00:01.000Z info app: line /);
  for (const name of await readdir(logs)) expect((await stat(join(logs, name))).mode & 0o777).toBe(0o600);
});

test('a folder that cannot be made loses lines on disk, not in memory', async () => {
  await writeFile(join(folder, 'file'), '');
  const file = createLogFile({ folder: join(folder, 'file', 'logs') });
  const log = createLog({ clock, sink: file.write });
  log.write('info', 'app', 'kept');
  await file.flush();
  expect(texts(log.lines())).toEqual(['kept']);
});
