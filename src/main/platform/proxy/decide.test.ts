import { readFileSync } from 'node:fs';
import { assert, constantFrom, infiniteStream, nat, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decide } from './decide.ts';
import { editLines } from './ini-lines.ts';
import { decodeJournal, encodeJournal, type Journal } from './journal.ts';
import { isLoopback, keysOf, shapeOf, type StoreName, type Values } from './shape.ts';

interface Golden {
  readonly port: number;
  readonly ours: Readonly<Record<StoreName, Values>>;
  readonly keys: Readonly<Record<StoreName, readonly string[]>>;
  readonly scriptPort: number;
  readonly script: Readonly<Record<StoreName, Values>>;
  readonly decide: readonly Row[];
  readonly edits: readonly { readonly name: string; readonly text: string; readonly changes: Values; readonly result: string }[];
  readonly journal: { readonly content: string; readonly value: Journal };
  readonly damaged: readonly { readonly name: string; readonly content: string }[];
}
interface Row {
  readonly name: string;
  readonly store: StoreName;
  readonly wrote?: 'script';
  readonly before: Values;
  readonly earlier?: Values;
  readonly earlierPort?: number;
  readonly written?: readonly string[];
  readonly changed: Values;
  readonly writes: Values;
  readonly left: readonly string[];
}

// The engine's tests read the same file: its shape is theirs to check too.
const golden = JSON.parse(readFileSync(new URL('../../../../engine/golden/restore.json', import.meta.url), 'utf8')) as Golden;

it.each(Object.entries(golden.keys))('%s has the keys of the table', (store, keys) => {
  expect(keysOf(shapeOf(store as StoreName)).toSorted()).toEqual(keys); // the table's keys are the stores' names
});

describe('deciding key by key', () => {
  it.each(golden.decide)('$store: $name', (row) => {
    const ours = golden[row.wrote ?? 'ours'][row.store];
    const ports = row.wrote === 'script' ? [golden.port, golden.scriptPort] : [golden.port];
    const written = Object.fromEntries(Object.entries(ours).filter(([key]) => row.written?.includes(key) ?? true));
    const decision = decide({
      store: row.store,
      before: row.before,
      ours: row.earlier === undefined ? [ours] : [row.earlier, ours],
      ports: row.earlierPort === undefined ? ports : [row.earlierPort, ...ports],
      current: { ...row.before, ...written, ...row.changed },
    });
    expect(decision).toEqual({ writes: row.writes, left: row.left });
  });

  it('never leaves an address at our port, whatever was there and whoever changed it', () => {
    assert(property(constantFrom<StoreName>('gsettings', 'kioslaverc', 'wininet', 'networksetup'), constantFrom('ours' as const, 'script' as const), infiniteStream(nat(99)), (store, wrote, stream) => {
      const situation = invent(store, golden[wrote][store], stream);
      const after = { ...situation.current, ...decide(situation).writes };
      const shape = shapeOf(store);
      for (const endpoint of shape.endpoints) {
        const isOurs = shape.addressesOf(after, endpoint).some((address) => isLoopback(address.host) && situation.ports.includes(address.port));
        expect(isOurs).toBe(false);
      }
      expect(decide({ ...situation, current: after }).writes).toEqual({}); // restoring twice changes nothing more
    }), { numRuns: 2_000 });
  });
});

describe('editing kioslaverc', () => {
  it.each(golden.edits)('$name', ({ text, changes, result }) => expect(editLines(text, changes)).toBe(result));
});

describe('the journal', () => {
  it('is read as written, and written as the engine reads it', () => {
    expect(decodeJournal(golden.journal.content)).toEqual({ ok: true, value: golden.journal.value });
    expect(encodeJournal(golden.journal.value)).toBe(golden.journal.content);
  });

  it.each(golden.damaged)('is refused: $name', ({ content }) => expect(decodeJournal(content).ok).toBe(false));

  it('is refused with any character changed or anything cut off', () => {
    const { content } = golden.journal;
    for (let index = 0; index < content.length; index += 3) {
      const code = content.charCodeAt(index);
      const flipped = content.slice(0, index) + String.fromCharCode(code ^ (1 << index % 7)) + content.slice(index + 1);
      expect(decodeJournal(flipped).ok).toBe(false);
      expect(decodeJournal(content.slice(0, index)).ok).toBe(false);
    }
  });
});

/** A situation in which every key holds, by chance, what was before, what Byway wrote, or somebody's value. */
function invent(store: StoreName, ours: Values, stream: Iterator<number>): Parameters<typeof decide>[0] {
  const next = (below: number): number => Number(stream.next().value) % below;
  const before: Record<string, string | null> = {};
  const current: Record<string, string | null> = {};
  for (const key of keysOf(shapeOf(store))) {
    const values = [null, ours[key] ?? null, ...foreignValues(store, key)];
    before[key] = values[next(values.length)] ?? null;
    current[key] = [before[key], ours[key] ?? null, values[next(values.length)] ?? null][next(3)] ?? null;
  }
  return { store, before, ours: [ours], ports: [golden.port, golden.scriptPort], current };
}

function foreignValues(store: StoreName, key: string): readonly string[] {
  if (store === 'kioslaverc') {
    if (key === 'Proxy Config Script') return [`${key}=http://pac.corp/a`, `${key}=http://[::1]:${golden.scriptPort}/x`];
    return key === 'ProxyType' ? ['ProxyType=0', 'ProxyType=2'] : [`${key}=http://10.0.0.1 8080`, `${key}=localhost:${golden.port}`, `${key}=http://127.0.0.1 7890`];
  }
  if (store === 'wininet') {
    if (key === 'autoconfig') return ['http://pac.corp/a', `HTTP://me@localhost:${golden.scriptPort}`];
    return key === 'flags' ? ['1', '5', '11'] : key === 'server' ? ['10.0.0.1:80', `http=x:1;socks=localhost:${golden.port}`, '127.0.0.1:7890'] : ['mine'];
  }
  if (store === 'networksetup') {
    if (key === 'pac/url') return ['http://pac.corp/a', `http://127.1.2.3:${golden.scriptPort}/x`];
    if (key.endsWith('/server')) return ['10.0.0.1', 'localhost'];
    return key.endsWith('/port') ? ['7890', String(golden.port)] : ['Yes', 'No'];
  }
  if (key.endsWith('/host')) return ["'10.0.0.1'", "'localhost'", "''"];
  if (key.endsWith('/port')) return ['7890', '0', String(golden.port)];
  if (key === 'autoconfig-url') return ["'http://pac.corp/a'", `'http://127.0.0.1:${golden.scriptPort}/x'`];
  return key === 'mode' ? ["'none'", "'auto'"] : ["['mine']"];
}
