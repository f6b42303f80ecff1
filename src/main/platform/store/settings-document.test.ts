import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { defaultSettings } from '../../../shared/settings.ts';
import { createSettingsDocument } from './settings-document.ts';

let folder = '';
beforeEach(async () => { folder = await mkdtemp(join(tmpdir(), 'byway-settings-')); });
afterEach(() => rm(folder, { recursive: true, force: true }));
const open = () => createSettingsDocument(folder, { now: Date.now, pickPorts: (known) => ({ ...ports, ...known }) });
const put = (value: unknown) => writeFile(join(folder, 'settings.json'), JSON.stringify(value));
const onDisk = async (): Promise<unknown> => JSON.parse(await readFile(join(folder, 'settings.json'), 'utf8'));
const ports = { local: 20001, systemProxy: 20002, script: 20003 };

test('a fresh install has the defaults and its ports, kept once saved', async () => {
  const document = open();
  const { value } = await document.load();
  expect(value.settings).toEqual(defaultSettings);
  await document.save(value);
  expect(await open().load()).toEqual({ value, notes: [], readOnly: false });
});

test('one bad setting falls back to its default and is kept; the others stay', async () => {
  await put({ version: 1, settings: { theme: 'sepia', language: 'fa', checkAddresses: ['ftp://x'], keepRunning: false }, ports });
  const document = open();
  const loaded = await document.load();
  expect(loaded.value).toEqual({ settings: { ...defaultSettings, language: 'fa', keepRunning: false }, ports });
  expect(loaded.notes).toEqual([{ kind: 'salvaged', lost: 2 }]);
  await document.save(loaded.value);
  const rejects = [{ at: 'settings.theme', raw: 'sepia' }, { at: 'settings.checkAddresses', raw: ['ftp://x'] }];
  expect(await onDisk()).toEqual({ version: 1, settings: { language: 'fa', keepRunning: false }, ports, rejects });
});

test('the same bad setting again replaces the one kept before', async () => {
  await put({ version: 1, settings: { theme: 'b' }, ports, rejects: [{ at: 'settings.theme', raw: 'a' }, { at: 'settings.language', raw: 'x' }] });
  const document = open();
  await document.save((await document.load()).value);
  expect(await onDisk()).toMatchObject({ rejects: [{ at: 'settings.language', raw: 'x' }, { at: 'settings.theme', raw: 'b' }] });
});

test('unknown settings and members survive', async () => {
  await put({ version: 1, settings: { theme: 'dark', later: [1] }, ports, colour: 1 });
  const document = open();
  const { value } = await document.load();
  await document.save({ ...value, settings: { ...value.settings, theme: 'light' } });
  expect(await onDisk()).toEqual({ version: 1, colour: 1, settings: { theme: 'light', later: [1] }, ports });
});

test('a default that was never changed is not written, so a better one reaches the person', async () => {
  const document = open();
  const { value } = await document.load();
  await document.save({ ...value, settings: { ...value.settings, theme: 'dark' } });
  expect(await onDisk()).toMatchObject({ settings: { theme: 'dark' } });
  expect(JSON.stringify(await onDisk())).not.toContain('gstatic');
});

test.each([
  ['settings that are no object', { version: 1, settings: 'dark', ports }, [{ at: 'settings', raw: 'dark' }]],
  ['equal ports', { version: 1, settings: {}, ports: { local: 20001, systemProxy: 20001 } }, [{ at: 'ports' }]],
  ['a port out of range', { version: 1, settings: {}, ports: { local: 0, systemProxy: 20001 } }, [{ at: 'ports' }]],
])('%s are replaced and kept', async (_name, value, rejects) => {
  await put(value);
  const document = open();
  const loaded = await document.load();
  expect(loaded.notes).toEqual([{ kind: 'salvaged', lost: 1 }]);
  await document.save(loaded.value);
  expect(await onDisk()).toMatchObject({ rejects });
});

test('a file without settings is a damaged one', async () => {
  await put({ version: 1, settingz: { theme: 'dark' }, ports });
  expect(await open().load()).toMatchObject({ notes: [{ kind: 'salvaged', keptAs: expect.stringContaining('settings.damaged-') as string }] });
});

test('an install of a version without a port for the script keeps its ports and gets one', async () => {
  await put({ version: 1, settings: {}, ports: { local: 20007, systemProxy: 20008 } });
  expect(await open().load()).toMatchObject({ value: { ports: { local: 20007, systemProxy: 20008, script: 20003 } }, notes: [] });
});
