import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { writeParcel } from '../../core/export/parcel.ts';
import { startWithServers } from '../../services/testing/app-harness.ts';
import { sampleProfile } from '../../services/testing/fake-deps.ts';
import { readBackupWish, runBackup, type BackupWish } from './backup-command.ts';
import { createOutput } from './output.ts';
import { addServers } from './server-commands.ts';

const passphrase = 'amber river stone tulip';
const folder = mkdtempSync(join(tmpdir(), 'byway-backup-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function* typed(text: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(text);
}

async function bench(servers: number, json = false) {
  const harness = await startWithServers(servers);
  const [out, err]: [string[], string[]] = [[], []];
  const output = createOutput(json, { out: (text) => out.push(text), err: (text) => err.push(text) }, ['en']);
  const session = { app: harness.app, call: harness.call };
  return { ...harness, out, err, session, output, run: (wish: BackupWish) => runBackup(session, output, wish) };
}

test('everything goes into one text and comes back: servers, names, settings', async () => {
  const there = await bench(2);
  await there.call('settings.change', { theme: 'dark' });
  await there.call('profiles.rename', { id: there.ids[1] ?? '', name: 'mine' });
  expect(await there.run({ kind: 'save', passphrase })).toBe(0);
  const text = there.out.join('').trim();
  const here = await bench(1);
  expect(await here.run({ kind: 'restore', text, passphrase, withUnsafeLists: false })).toBe(0);
  expect(here.snapshot().profiles.map(({ name }) => name)).toEqual(['Server 1', 'mine']);
  expect(here.snapshot().settings.theme).toBe('dark');
  expect(here.out.slice(-2)).toEqual(['lists    0 added\n', 'settings restored\n']);
});

test('add takes servers alone, and the rest where asked for', async () => {
  const there = await bench(1);
  await there.call('settings.change', { theme: 'dark' });
  await there.run({ kind: 'save', passphrase });
  const here = await bench(1);
  const text = there.out.join('').trim();
  for (const withSettings of [false, true]) {
    expect(await addServers(here.session, here.output, [text], { passphrase, withSettings })).toBe(0);
    expect(here.snapshot().settings.theme).toBe(withSettings ? 'dark' : 'system');
  }
});

const lists = [{ id: 'a', url: 'https://one.example/key', way: 'auto' as const, accept: [] }, { id: 'b', url: 'http://10.0.0.1/key', way: 'auto' as const, accept: ['plain' as const, 'private' as const] }];

test('show takes nothing and tells no key; restore leaves unsafe lists, and says so', async () => {
  const { deps, run, out, ...here } = await bench(1);
  const locked = await deps.lockbox.lock(writeParcel([{ profile: sampleProfile(2), list: 'b' }], { lists }), passphrase);
  const text = locked.ok ? locked.value : '';
  expect(await run({ kind: 'show', text, passphrase, withUnsafeLists: false })).toBe(0);
  expect(out.join('')).toContain('list     10.0.0.1  10.0.0.1  (plain, private: only with --yes)');
  expect(out.join('')).not.toContain('key');
  expect([here.snapshot().profiles.length, here.snapshot().subscriptions]).toEqual([1, []]);
  expect(await run({ kind: 'restore', text, passphrase, withUnsafeLists: false })).toBe(0);
  expect(out.join('')).toContain('lists    1 added, 1 left');
  expect(await run({ kind: 'restore', text, passphrase, withUnsafeLists: true })).toBe(0);
  expect(here.snapshot().subscriptions.map(({ host }) => host)).toEqual(['one.example', '10.0.0.1']);
});

test('objects for programs; nothing in it is code 3, wrong words are code 1', async () => {
  const { deps, run, out, err } = await bench(1, true);
  const locked = await deps.lockbox.lock(writeParcel([], { lists }), passphrase);
  const empty = await deps.lockbox.lock(writeParcel([]), passphrase);
  const wish = (text: typeof locked, kind: 'show' | 'restore', words = passphrase): BackupWish => ({ kind, text: text.ok ? text.value : '', passphrase: words, withUnsafeLists: false });
  expect([await run(wish(locked, 'show')), await run(wish(locked, 'restore')), await run(wish(empty, 'show')), await run(wish(empty, 'restore'))]).toEqual([0, 0, 3, 3]);
  expect(JSON.parse(out[0] ?? '')).toMatchObject({ servers: 0, isBackup: false, lists: [{ host: 'one.example', unsafe: [] }, { unsafe: ['plain', 'private'] }] });
  expect(JSON.parse(out[1] ?? '')).toMatchObject({ added: [], lists: 1, listsLeft: 1, settings: 'none' });
  expect(await run(wish(locked, 'restore', 'other words than these'))).toBe(1);
  expect(err.at(-1)).toContain('sealed-wrong');
});

const file = join(folder, 'text');
writeFileSync(file, 'byway1:AAAA');

test.each([
  [{ words: [], yes: false }, passphrase, { fault: { code: 'bad-request' } }],
  [{ words: [], yes: false, passphraseFile: '-' }, 'short', { fault: { code: 'bad-request' } }],
  [{ words: [], yes: false, passphraseFile: '-' }, `${passphrase}\n`, { value: { kind: 'save', passphrase } }],
  [{ words: ['show'], yes: false, passphraseFile: '-' }, passphrase, { fault: { code: 'bad-request' } }],
  [{ words: ['burn', file], yes: false, passphraseFile: '-' }, passphrase, { fault: { code: 'bad-request' } }],
  [{ words: ['restore', '-'], yes: false, passphraseFile: '-' }, passphrase, { fault: { code: 'bad-request' } }],
  [{ words: ['restore', file], yes: false }, passphrase, { fault: { code: 'bad-request' } }],
  [{ words: ['restore', '/nowhere/at-all'], yes: false, passphraseFile: '-' }, passphrase, { fault: { code: 'not-found' } }],
  [{ words: ['restore', file], yes: true, passphraseFile: '-' }, passphrase, { value: { kind: 'restore', text: 'byway1:AAAA', withUnsafeLists: true } }],
])('its words and options: %j', async (line, input, expected) => {
  expect(await readBackupWish(line, typed(input))).toMatchObject(expected);
});
