/** Test 5 of the proofs, the order on the disk as strace sees it: first the durable journal, then the first change. */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { traceDisk, type DiskOperation } from '../testing/disk-trace.ts';
import { buildIdleGuard, startBench, type Bench } from './testing/bench.ts';

const child = fileURLToPath(new URL('./testing/proxy-child.ts', import.meta.url));
let bench: Bench;
beforeEach(async () => {
  bench = await startBench('kde');
  bench.desktop.gsettings('set', 'org.gnome.system.proxy', 'mode', 'auto');
});
afterEach(() => bench.close());

/** strace waits for the watch on the settings too, which ends when they are given back: on and off, always. */
function trace(): readonly DiskOperation[] {
  const config = join(bench.desktop.home, '.config');
  return traceDisk({ program: process.execPath, words: [child, bench.dataDir, buildIdleGuard(), 'enable', 'restore'], environment: bench.desktop.env, roots: [bench.dataDir, config] });
}

/** Where it happens first at or after a place; the test fails where it never does. */
function find(operations: readonly DiskOperation[], fits: (operation: DiskOperation) => boolean, from = 0): number {
  const found = operations.findIndex((operation, index) => index >= from && fits(operation));
  expect(found).toBeGreaterThanOrEqual(0);
  return found;
}

const isChange = (operation: DiskOperation): boolean => operation.kind === 'run' && operation.words[0] === 'gsettings' && ['set', 'reset'].includes(operation.words[1] ?? '');
const isKdeChange = (operation: DiskOperation): boolean => operation.kind === 'rename' && operation.to.endsWith('/kioslaverc');
const journal = (): string => join(bench.dataDir, 'proxy-journal.json');

describe('5: strace shows that', () => {
  it('the journal’s bytes, its name and its folder are durable before the first setting is changed', () => {
    const all = trace();
    const operations = all.slice(0, find(all, (operation) => operation.kind === 'said'));
    const named = find(operations, (operation) => (operation.kind === 'link' || operation.kind === 'rename') && operation.to === journal());
    const { path } = operations[named] as { readonly path: string }; // a link or rename has one
    const written = find(operations, (operation) => operation.kind === 'write' && operation.path === path);
    const synced = find(operations, (operation) => operation.kind === 'sync' && operation.path === path, written);
    const lasting = find(operations, (operation) => operation.kind === 'sync' && operation.path === bench.dataDir, named);
    expect([written, synced, named, lasting].toSorted((a, b) => a - b)).toEqual([written, synced, named, lasting]);
    expect(find(operations, isChange)).toBeGreaterThan(lasting);
    expect(find(operations, isKdeChange)).toBeGreaterThan(lasting);
    expect(operations.filter(isChange).map((operation) => operation.kind === 'run' && operation.words[3])).toEqual(
      ['port', 'host', 'port', 'host', 'port', 'host', 'ignore-hosts', 'mode'],
    );
  });

  it('the journal goes only when every setting is back and the file among them is durable', () => {
    const operations = trace();
    const told = find(operations, (operation) => operation.kind === 'said');
    const removed = find(operations, (operation) => operation.kind === 'remove' && operation.path.startsWith(join(bench.dataDir, 'proxy-journal.restoring-')), told);
    expect(operations.findLastIndex(isChange)).toBeLessThan(removed);
    const back = find(operations, isKdeChange, told);
    expect(find(operations, (operation) => operation.kind === 'sync' && operation.path === join(bench.desktop.home, '.config'), back)).toBeLessThan(removed);
    expect(find(operations, (operation) => operation.kind === 'sync' && operation.path === bench.dataDir, removed)).toBeGreaterThan(removed);
  });
});
