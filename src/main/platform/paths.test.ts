import { chmod, mkdtemp, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { dataFolder, engineProgram, errorCode, isThere, prepareFolder } from './paths.ts';

let folder = '';
beforeEach(async () => { folder = await mkdtemp(join(tmpdir(), 'byway-paths-')); });
afterEach(() => rm(folder, { recursive: true, force: true }));

const places = [
  { platform: 'linux', environment: {}, home: '/home/a', expected: '/home/a/.local/share/byway' },
  { platform: 'linux', environment: { XDG_DATA_HOME: '/data' }, home: '/home/a', expected: '/data/byway' },
  { platform: 'linux', environment: { XDG_DATA_HOME: 'relative' }, home: '/home/a', expected: '/home/a/.local/share/byway' },
  { platform: 'linux', environment: { XDG_DATA_HOME: '' }, home: '/home/a', expected: '/home/a/.local/share/byway' },
  { platform: 'darwin', environment: { XDG_DATA_HOME: '/data' }, home: '/Users/a', expected: '/Users/a/Library/Application Support/Byway' },
  { platform: 'win32', environment: { APPDATA: 'C:\\Users\\a\\AppData\\Roaming' }, home: 'C:\\Users\\a', expected: 'C:\\Users\\a\\AppData\\Roaming\\Byway' },
  { platform: 'win32', environment: {}, home: 'C:\\Users\\a', expected: 'C:\\Users\\a\\AppData\\Roaming\\Byway' },
] as const;

test.each(places)('on $platform with $environment data live in $expected', ({ expected, ...around }) => {
  expect(dataFolder(around)).toBe(expected);
});

test('--data-dir wins and may be relative', () => {
  const around = { platform: 'linux', environment: { XDG_DATA_HOME: '/data' }, home: '/home/a' } as const;
  expect(dataFolder(around, '/elsewhere/')).toBe('/elsewhere');
  expect(dataFolder(around, 'here')).toBe(join(process.cwd(), 'here'));
  expect(dataFolder(around, '')).toBe('/data/byway');
});

test('the engine is found in a checkout and in a package', () => {
  expect(engineProgram('linux', { checkout: '/src' })).toBe('/src/engine/bin/byway-engine');
  expect(engineProgram('darwin', { resources: '/App/Resources' })).toBe('/App/Resources/engine/byway-engine');
  expect(engineProgram('win32', { resources: 'C:\\Byway\\resources' })).toBe('C:\\Byway\\resources\\engine\\byway-engine.exe');
});

test('the data folder is made for one person only', async () => {
  const made = join(folder, 'a', 'b');
  expect(await prepareFolder(made)).toEqual({ ok: true, value: null });
  expect((await stat(made)).mode & 0o777).toBe(0o700);
  await chmod(made, 0o755);
  expect(await prepareFolder(made)).toEqual({ ok: true, value: null });
  expect((await stat(made)).mode & 0o777).toBe(0o700);
});

test('a file in place of the data folder, or above it, is a fault', async () => {
  await writeFile(join(folder, 'file'), '');
  expect(await prepareFolder(join(folder, 'file'))).toMatchObject({ ok: false, fault: { code: 'store-read-only' } });
  expect(await prepareFolder(join(folder, 'file', 'below'))).toMatchObject({ ok: false, fault: { code: 'store-read-only' } });
});

test('isThere sees dangling links too', async () => {
  await symlink('/nowhere', join(folder, 'link'));
  expect(await isThere(join(folder, 'link'))).toBe(true);
  expect(await isThere(join(folder, 'nothing'))).toBe(false);
});

test('errorCode never gives more than the short name', () => {
  expect(errorCode(Object.assign(new Error('/secret/path'), { code: 'ENOENT' }))).toBe('ENOENT');
  expect(errorCode(new Error('/secret/path'))).toBe('unknown');
  expect(errorCode('text')).toBe('unknown');
});
