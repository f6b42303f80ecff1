/** Test 17 of the hostile input: names that are paths are names, wherever they come from, and no file is made of them. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { createSubscriptionsDocument } from '../platform/store/subscriptions-document.ts';
import { readSubscriptionHead } from '../core/subscription-headers.ts';
import { startApp } from '../services/testing/app-harness.ts';
import { startListBench, type ListBench } from './list-bench.ts';

const hostile = ['../../x', '..\\..\\x', '/etc/passwd', 'C:\\Windows\\x', 'CON', 'nul.txt', 'trailing.', 'trailing ', 'a\0b', 'x'.repeat(300), '~/x', 'file:///x', '$(touch x)', '%2e%2e%2fx'];

const open: ListBench[] = [];
const folders: string[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((bench) => bench.close()));
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** Percent-encoded as `filename*` has it. */
const extended = (name: string): string => `attachment; filename*=UTF-8''${encodeURIComponent(name)}`;

test.each(hostile)('test 17: %j as the file name of a list is at most a title, without its folders', (name) => {
  for (const header of [extended(name), `attachment; filename="${name.replaceAll('\0', '')}"`]) {
    const { title = '' } = readSubscriptionHead({ 'content-disposition': header }, '');
    expect(title).not.toMatch(/[/\\]/);
    expect(title.length).toBeLessThanOrEqual(200);
  }
});

test.each(hostile)('test 17: a list and a server called %j leave the data folder as it is', async (name) => {
  const folder = mkdtempSync(join(tmpdir(), 'byway-names-'));
  folders.push(folder);
  const document = createSubscriptionsDocument(folder, { now: () => 0 });
  const bench = await startListBench((deps) => {
    Object.assign(deps.subscriptions, { save: document.save.bind(document) });
  });
  open.push(bench);
  bench.say('1\n2', 200, { 'content-disposition': extended(name), 'profile-title': `base64:${Buffer.from(name).toString('base64')}` });
  const id = await bench.add();
  await bench.call('subscriptions.edit', { id, title: name.slice(0, 200) });
  const [server] = bench.snapshot().profiles;
  await bench.call('profiles.rename', { id: server?.id ?? '', name: name.slice(0, 200) });
  expect(readdirSync(folder).filter((file) => !file.startsWith('subscriptions.'))).toEqual([]);
  expect(readdirSync(join(folder, '..')).filter((file) => file === 'x')).toEqual([]);
});

test('test 17: a backup carries such names as text and nothing else, there and back', async () => {
  const bench = await startListBench();
  open.push(bench);
  bench.say(hostile.map((_name, index) => index + 1).join('\n'));
  await bench.add();
  for (const [index, { id }] of bench.snapshot().profiles.entries()) await bench.call('profiles.rename', { id, name: (hostile[index] ?? '').slice(0, 200) });
  const backup = await bench.call('share.backup', { passphrase: 'amber river stone tulip' });
  const here = await startApp();
  await here.call('profiles.unseal', { text: backup.ok ? backup.value.text : '', passphrase: 'amber river stone tulip', withLists: true, withUnsafeLists: true });
  expect(here.snapshot().profiles.map(({ name }) => name)).toEqual(bench.snapshot().profiles.map(({ name }) => name));
  for (const { name } of here.snapshot().profiles) expect(name).not.toContain('\0');
});
