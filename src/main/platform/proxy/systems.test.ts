/** What is particular to Windows and macOS; what every backend owes stands in contract.test.ts. */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Change } from './backend.ts';
import { errorIn, parseService, parseServices, serviceCommands, type Texts } from './networksetup-text.ts';
import type { Values } from './shape.ts';
import { buildRestorer, plan } from './testing/bench.ts';
import { startFakeMacos, startFakeWindows, type Place } from './testing/places.ts';
import { windowsBypass } from './windows-bypass.ts';

interface Golden {
  readonly services: readonly { readonly text: string; readonly names: readonly string[] }[];
  readonly answers: readonly { readonly name: string; readonly texts: Texts; readonly values: Values | null }[];
  readonly errors: readonly { readonly said: string; readonly code: number; readonly means: string | null }[];
  readonly commands: readonly { readonly name: string; readonly now: Values; readonly changes: readonly Change[]; readonly calls: readonly (readonly string[])[] }[];
}
// The engine's tests read the same file: its shape is theirs to check too.
const golden = JSON.parse(readFileSync(new URL('../../../../engine/golden/networksetup.json', import.meta.url), 'utf8')) as Golden;

const done = { ok: true, value: null };
const restored = { ok: true, value: { restored: true } };
let place: Place;
beforeAll(() => void buildRestorer());
afterEach(() => place?.close());

/** Edits the state below the fakes, as somebody else or the system would. */
function edit(change: (state: State) => State): void {
  writeFileSync(stateFile(), JSON.stringify(change(read())));
}

function read(): State {
  return JSON.parse(readFileSync(stateFile(), 'utf8')) as State; // written by the fakes, whose source is ours
}

function stateFile(): string {
  return place.environment['BYWAY_FAKE_WININET'] ?? place.environment['BYWAY_FAKE_NETWORKSETUP_STATE'] ?? '';
}

/** Of both fakes: see `fakesystem` and `cmd/networksetup` in the engine's folder. */
interface State {
  readonly sets?: Readonly<Record<string, object>>;
  readonly login?: Readonly<Record<string, string>>;
  readonly services?: readonly { readonly name: string; readonly proxies: Readonly<Record<string, object>> }[];
}

async function expectRefusal(code: string): Promise<void> {
  const before = await place.dump();
  expect(await (await place.control()).enable(plan)).toMatchObject({ ok: false, fault: { code } });
  expect(await place.dump()).toBe(before);
  expect(place.files()).toEqual([]);
}

describe('Windows', () => {
  it.each([
    ['a policy keeps the settings for the whole computer', { locked: true }, 'proxy-locked'],
    ['programs see other settings than WinINET took: somebody manages this computer', { managed: true }, 'proxy-locked'],
    ['WinINET takes the settings and loses them', { ignores: true }, 'proxy-not-applied'],
  ])('is left alone, and the fault says why, where %s', async (_where, quirk, code) => {
    place = await startFakeWindows();
    edit((state) => ({ ...state, ...quirk }));
    await expectRefusal(code);
  });

  it('says so when the engine program is missing or answers something else', async () => {
    place = await startFakeWindows();
    writeFileSync(stateFile(), 'torn');
    expect(await (await place.control()).enable(plan)).toMatchObject({ ok: false, fault: { code: 'proxy-not-applied' } });
  });

  it('restores the rest when a connection was deleted meanwhile', async () => {
    place = await startFakeWindows();
    const control = await place.control();
    expect(await control.enable(plan)).toEqual(done);
    edit(({ sets = {}, ...state }) => ({ ...state, sets: Object.fromEntries(Object.entries(sets).filter(([name]) => !name.startsWith('Büro'))) }));
    expect(await control.inEffect()).toBe(true);
    expect(await control.restore()).toEqual(restored);
    expect(await place.dump()).not.toContain(String(plan.port));
  });

  it('has a login command while on, and none afterwards', async () => {
    place = await startFakeWindows();
    const control = await place.control();
    expect(await control.enable(plan)).toEqual(done);
    const [[name, command] = []] = Object.entries(read().login ?? {});
    expect(name).toMatch(/^!BywayRestore-[0-9a-f]{12}$/); // run to its end before it is forgotten
    expect(command).toBe(`"${buildRestorer()}" restore-proxy --at-login --journal "${join(resolve(place.dataDir), 'proxy-journal.json')}"`);
    expect(await control.restore()).toEqual(restored);
    expect(read().login ?? {}).toEqual({});
  });

  it.each([
    ['ranges as wildcards', ['127.0.0.0/8', '192.168.0.0/16', '10.1.2.0/23'], '127.*;192.168.*;10.1.2.*;10.1.3.*;<local>'],
    ['172.16.0.0/12 as sixteen', ['172.16.0.0/12'], `${Array.from({ length: 16 }, (_, index) => `172.${16 + index}.*`).join(';')};<local>`],
    ['names, suffixes, IPv6; ranges of IPv6 and broken entries not at all', ['localhost', '*.local', '::1', 'fe80::/10', 'a;b', '1.2.3.4/0', '300.1.1.1/8'], 'localhost;*.local;[::1];<local>'],
    ['nothing', [], '<local>'],
  ])('writes exceptions: %s', (_, bypass, expected) => expect(windowsBypass(bypass)).toBe(expected));

  it('keeps the exception list within what programs read', () => {
    expect(windowsBypass(Array.from({ length: 500 }, (_, index) => `host-${index}.example`)).length).toBeLessThanOrEqual(2_000);
  });
});

