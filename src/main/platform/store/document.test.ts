import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { StoredItem, StoredList } from '../../services/stored.ts';
import { createProfilesDocument } from './profiles-document.ts';

const now = () => Date.UTC(2026, 10, 24, 12);
const item = (id: string): StoredItem => ({ id, source: { kind: 'paste' }, addedAt: 1, sealed: `v1.${id}` });
const list = (...ids: string[]): StoredList => ({ items: ids.map(item) });

let folder = '';
let file = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'byway-store-'));
  file = join(folder, 'profiles.json');
});
afterEach(() => rm(folder, { recursive: true, force: true }));
const open = () => createProfilesDocument(folder, { now });
const onDisk = async (): Promise<unknown> => JSON.parse(await readFile(file, 'utf8'));

test('a fresh folder gives an empty list, no note, and nothing is written', async () => {
  expect(await open().load()).toEqual({ value: { items: [] }, notes: [], readOnly: false });
  expect(await readdir(folder)).toEqual([]);
});

test('what was saved is loaded again; file and copy are for this person only', async () => {
  const document = open();
  expect(await document.save({ ...list('a', 'b'), chosen: 'b' })).toEqual({ ok: true, value: null });
  expect(await open().load()).toEqual({ value: { ...list('a', 'b'), chosen: 'b' }, notes: [], readOnly: false });
  expect((await readdir(folder)).toSorted()).toEqual(['profiles.json', 'profiles.last-good.json']);
  for (const name of await readdir(folder)) expect((await stat(join(folder, name))).mode & 0o777).toBe(0o600);
});

test('saves that arrive together end with the newest value, and every one is answered', async () => {
  const document = open();
  const answers = await Promise.all([document.save(list('a')), document.save(list('b')), document.save(list('c')), document.save(list('d'))]);
  expect(answers.every(({ ok }) => ok)).toBe(true);
  expect((await open().load()).value).toEqual(list('d'));
});

test('a load between two saves sees the first', async () => {
  const document = open();
  const first = document.save(list('a'));
  const seen = document.load();
  const second = document.save(list('b'));
  await Promise.all([first, second]);
  expect((await seen).value).toEqual(list('a'));
  expect((await open().load()).value).toEqual(list('b'));
});

test('the last good copy is the version before', async () => {
  const document = open();
  await document.save(list('a'));
  await document.save(list('a', 'b'));
  expect(JSON.parse(await readFile(join(folder, 'profiles.last-good.json'), 'utf8'))).toMatchObject(list('a'));
});

test('an unreadable file is put aside with its date and the last good copy is used', async () => {
  await open().save(list('a', 'b'));
  await writeFile(file, 'not json');
  const loaded = await open().load();
  expect(loaded.value).toEqual(list('a', 'b'));
  expect(loaded.notes).toEqual([{ kind: 'last-good', lost: 0, keptAs: 'profiles.damaged-2026-11-24T12-00-00-000Z.json' }]);
  expect(await readFile(join(folder, 'profiles.damaged-2026-11-24T12-00-00-000Z.json'), 'utf8')).toBe('not json');
});

test('damage again at the same moment does not overwrite what was put aside', async () => {
  await open().save(list('a'));
  await writeFile(file, 'first');
  await open().load();
  await writeFile(file, 'second');
  await open().load();
  const aside = (await readdir(folder)).filter((name) => name.includes('damaged')).toSorted();
  expect(await Promise.all(aside.map((name) => readFile(join(folder, name), 'utf8')))).toEqual(['second', 'first']);
});

test('a missing file with a copy beside it is noticed', async () => {
  await open().save(list('a'));
  await rm(file);
  expect(await open().load()).toMatchObject({ value: list('a'), notes: [{ kind: 'last-good', lost: 0 }] });
});

test('with file and copy damaged both are kept, and whole lines of the file are saved', async () => {
  await open().save(list('a', 'b', 'c'));
  const text = await readFile(file, 'utf8');
  await writeFile(file, text.slice(0, text.indexOf('"id":"c"')));
  await writeFile(join(folder, 'profiles.last-good.json'), '');
  const document = open();
  const loaded = await document.load();
  expect(loaded.value).toEqual(list('a', 'b'));
  expect(loaded.notes).toMatchObject([{ kind: 'salvaged', lost: 1 }]);
  expect((await readdir(folder)).filter((name) => name.includes('damaged'))).toHaveLength(2);
  expect(await document.save(loaded.value)).toMatchObject({ ok: true });
  expect(await onDisk()).toMatchObject({ ...list('a', 'b'), rejects: [{ at: 'items' }] });
});

