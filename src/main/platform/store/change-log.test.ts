import { spawnSync } from 'node:child_process';
import { copyFile, mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Document } from '../../services/deps.ts';
import type { StoredItem, StoredList } from '../../services/stored.ts';
import { listDifference } from './change-log.ts';
import { createProfilesDocument } from './profiles-document.ts';

const item = (id: string, length = 8192): StoredItem => ({ id, source: { kind: 'paste' }, addedAt: 1, sealed: 'x'.repeat(length) });
/** Long enough for a log. */
const long: StoredList = { items: Array.from({ length: 60 }, (_, index) => item(`id-${index}`)) };
const child = join(import.meta.dirname, 'testing', 'saving-child.ts');

let folder = '';
beforeEach(async () => { folder = await mkdtemp(join(tmpdir(), 'byway-changes-')); });
afterEach(() => rm(folder, { recursive: true, force: true }));

const open = (): Document<StoredList> => createProfilesDocument(folder, { now: () => 0 });
const names = async (): Promise<readonly string[]> => (await readdir(folder)).toSorted();
const log = (generation: number): string => join(folder, `profiles.changes-${generation}.jsonl`);
const base = (): string => join(folder, 'profiles.json');

/** A long list on the disk, whose next change goes into the log. */
async function settled(): Promise<Document<StoredList>> {
  const document = open();
  await document.save(long);
  await document.save({ ...long, chosen: 'id-1' });
  return document;
}

describe('the difference of two lists', () => {
  it('makes the one into the other, or is none', () => {
    const list = fc.uniqueArray(fc.record({ id: fc.constantFrom<string>('a', 'b', 'c', 'd', 'e', 'f') }), { selector: ({ id }) => id });
    fc.assert(fc.property(list, list, fc.boolean(), (before, other, shared) => {
      const after = shared ? other.map((entry) => before.find(({ id }) => id === entry.id) ?? entry) : other;
      const difference = listDifference(before, after);
      if (difference === undefined) return;
      const made = new Map(before.map((entry) => [entry.id, entry]));
      for (const id of difference.gone) made.delete(id);
      for (const entry of difference.put) made.set(entry.id, entry);
      expect([...made.values()]).toEqual(after);
      expect(difference.put.every((entry) => !before.includes(entry))).toBe(true);
    }));
  });

  it.each([
    ['bac', undefined],
    ['ac', { put: '', gone: 'b' }],
    ['abcd', { put: 'd', gone: '' }],
    ['bcd', { put: 'd', gone: 'a' }],
    ['', { put: '', gone: 'abc' }],
  ])('from abc to %s', (after, expected) => {
    const all = Object.fromEntries('abcd'.split('').map((id) => [id, { id }]));
    const of = (ids: string): readonly { id: string }[] => ids.split('').flatMap((id) => all[id] ?? []);
    const difference = listDifference(of('abc'), of(after));
    expect(difference && { put: difference.put.map(({ id }) => id).join(''), gone: difference.gone.join('') }).toEqual(expected);
  });
});

describe('a long list', () => {
  it('is written whole once; a change of it is a line beside it', async () => {
    const document = await settled();
    const before = await stat(base());
    const changed = { ...long, items: [...long.items.slice(1).with(3, { ...item('id-4'), ownName: 'Mine' }), item('new')], chosen: 'new' };
    expect(await document.save(changed)).toEqual({ ok: true, value: null });
    expect((await stat(base())).ino).toBe(before.ino);
    expect(await names()).toEqual(['profiles.changes-1.jsonl', 'profiles.json', 'profiles.last-good.json']);
    expect(await open().load()).toEqual({ value: changed, notes: [], readOnly: false });
  });

  it('that is put in another order is written whole', async () => {
    const document = await settled();
    const turned = { ...long, items: long.items.toReversed() };
    await document.save(turned);
    expect(await names()).toEqual(['profiles.json', 'profiles.last-good.json']);
    expect((await open().load()).value).toEqual(turned);
  });

  it('is written whole again when its log has grown, and old logs go', async () => {
    const document = await settled();
    let value: StoredList = long;
    for (let round = 0; round < 60; round += 1) {
      value = { ...value, items: value.items.with(round % 7, item(`id-${round % 7}`, 8192 + round)) };
      await document.save(value);
    }
    const logs = (await names()).filter((name) => name.includes('changes'));
    expect(logs.length).toBeLessThanOrEqual(2);
    expect(logs).not.toContain('profiles.changes-1.jsonl');
    expect((await open().load()).value).toEqual(value);
  });

  it('goes on in the log after it is opened again', async () => {
    await settled();
    const document = open();
    const { value } = await document.load();
    const renamed = { ...value, items: value.items.with(0, { ...item('id-0'), ownName: 'Mine' }) };
    await document.save(renamed);
    expect(await names()).toContain('profiles.changes-1.jsonl');
    expect((await open().load()).value).toEqual(renamed);
  });
});

describe('a log that was harmed', () => {
  it('by a cut at any byte gives the changes before it, without a word, and the next save is whole', async () => {
    const document = await settled();
    const states: StoredList[] = [{ ...long, chosen: 'id-1' }];
    for (const chosen of ['id-2', 'id-3', 'id-4']) {
      states.push({ ...long, chosen });
      await document.save({ ...long, chosen });
    }
    const whole = await readFile(log(1));
    for (let length = 0; length <= whole.length; length += 1) {
      await writeFile(log(1), whole.subarray(0, length));
      const lines = whole.subarray(0, length).toString().split('\n').length - 1;
      expect(await open().load()).toEqual({ value: states[lines], notes: [], readOnly: false });
    }
    await truncate(log(1), whole.length - 3);
    const again = open();
    await again.load();
    await again.save({ ...long, chosen: 'id-9' });
    expect((await open().load()).value).toEqual({ ...long, chosen: 'id-9' });
  });

  it('in the middle keeps what can be read and says that something was lost', async () => {
    const document = await settled();
    const added = ['one', 'two', 'three'].map((id) => item(id, 10));
    for (const count of [1, 2, 3]) await document.save({ ...long, items: [...long.items, ...added.slice(0, count)] });
    const lines = (await readFile(log(1), 'utf8')).split('\n');
    await writeFile(log(1), [lines[0], `${lines[1]?.slice(0, 20)}#`, lines[2], ''].join('\n'));
    const loaded = await open().load();
    expect(loaded.value.items.slice(60).map(({ id }) => id)).toEqual(['one', 'three']);
    expect(loaded.notes).toEqual([{ kind: 'salvaged', lost: 1 }]);
  });

  it('still counts when the document itself is damaged', async () => {
    const document = await settled();
    await document.save({ ...long, items: [...long.items, item('late', 10)] });
    await writeFile(base(), 'nothing that can be read');
    const loaded = await open().load();
    expect(loaded.value.items.at(-1)?.id).toBe('late');
    expect(loaded.notes).toMatchObject([{ kind: 'last-good' }]);
  });
});

it('a process killed while it adds to the log loses nothing that was saved', async () => {
  await settled();
  const killed = spawnSync(process.execPath, [child, folder, 'late', '10', 'appended']);
  expect(killed.signal).toBe('SIGKILL');
  await copyFile(base(), `${base()}.copy`);
  const loaded = await open().load();
  expect(loaded).toMatchObject({ notes: [], readOnly: false });
  expect(loaded.value.items.slice(0, 60)).toEqual(long.items);
});
