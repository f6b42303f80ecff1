/** What every backend owes a person, whatever lies below it. On other systems than Linux see `backendsHere`. */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { decodeJournal, encodeJournal } from './journal.ts';
import { backendsHere } from './testing/backends.ts';
import { buildRestorer, plan, scriptPlan } from './testing/bench.ts';
import type { Place } from './testing/places.ts';

const done = { ok: true, value: null };
const restored = { ok: true, value: { restored: true } };
const nothing = { ok: true, value: { restored: false } };

beforeAll(() => void buildRestorer());

it('has a backend to try wherever it may change settings', () => {
  const may = process.platform === 'linux' || process.env['BYWAY_TEST_OWN_PROXY'] === '1';
  expect(backendsHere().length > 0).toBe(may);
});

const ways = [
  { way: 'addresses', wanted: plan, moved: { ...plan, port: 41_003, bypass: [] } },
  { way: 'a script', wanted: scriptPlan, moved: { ...scriptPlan, script: { url: 'http://127.0.0.1:41010/fedcba.pac', port: 41_010 } } },
];
const cases = backendsHere().flatMap((backend) => ways.map((way) => ({ ...backend, ...way })));

describe.each(cases)('$name, by $way', ({ start, kinds, exceptions, takeover, wanted, moved }) => {
  const shown = String((wanted.script ?? wanted).port);
  let place: Place;
  beforeEach(async () => {
    place = await start();
  });
  afterEach(() => place.close());

  /** Makes the journal look as if its writer had died with another boot of the computer. */
  function endOwner(): void {
    const file = join(place.dataDir, 'proxy-journal.json');
    const read = decodeJournal(readFileSync(file, 'utf8'));
    if (!read.ok) throw new Error('no journal');
    writeFileSync(file, encodeJournal({ ...read.value, boot: 'at-1' }));
  }

  it.each(Object.entries(kinds))('on and off, twice: %s', async (_, kind) => {
    await place.put(kind);
    const before = await place.dump();
    const control = await place.control();
    for (let round = 0; round < 2; round += 1) {
      expect(await control.enable(wanted)).toEqual(done);
      expect(await control.inEffect()).toBe(true);
      expect(await place.dump()).toContain(shown);
      expect(await control.restore()).toEqual(restored);
      expect(await place.dump()).toBe(before);
    }
    expect(await control.inEffect()).toBe(false);
    expect(place.files()).toEqual([]);
    expect(await control.recover()).toEqual(nothing);
  });

  it('app and guard died; the next start restores', async () => {
    await place.put(kinds['a manual proxy'] ?? {});
    const before = await place.dump();
    expect(await (await place.control()).enable(wanted)).toEqual(done);
    endOwner();
    expect(await (await place.control()).recover()).toEqual(restored);
    expect(await place.dump()).toBe(before);
    expect(place.files()).toEqual([]);
  });

  it.each(Object.entries(kinds))('app and guard died; the engine restores at login, the next start says so: %s', async (_, kind) => {
    await place.put(kind);
    const before = await place.dump();
    expect(await (await place.control()).enable(wanted)).toEqual(done);
    endOwner();
    const words = ['restore-proxy', '--at-login', '--journal', join(place.dataDir, 'proxy-journal.json')];
    expect(execFileSync(buildRestorer(), words, { env: place.environment, encoding: 'utf8' })).toBe('restored\n');
    expect(await place.dump()).toBe(before);
    expect(await (await place.control()).recover()).toEqual(restored);
    expect(place.files()).toEqual([]);
  });

  it('moves to another port without a moment of the earlier settings, and back', async () => {
    await place.put(kinds['a manual proxy'] ?? {});
    const before = await place.dump();
    const control = await place.control();
    expect(await control.enable(wanted)).toEqual(done);
    expect(await control.enable(moved)).toEqual(done);
    expect(await place.dump()).not.toContain(shown);
    expect(await control.restore()).toEqual(restored);
    expect(await place.dump()).toBe(before);
  });

  it('somebody else’s exception list stays, all else returns', async () => {
    const kind = kinds['a manual proxy'] ?? {};
    await place.put(kind);
    await place.change(exceptions);
    const expected = await place.dump();
    await place.put(kind);
    const control = await place.control();
    expect(await control.enable(wanted)).toEqual(done);
    await place.change(exceptions);
    expect(await control.inEffect()).toBe(wanted.script !== undefined); // a script has its own exceptions
    expect(await control.restore()).toEqual(restored);
    expect(await place.dump()).toBe(expected);
  });

  it('another local client that took over stays in effect', async () => {
    await place.put({});
    await place.change(takeover);
    const expected = await place.dump();
    await place.put({});
    const control = await place.control();
    expect(await control.enable(wanted)).toEqual(done);
    await place.change(takeover);
    expect(await control.restore()).toEqual(restored);
    expect(await place.dump()).toBe(expected);
  });

  it('changes between addresses and a script, and leaves nothing of either', async () => {
    await place.put(kinds['a manual proxy'] ?? {});
    const before = await place.dump();
    const control = await place.control();
    const other = wanted.script === undefined ? scriptPlan : plan;
    expect(await control.enable(wanted)).toEqual(done);
    expect(await control.enable(other)).toEqual(done);
    expect(await place.dump()).not.toContain(shown);
    expect(await control.inEffect()).toBe(true);
    expect(await control.restore()).toEqual(restored);
    expect(await place.dump()).toBe(before);
  });
});
