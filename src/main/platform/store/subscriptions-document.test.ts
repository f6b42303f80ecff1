import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { createSubscriptionsDocument, subscriptionsFile } from './subscriptions-document.ts';

const folders: string[] = [];
afterEach(() => folders.splice(0).forEach((folder) => rmSync(folder, { recursive: true })));

function place(text?: string) {
  const folder = mkdtempSync(join(tmpdir(), 'byway-lists-'));
  folders.push(folder);
  const file = join(folder, subscriptionsFile);
  if (text !== undefined) writeFileSync(file, text);
  return { document: createSubscriptionsDocument(folder, { now: () => 0 }), read: () => readFileSync(file, 'utf8') };
}

const item = { id: 'a', addedAt: 1, sealed: 'x', accept: ['plain' as const], way: 'auto' as const, gone: { p: 5 }, rung: 1, quota: { total: 3 }, fault: { code: 'list-status' as const, detail: { status: 404 } } };

test('what is saved comes back', async () => {
  const { document } = place();
  expect(await document.load()).toEqual({ value: { items: [] }, notes: [], readOnly: false });
  expect(await document.save({ items: [item] })).toEqual({ ok: true, value: null });
  expect((await document.load()).value).toEqual({ items: [item] });
});

test('one damaged list costs itself only; what is not known survives', async () => {
  const { document, read } = place(JSON.stringify({ version: 1, later: 7, items: [{ ...item, new: 'kept' }, { id: 'b' }] }));
  const loaded = await document.load();
  expect(loaded.value.items).toEqual([item]);
  expect(loaded.notes).toEqual([{ kind: 'salvaged', lost: 1 }]);
  await document.save({ items: [item] });
  expect(JSON.parse(read())).toEqual({ version: 1, later: 7, rejects: [{ at: 'items', raw: { id: 'b' } }], items: [{ ...item, new: 'kept' }] });
});

test('a file without its list is set aside; one of a later Byway is left alone', async () => {
  expect((await place('{"version":1}').document.load()).notes).toMatchObject([{ kind: 'salvaged' }]);
  expect(await place('{"version":99,"items":[]}').document.load()).toMatchObject({ readOnly: true });
});
