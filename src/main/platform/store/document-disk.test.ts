/** Full disks, folders that cannot be written, processes killed in the middle of a save. Linux tools; real small disks where this process may mount them. */
import { execFile, execFileSync, spawnSync } from 'node:child_process';
import { chmod, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { StoredItem } from '../../services/stored.ts';
import { createProfilesDocument } from './profiles-document.ts';

const child = join(import.meta.dirname, 'testing', 'saving-child.ts');
const mayMount = spawnSync('unshare', ['-m', 'true']).status === 0;
const item = (id: string, length = 10): StoredItem => ({ id, source: { kind: 'paste' }, addedAt: 1, sealed: 'x'.repeat(length) });
const open = (folder: string) => createProfilesDocument(folder, { now: () => 0 });

let folder = '';
beforeEach(async () => { folder = await mkdtemp(join(tmpdir(), 'byway-disk-')); });
afterEach(() => rm(folder, { recursive: true, force: true }));

const ids = async (): Promise<string[]> => (await open(folder).load()).value.items.map(({ id }) => id);

/** Mounts a small file system over the folder while `act` runs. */
async function onSmallDisk(act: () => Promise<void>): Promise<void> {
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k,mode=0700', 'tmpfs', folder]);
  try {
    await act();
  } finally {
    execFileSync('umount', [folder]);
  }
}

if (mayMount) {
  test('a full disk is a fault, the earlier list stays, and a smaller one can be saved', () => onSmallDisk(async () => {
    const document = open(folder);
    expect(await document.save({ items: [item('a')] })).toMatchObject({ ok: true });
    const before = await readFile(join(folder, 'profiles.json'));
    const large = { items: [item('a'), ...Array.from({ length: 100 }, (_, index) => item(`b${index}`, 2000))] };
    expect(await document.save(large)).toMatchObject({ ok: false, fault: { code: 'store-full' } });
    expect(await readFile(join(folder, 'profiles.json'))).toEqual(before);
    expect((await readdir(folder)).filter((name) => name.endsWith('.tmp'))).toEqual([]);
    expect(await open(folder).load()).toEqual({ value: { items: [item('a')] }, notes: [], readOnly: false });
    expect(await document.save({ items: [item('a'), item('c')] })).toMatchObject({ ok: true });
    expect(await ids()).toEqual(['a', 'c']);
  }));

  test('a disk that becomes read-only is a fault, and loading still works', () => onSmallDisk(async () => {
    const document = open(folder);
    await document.save({ items: [item('a')] });
    execFileSync('mount', ['-o', 'remount,ro', folder]);
    expect(await document.save({ items: [] })).toMatchObject({ ok: false, fault: { code: 'store-read-only', cause: 'EROFS' } });
    expect(await ids()).toEqual(['a']);
  }));

  test('a damaged file on a read-only disk is not touched and the copy is shown read-only', () => onSmallDisk(async () => {
    await open(folder).save({ items: [item('a')] });
    execFileSync('sh', ['-c', `echo broken > "$1/profiles.json"`, 'sh', folder]);
    execFileSync('mount', ['-o', 'remount,ro', folder]);
    const document = open(folder);
    const loaded = await document.load();
    expect(loaded).toMatchObject({ value: { items: [item('a')] }, readOnly: true });
    expect(loaded.notes.map(({ kind }) => kind)).toEqual(['last-good', 'read-only']);
    expect(await readFile(join(folder, 'profiles.json'), 'utf8')).toBe('broken\n');
  }));
} else {
  test('a folder without write permission is a fault', async () => {
    const document = open(folder);
    await document.save({ items: [item('a')] });
    await chmod(folder, 0o500);
    expect(await document.save({ items: [] })).toMatchObject({ ok: false, fault: { code: 'store-read-only', cause: 'EACCES' } });
    expect(await ids()).toEqual(['a']);
    await chmod(folder, 0o700);
  });
}

test('a limit on file size counts as a full disk', async () => {
  await open(folder).save({ items: [item('a')] });
  const limited = spawnSync('sh', ['-c', 'trap "" XFSZ; ulimit -f 8; exec "$@"', 'sh', process.execPath, child, folder, 'b', '100000'], { encoding: 'utf8' });
  expect(JSON.parse(limited.stdout)).toMatchObject({ ok: false, fault: { code: 'store-full' } });
  expect(await ids()).toEqual(['a']);
});

test.each([
  ['opened', ['a']],
  ['written', ['a']],
  ['synced', ['a']],
  ['renamed', ['a', 'b']],
])('killed when the new file is %s, the list is whole and the next save works', async (step, expected) => {
  await open(folder).save({ items: [item('a')] });
  expect(spawnSync(process.execPath, [child, folder, 'b', '10', step]).signal).toBe('SIGKILL');
  const document = open(folder);
  const loaded = await document.load();
  expect(loaded).toMatchObject({ notes: [], readOnly: false });
  expect(loaded.value.items.map(({ id }) => id)).toEqual(expected);
  await document.save({ items: [...loaded.value.items, item('c')] });
  expect(await ids()).toEqual([...expected, 'c']);
  expect((await readdir(folder)).toSorted()).toEqual(['profiles.json', 'profiles.last-good.json']);
});

test('killed at any moment of many saves, every list found is one that was saved', async () => {
  for (let round = 0; round < 6; round += 1) {
    const before = await ids();
    const running = execFile(process.execPath, [child, folder, `r${round}`, '3000000']);
    const ended = new Promise((resolve) => running.once('exit', resolve));
    while ((await readdir(folder)).every((name) => !name.endsWith('.tmp')) && running.exitCode === null) await new Promise(setImmediate);
    running.kill('SIGKILL');
    await ended;
    const after = await ids();
    expect([before, [...before, `r${round}`]]).toContainEqual(after);
  }
});
