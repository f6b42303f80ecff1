/**
 * What a disk may hold after the power went, by what POSIX promises and no more: bytes last when their file was synced,
 * names when their folder was. Until then bytes are there, partly there, zeros or missing, and each change of a name has
 * happened or not, in any order (rename and link are whole or not at all).
 */
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { DiskOperation } from './disk-trace.ts';

/** Path → content; null for a folder. */
export type Disk = ReadonlyMap<string, Buffer | null>;

export interface Cut {
  readonly disk: Disk;
  /** How many operations had been done. */
  readonly after: number;
}

interface Node {
  readonly isFolder: boolean;
  /** As last synced; undefined: never. */
  synced?: Buffer;
  bytes: Buffer;
}

interface NameChange {
  readonly names: readonly (readonly [path: string, node: Node | undefined])[];
}

/** Above this, only the oldest changes and each single one are taken, not every choice of them. */
const mostChoices = 5;

/**
 * Every state that a power cut may leave at any moment of these operations, each once between two things said: what was
 * promised by then differs.
 */
export function powerCuts(start: Disk, operations: readonly DiskOperation[]): readonly Cut[] {
  const lasting = new Map<string, Node>([...start].map(([path, content]) => [path, content === null ? folder() : { isFolder: false, synced: content, bytes: content }]));
  const roots = [...start.keys()].filter((path) => !start.has(dirname(path)));
  const now = new Map(lasting);
  let open: NameChange[] = [];
  const seen = new Set<string>();
  const cuts: Cut[] = [];
  const collect = (after: number): void => {
    for (const names of choices(lasting, open)) {
      for (const disk of contents(names, roots)) {
        const mark = [...disk].map(([path, bytes]) => `${path}\0${bytes?.toString('latin1') ?? '/'}`).toSorted().join('\0');
        if (seen.has(mark)) continue;
        seen.add(mark);
        cuts.push({ disk, after });
      }
    }
  };
  collect(0);
  operations.forEach((operation, index) => {
    if (operation.kind === 'said') seen.clear();
    if (operation.kind === 'sync') open = sync(operation.path, now, lasting, open);
    else open.push(...apply(operation, now));
    collect(index + 1);
  });
  return cuts;
}

function folder(): Node {
  return { isFolder: true, bytes: Buffer.alloc(0) };
}

/** Does it in memory, and answers what it changed in names. */
function apply(operation: DiskOperation, now: Map<string, Node>): readonly NameChange[] {
  const change = changeOf(operation, now);
  for (const [path, node] of change) {
    if (node === undefined) now.delete(path);
    else now.set(path, node);
  }
  return change.length === 0 ? [] : [{ names: change }];
}

function changeOf(operation: DiskOperation, now: ReadonlyMap<string, Node>): NameChange['names'] {
  if (operation.kind === 'run' || operation.kind === 'said') return [];
  const node = now.get(operation.path);
  switch (operation.kind) {
    case 'make':
      return node === undefined ? [[operation.path, operation.isFolder ? folder() : { isFolder: false, bytes: Buffer.alloc(0) }]] : [];
    case 'empty':
      if (node !== undefined) node.bytes = Buffer.alloc(0);
      return [];
    case 'write':
      if (node !== undefined) node.bytes = Buffer.concat([node.bytes, operation.bytes]);
      return [];
    case 'rename':
      return [[operation.path, undefined], [operation.to, node]];
    case 'link':
      return [[operation.to, node]];
    case 'remove':
      return [[operation.path, undefined]];
    case 'sync':
      return [];
  }
}

/** A file's bytes last, or the names directly in a folder do; answers the changes still open. */
function sync(path: string, now: ReadonlyMap<string, Node>, lasting: Map<string, Node>, open: readonly NameChange[]): NameChange[] {
  const node = now.get(path);
  if (node?.isFolder === false) node.synced = node.bytes;
  if (node?.isFolder !== true) return [...open];
  const isHere = (change: NameChange): boolean => change.names.some(([name]) => dirname(name) === path);
  for (const change of open.filter(isHere)) put(lasting, change);
  return open.filter((change) => !isHere(change));
}

function put(names: Map<string, Node>, change: NameChange): void {
  for (const [path, node] of change.names) {
    if (node === undefined) names.delete(path);
    else names.set(path, node);
  }
}

/** The names after each choice of open changes. */
function* choices(lasting: ReadonlyMap<string, Node>, open: readonly NameChange[]): Generator<ReadonlyMap<string, Node>> {
  const every = 2 ** Math.min(open.length, mostChoices);
  const free = open.slice(-mostChoices);
  const before = open.slice(0, -free.length || undefined);
  for (let choice = 0; choice < every; choice += 1) {
    const names = new Map(lasting);
    if (open.length > mostChoices) for (const change of before) put(names, change);
    free.forEach((change, index) => (choice & (1 << index)) !== 0 && put(names, change));
    yield names;
  }
}

/** The disks that these names may show, by what became of bytes that were not synced. One file at a time is torn. */
function* contents(names: ReadonlyMap<string, Node>, roots: readonly string[]): Generator<Disk> {
  const reachable = [...names].filter(([path]) => roots.includes(path) || names.get(dirname(path))?.isFolder === true);
  const whole = new Map(reachable.map(([path, node]) => [path, node.isFolder ? null : node.bytes]));
  yield whole;
  for (const node of new Set(reachable.map(([, each]) => each))) {
    if (node.isFolder || node.synced === node.bytes) continue;
    for (const torn of tornVersions(node)) yield new Map([...whole].map(([path, bytes]) => [path, names.get(path) === node ? torn : bytes]));
  }
}

function tornVersions({ bytes, synced = Buffer.alloc(0) }: Node): readonly Buffer[] {
  const parts = Array.from({ length: 7 }, (_, index) => bytes.subarray(0, Math.floor((bytes.length * (index + 1)) / 8)));
  return [synced, Buffer.alloc(0), ...parts, Buffer.alloc(bytes.length)];
}

/** Everything below these folders, themselves included. */
export function readDisk(roots: readonly string[]): Disk {
  const disk = new Map<string, Buffer | null>();
  const walk = (path: string): void => {
    disk.set(path, null);
    for (const entry of readdirSync(path, { withFileTypes: true })) {
      const inside = join(path, entry.name);
      if (entry.isDirectory()) walk(inside);
      else disk.set(inside, readFileSync(inside));
    }
  };
  roots.forEach(walk);
  return disk;
}

/** Makes the folders hold exactly that. */
export function writeDisk(roots: readonly string[], disk: Disk): void {
  for (const root of roots) rmSync(root, { recursive: true, force: true });
  for (const [path, bytes] of [...disk].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    if (bytes === null) mkdirSync(path, { recursive: true, mode: 0o700 });
    else writeFileSync(path, bytes, { mode: 0o600 });
  }
}
