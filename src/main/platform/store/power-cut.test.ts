/** Test 5 of the proofs, the list of servers: what was acknowledged is there after any power cut, and all else with it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { projectRoot } from '../../../../e2e/project.ts';
import { acquireLock } from '../lock.ts';
import { random } from '../random.ts';
import { openKeyFileBox } from '../secrets/key-file.ts';
import { powerCuts, readDisk, writeDisk, type Disk } from '../testing/disk-cuts.ts';
import { traceDisk, type DiskOperation } from '../testing/disk-trace.ts';
import { createProfilesDocument } from './profiles-document.ts';
import { createSettingsDocument } from './settings-document.ts';

const home = mkdtempSync(join(tmpdir(), 'byway-power-'));
const folder = join(home, 'data');
const program = join(projectRoot, 'out', 'node', 'byway.js');
const environment = { PATH: process.env['PATH'], HOME: home, NODE_COMPILE_CACHE: '' };
const now = Date.now;
let tried = 0;

afterAll(() => {
  process.stdout.write(`\npower cuts of the list of servers: ${tried} states of the disk, no server lost\n`);
  rmSync(home, { recursive: true, force: true });
});

const link = (port: number): string => `ss://${Buffer.from('aes-256-gcm:a secret word').toString('base64url')}@192.0.2.1:${port}#S${port}`;
/** What a person does on a new computer, and the ports of the servers that must be there afterwards. */
const doings: readonly { readonly words: readonly string[]; readonly servers: readonly number[] }[] = [
  { words: ['add', link(1001)], servers: [1001] },
  { words: ['add', link(1002), link(1003)], servers: [1001, 1002, 1003] },
  { words: ['settings', 'set', 'useSystemProxy', 'false'], servers: [1001, 1002, 1003] },
  { words: ['remove', 'S1002'], servers: [1001, 1003] },
  { words: ['add', link(1004)], servers: [1001, 1003, 1004] },
  { words: ['remove', 'S1001', 'S1003'], servers: [1004] },
  { words: ['add', link(1005), link(1006)], servers: [1004, 1005, 1006] },
];

interface Recorded {
  readonly start: Disk;
  readonly operations: readonly DiskOperation[];
  /** How many operations had been done when each doing was acknowledged. */
  readonly ends: readonly number[];
}

function record(): Recorded {
  const start = readDisk([home]);
  const operations: DiskOperation[] = [];
  const ends = doings.map(({ words }) => {
    operations.push(...traceDisk({ program: process.execPath, words: [program, ...words, '--data-dir', folder], environment, roots: [home] }));
    return operations.push({ kind: 'said', text: 'done' });
  });
  return { start, operations, ends };
}

async function serversThere(): Promise<readonly number[]> {
  const [box, loaded] = await Promise.all([openKeyFileBox({ folder, random }), createProfilesDocument(folder, { now }).load()]);
  return loaded.value.items.map((item) => {
    const opened = box.open(item.sealed);
    return opened.ok ? (JSON.parse(opened.value) as { readonly port: number }).port : -1; // sealed by the program itself
  });
}

it('5: the power goes at any write while servers are added and removed: none is lost, the folder opens', async () => {
  const { start, operations, ends } = record();
  for (const cut of powerCuts(start, operations)) {
    writeDisk([home], cut.disk);
    if (!cut.disk.has(folder)) continue; // before the very first server
    const done = ends.filter((end) => end <= cut.after).length;
    const allowed = [doings[done - 1]?.servers ?? [], ...(ends.includes(cut.after) ? [] : [doings[done]?.servers ?? []])];
    expect(allowed, `after operation ${cut.after}`).toContainEqual(await serversThere());
    const settings = await createSettingsDocument(folder, { now, pickPorts: (kept) => ({ local: 20_001, systemProxy: 20_002, script: 20_003, ...kept }) }).load();
    if (done > 2) expect(settings.value.settings.useSystemProxy).toBe(false);
    const lock = await acquireLock({ folder, host: 'cli', now, random });
    expect(lock.ok).toBe(true);
    tried += 1;
  }
  expect(tried).toBeGreaterThan(500);
}, 120_000);
