/** Damage of every kind to a small store: a load never throws, and what is not loaded is told and still on the disk. */
import { copyFile, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Loaded } from '../../services/deps.ts';
import type { StoredList } from '../../services/stored.ts';
import { createProfilesDocument } from './profiles-document.ts';

const earlier: StoredList = { items: [{ id: 'one', source: { kind: 'paste' }, addedAt: 1, sealed: 'v1.aaa' }] };
const latest: StoredList = {
  chosen: 'two',
  items: [...earlier.items, { id: 'two', source: { kind: 'file', name: 'سرور' }, addedAt: 2, ownName: 'Zwei', sealed: 'v1.bbb' }],
};

let folder = '';
let whole = Buffer.alloc(0);
const file = () => join(folder, 'profiles.json');
const copy = () => join(folder, 'profiles.last-good.json');
const open = () => createProfilesDocument(folder, { now: () => 0 });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'byway-damage-'));
  const document = open();
  await document.save(earlier);
  await document.save(latest);
  whole = await readFile(file());
  await copyFile(copy(), join(folder, 'copy-of-earlier'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));
beforeEach(async () => {
  for (const name of await readdir(folder)) if (name.startsWith('profiles')) await rm(join(folder, name));
});

async function loadDamaged(bytes: Buffer, withCopy: boolean): Promise<Loaded<StoredList>> {
  for (const name of await readdir(folder)) if (name.startsWith('profiles')) await rm(join(folder, name));
  await writeFile(file(), bytes);
  if (withCopy) await copyFile(join(folder, 'copy-of-earlier'), copy());
  return open().load();
}

async function keptOnDisk(bytes: Buffer): Promise<boolean> {
  const kept = await Promise.all((await readdir(folder)).map((name) => readFile(join(folder, name))));
  return kept.some((content) => content.equals(bytes));
}

test.each([true, false])('cut after any byte (last good copy: %s)', async (withCopy) => {
  for (let length = 0; length < whole.length - 1; length += 1) {
    const cut = whole.subarray(0, length);
    const loaded = await loadDamaged(cut, withCopy);
    const [note] = loaded.notes;
    expect(note?.kind, `cut after ${length}`).toBe(withCopy ? 'last-good' : 'salvaged');
    expect(note?.keptAs).toMatch(/^profiles\.damaged-/);
    expect(await keptOnDisk(cut)).toBe(true);
    if (withCopy) expect(loaded.value).toEqual(earlier);
    else for (const item of loaded.value.items) expect(latest.items).toContainEqual(item);
  }
});

test('any bit flipped: no exception, and every server loads, is set aside, or is told about', async () => {
  for (let at = 0; at < whole.length; at += 1) {
    for (const bit of [1, 2, 8, 32, 128]) {
      const flipped = Buffer.from(whole);
      flipped[at] = (whole[at] ?? 0) ^ bit;
      const loaded = await loadDamaged(flipped, true);
      const here = `byte ${at} bit ${bit}`;
      if (loaded.notes.length === 0) expect(loaded.value.items, here).toHaveLength(latest.items.length);
      else expect(await keptOnDisk(flipped), here).toBe(true);
    }
  }
});

test('after a flipped bit, load and save lose no line that was not hit', async () => {
  for (let at = 0; at < whole.length; at += 7) {
    const flipped = Buffer.from(whole);
    flipped[at] = (whole[at] ?? 0) ^ 2;
    const loaded = await loadDamaged(flipped, false);
    if (loaded.readOnly) continue;
    const document = open();
    await document.save((await document.load()).value);
    const texts = await Promise.all((await readdir(folder)).map((name) => readFile(join(folder, name), 'utf8')));
    const sealed = latest.items.map((item) => texts.some((text) => text.includes(item.sealed)));
    expect(sealed.filter((there) => !there).length, `byte ${at}`).toBeLessThanOrEqual(1);
  }
});

const strange = [
  '', ' ', 'null', '[]', '7', '"text"', '{}', '{"items":{}}', '{"version":-1,"items":[]}', '{"version":1.5,"items":[]}',
  '{"version":"1","items":[]}', '\uFEFF', '{"version":1,\n"items":[\n', '['.repeat(200_000), '{"version":1,"items":[]}garbage', '\u0000\u0000',
];
test.each(strange)('strange content %#: the copy is used and the content kept', async (text) => {
  const bytes = Buffer.from(text);
  const loaded = await loadDamaged(bytes, true);
  expect(loaded).toMatchObject({ value: earlier, notes: [{ kind: 'last-good' }], readOnly: false });
  expect(await keptOnDisk(bytes)).toBe(true);
});

test('a mark before the text and Windows line ends, as editors leave them, are read', async () => {
  const edited = Buffer.from(`\uFEFF${whole.toString('utf8').replaceAll('\n', '\r\n')}`);
  expect(await loadDamaged(edited, true)).toEqual({ value: latest, notes: [], readOnly: false });
});