describe('macOS', () => {
  it('says that only an administrator may, before anything is changed', async () => {
    place = await startFakeMacos({ admin: true });
    await expectRefusal('proxy-locked');
  });

  it('is left alone where a proxy has a password, which nobody could put back', async () => {
    place = await startFakeMacos();
    edit(({ services = [] }) => ({ services: services.map((each) => ({ ...each, proxies: { ...each.proxies, webproxy: { enabled: true, server: 'a', port: '1', password: true } } })) }));
    await expectRefusal('proxy-not-applied');
  });

  it('counts an address that macOS keeps, switched off, as gone; for app and engine', async () => {
    place = await startFakeMacos({ keeps: true });
    const control = await place.control();
    expect(await control.enable(plan)).toEqual(done);
    expect(await control.restore()).toEqual(restored);
    expect(await control.enable(plan)).toEqual(done);
    const words = ['restore-proxy', '--journal', join(place.dataDir, 'proxy-journal.json')];
    expect(execFileSync(buildRestorer(), words, { env: place.environment, encoding: 'utf8' })).toBe('restored\n');
    expect(JSON.stringify(read())).not.toContain('"enabled":true');
  });

  it('restores the rest when a service was removed; disabled ones and VPNs are never touched', async () => {
    place = await startFakeMacos();
    const control = await place.control();
    expect(await control.enable(plan)).toEqual(done);
    const touched = (read().services ?? []).filter((each) => JSON.stringify(each).includes(String(plan.port)));
    expect(touched.map(({ name }) => name)).toEqual(['Wi-Fi', 'Büro (2) "it\'s" $HOME']);
    edit(({ services = [] }) => ({ services: services.slice(1) }));
    expect(await control.restore()).toEqual(restored);
    expect(await place.dump()).not.toContain(String(plan.port));
  });

  it.each(golden.services)('finds the services: $names', ({ text, names }) => expect(parseServices(text)).toEqual(names));

  it.each(golden.answers)('reads the answers: $name', ({ texts, values }) => {
    const parsed = parseService(texts);
    expect(parsed.ok ? parsed.value.values : null).toEqual(values);
  });

  it.each(golden.commands)('calls: $name', ({ now, changes, calls }) => expect(serviceCommands(changes, now)).toEqual(calls));

  it.each(golden.errors)('hears errors in what is said: $said with $code', ({ said, code, means }) => {
    const error = errorIn(said, code);
    expect(error === null || error === 'admin' || error === 'no-service' ? error : 'other').toBe(means);
  });
});
