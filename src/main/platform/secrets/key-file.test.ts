import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { SecretBox } from '../../services/deps.ts';
import { random } from '../random.ts';
import { loadOrMakeKey, openKeyFileBox } from './key-file.ts';

let folder = '';
beforeEach(async () => { folder = await mkdtemp(join(tmpdir(), 'byway-key-')); });
afterEach(() => rm(folder, { recursive: true, force: true }));
const file = () => join(folder, 'key');
const openBox = () => openKeyFileBox({ folder, random });
const unreadable = { ok: false, fault: { code: 'secrets-unreadable' } };

function sealedBy(box: SecretBox): string {
  const sealed = box.seal('secret');
  if (!sealed.ok) throw new Error(sealed.fault.code);
  return sealed.value;
}
const putSealed = (name: string, sealed: string) => writeFile(join(folder, name), JSON.stringify({ version: 1, items: [{ id: 'a', sealed }] }));

test('a fresh install gets a key of 32 bytes for this person only, and keeps it', async () => {
  const sealed = sealedBy(await openBox());
  expect((await stat(file())).size).toBe(32);
  expect((await stat(file())).mode & 0o777).toBe(0o600);
  expect((await openBox()).open(sealed)).toEqual({ ok: true, value: 'secret' });
});

const damages: readonly { name: string; damage: () => Promise<unknown> }[] = [
  { name: 'gone', damage: () => rm(file()) },
  { name: 'empty', damage: () => writeFile(file(), '') },
  { name: 'short', damage: () => writeFile(file(), 'short') },
  { name: 'long', damage: () => writeFile(file(), random(33)) },
  { name: 'readable by others', damage: () => chmod(file(), 0o644) },
  { name: 'a link', damage: async () => { await rm(file()); await writeFile(join(folder, 'target'), random(32), { mode: 0o600 }); await symlink('target', file()); } },
  { name: 'a folder', damage: async () => { await rm(file()); await mkdir(file()); } },
];

test.each(damages)('a key that is $name while secrets exist is a fault, and nothing is made or changed', async ({ damage }) => {
  await putSealed('profiles.json', sealedBy(await openBox()));
  await damage();
  const before = await readdir(folder);
  const box = await openBox();
  expect(box.seal('more')).toMatchObject(unreadable);
  expect(box.open('v1.x')).toMatchObject(unreadable);
  expect(await readdir(folder)).toEqual(before);
});

test.each(['profiles.last-good.json', 'profiles.damaged-2026-11-24.json', 'profiles.json.tmp'])('secrets in %s alone keep the key from being made anew', async (name) => {
  await putSealed(name, 'v1.x');
  expect((await openBox()).seal('x')).toMatchObject(unreadable);
  expect(await readdir(folder)).toEqual([name]);
});

test.each(damages)('a key that is $name while nothing is sealed is made anew, the old one put aside', async ({ damage }) => {
  await openBox();
  await damage();
  const old = (await readdir(folder)).includes('key');
  expect((await openBox()).seal('x')).toMatchObject({ ok: true });
  expect((await readdir(folder)).some((name) => name.startsWith('key.damaged-'))).toBe(old);
  expect((await stat(file())).size).toBe(32);
});

test('a key lost and brought back opens everything again', async () => {
  const sealed = sealedBy(await openBox());
  await putSealed('profiles.json', sealed);
  const key = await readFile(file());
  await rm(file());
  expect((await openBox()).open(sealed)).toMatchObject(unreadable);
  await writeFile(file(), key, { mode: 0o600 });
  expect((await openBox()).open(sealed)).toEqual({ ok: true, value: 'secret' });
});

test('a folder that is not there is a fault of storage', async () => {
  const key = await loadOrMakeKey({ folder: join(folder, 'nowhere'), random });
  expect(key).toMatchObject({ ok: false });
  expect(JSON.stringify(key)).not.toContain(folder);
});