test('bad items are kept raw and told once; the others load', async () => {
  const bad = [{ id: 'x' }, 7, { ...item('a'), sealed: '' }, item('b')];
  await writeFile(file, JSON.stringify({ version: 1, items: [item('a'), ...bad, item('b')] }));
  const document = open();
  const loaded = await document.load();
  expect(loaded).toMatchObject({ value: list('a', 'b'), notes: [{ kind: 'salvaged', lost: 4 }] });
  await document.save(loaded.value);
  expect(await onDisk()).toMatchObject({ items: [item('a'), item('b')], rejects: [...bad.slice(0, 3), item('b')].map((raw) => ({ at: 'items', raw })) });
  expect((await open().load()).notes).toEqual([]);
});

test('an item once refused comes back when it fits', async () => {
  await writeFile(file, JSON.stringify({ version: 1, items: [], rejects: [{ at: 'items', raw: item('a') }, 'foreign'] }));
  const document = open();
  expect(await document.load()).toEqual({ value: list('a'), notes: [], readOnly: false });
  await document.save(list('a'));
  expect(await onDisk()).toEqual({ version: 1, rejects: ['foreign'], items: [item('a')] });
});

test('one line that is no JSON costs one item and stays in the file', async () => {
  await open().save(list('a', 'b', 'c'));
  await writeFile(file, (await readFile(file, 'utf8')).replace('{"id":"b"', '{"id":"b'));
  const document = open();
  const loaded = await document.load();
  expect(loaded).toMatchObject({ value: list('a', 'c'), notes: [{ kind: 'salvaged', lost: 1 }] });
  await document.save(loaded.value);
  expect(JSON.stringify(await onDisk())).toContain('v1.b');
});

test('members of a newer Byway survive in document, item and source', async () => {
  const rich = { ...item('a'), later: { deep: [1] }, source: { kind: 'paste', device: 'phone' } };
  await writeFile(file, JSON.stringify({ version: 1, colour: 'red', items: [rich, item('b')], ['__proto__']: { polluted: 1 } }, null, 2));
  const document = open();
  const { value } = await document.load();
  await document.save({ ...value, items: value.items.map((one) => ({ ...one, ownName: 'Mine' })) });
  expect(await onDisk()).toMatchObject({ colour: 'red', items: [{ ...rich, ownName: 'Mine' }, { ...item('b'), ownName: 'Mine' }] });
  expect(await readFile(file, 'utf8')).toContain('"__proto__":{"polluted":1}');
  expect('polluted' in {}).toBe(false);
});

test('a document without a number is brought to the present format', async () => {
  await writeFile(file, JSON.stringify({ items: [item('a')] }));
  const document = open();
  const loaded = await document.load();
  expect(loaded).toEqual({ value: list('a'), notes: [], readOnly: false });
  await document.save(loaded.value);
  expect(await onDisk()).toMatchObject({ version: 1 });
});

test.each([
  ['readable', { version: 99, items: [item('a')], later: true }, list('a')],
  ['of another shape', { version: 99, servers: {} }, list()],
])('a newer document %s is never overwritten', async (_name, newer, expected) => {
  await writeFile(file, JSON.stringify(newer));
  const document = open();
  expect(await document.load()).toEqual({ value: expected, notes: [{ kind: 'read-only', lost: 0 }], readOnly: true });
  expect(await document.save(list('b'))).toMatchObject({ ok: false, fault: { code: 'store-read-only' } });
  expect(await onDisk()).toEqual(newer);
  expect(await readdir(folder)).toEqual(['profiles.json']);
});

test('a save without a load before it keeps what the file holds beyond the value', async () => {
  await writeFile(file, JSON.stringify({ version: 1, later: 1, items: [{ ...item('a'), extra: 2 }, 'bad'] }));
  expect(await open().save(list('a'))).toMatchObject({ ok: true });
  expect(await onDisk()).toMatchObject({ later: 1, items: [{ extra: 2 }], rejects: [{ raw: 'bad' }] });
});

test('a folder in place of the file is left alone', async () => {
  const blocked = join(folder, 'inner');
  const document = createProfilesDocument(blocked, { now });
  expect(await document.load()).toMatchObject({ value: list(), notes: [] });
  expect(await document.save(list('a'))).toMatchObject({ ok: false, fault: { code: 'store-read-only' } });
});
