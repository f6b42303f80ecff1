/**
 * Every backend in a place where the contract suite can try it: real stores in a private Linux desktop, Windows' and
 * macOS' over fakes of what lies below them (WinINET, networksetup), and on those systems the computer's own settings.
 */
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDesktop } from '../../../../../e2e/desktop.ts';
import type { ProxyControl } from '../../../services/deps.ts';
import { run, type Run } from '../../run.ts';
import type { Change, Stores } from '../backend.ts';
import { createProxyControl } from '../control.ts';
import { pickStores } from '../pick.ts';
import { keysOf, shapeOf, type Values } from '../shape.ts';
import { buildIdleGuard, buildNetworksetup, buildRestorer } from './bench.ts';

export interface Place {
  readonly dataDir: string;
  readonly environment: NodeJS.ProcessEnv;
  /** Another start of the app. Its guard restores nothing: what does is the test's choice. */
  control(): Promise<ProxyControl>;
  /** Puts one kind of earlier settings in place of whatever is there. */
  put(values: Values): Promise<void>;
  /** Somebody changes some keys. */
  change(values: Values): Promise<void>;
  /** Everything that is stored. */
  dump(): Promise<string>;
  files(): readonly string[];
  close(): Promise<void>;
}

export interface Backend {
  readonly name: string;
  readonly start: () => Promise<Place>;
  /** Earlier settings by kind; keys not named are unset. */
  readonly kinds: Readonly<Record<string, Values>>;
  /** Another exception list, and another local client's address in every place. */
  readonly exceptions: Values;
  readonly takeover: Values;
}

type System = 'linux' | 'win32' | 'darwin';

/** A place over the stores themselves, whose settings are put by their own `write`. */
export async function startPlace(system: System, environment: NodeJS.ProcessEnv, below: Run, extra: Extra): Promise<Place> {
  const home = mkdtempSync(join(tmpdir(), 'byway-place-'));
  const dataDir = join(home, `data ${system === 'win32' ? 'é & x' : '$HOME "a" é'}`);
  mkdirSync(dataDir, { mode: 0o700 });
  const stores = await pickStores({ platform: system, environment, home: extra.isOwn === true ? homedir() : home, run: below, enginePath: buildRestorer() });
  const change = (values: Values): Promise<void> => writeAll(stores, values);
  return {
    dataDir,
    environment,
    control: () => Promise.resolve(createProxyControl({ dataDir, enginePath: extra.guard ?? buildIdleGuard(), stores, environment })),
    change,
    put: async (values) => {
      await extra.reset?.();
      await change({ ...unsetAll(extra.store), ...values });
    },
    dump: async () => JSON.stringify(await readAll(stores)) + (extra.dump?.() ?? ''),
    files: () => readdirSync(dataDir).toSorted(),
    close: async () => {
      await extra.close?.();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

interface Extra {
  readonly store: 'gsettings' | 'kioslaverc' | 'wininet' | 'networksetup';
  readonly guard?: string;
  /** This computer's own settings. */
  readonly isOwn?: boolean;
  readonly reset?: () => Promise<void>;
  readonly dump?: () => string;
  readonly close?: () => Promise<void>;
}

function unsetAll(store: Extra['store']): Values {
  const off: Values = { flags: '1', 'pac/enabled': 'No', discovery: 'No', 'web/enabled': 'No', 'secure/enabled': 'No', 'socks/enabled': 'No' };
  const keys = keysOf(shapeOf(store)).filter((key) => key !== 'pac/url');
  return Object.fromEntries(keys.map((key) => [key, off[key] ?? null]));
}

async function writeAll(stores: Stores, values: Values): Promise<void> {
  const used = await stores.used();
  if (!used.ok) throw new Error(used.fault.code);
  for (const store of used.value) {
    const known = keysOf(shapeOf(store.name));
    const changes: readonly Change[] = Object.entries(values).filter(([key]) => known.includes(key));
    const written = await store.write(changes);
    if (!written.ok) throw new Error(`${written.fault.code} ${written.fault.cause}`);
  }
}

async function readAll(stores: Stores): Promise<readonly unknown[]> {
  const used = await stores.used();
  if (!used.ok) throw new Error(used.fault.code);
  return Promise.all(used.value.map(async (store) => {
    const read = await store.readBefore();
    return [store.scope, read.ok ? { ...read.value, text: undefined } : read.fault]; // `dump` has the files, line by line
  }));
}

/** Real stores in a desktop session of their own. */
export async function startDesktopPlace(kind: 'gnome' | 'kde'): Promise<Place> {
  const desktop = await startDesktop(kind);
  return startPlace('linux', desktop.env, run, {
    store: kind === 'gnome' ? 'gsettings' : 'kioslaverc',
    dump: () => desktop.dump().split('\n').toSorted().join('\n'), // which line stands where is rounds.test.ts's business
    reset: () => Promise.resolve(kind === 'kde' ? desktop.writeKioslaverc('[Other]\nx=1\n\n[Proxy Settings]\n') : undefined),
    close: () => Promise.resolve(desktop.close()),
  });
}

/** WinINET as a file, with a local network and two dialled connections. */
export async function startFakeWindows(): Promise<Place> {
  const folder = mkdtempSync(join(tmpdir(), 'byway-wininet-'));
  const file = join(folder, 'state.json');
  const plain = { Flags: 1, Server: '', Bypass: '', AutoConfig: '' };
  writeFileSync(file, JSON.stringify({ sets: { '': plain, 'Büro "VPN" 1': plain, ПТ: plain } }));
  return startPlace('win32', { ...process.env, BYWAY_FAKE_WININET: file }, run, {
    store: 'wininet',
    dump: () => readFileSync(file, 'utf8'),
    close: () => Promise.resolve(rmSync(folder, { recursive: true, force: true })),
  });
}

/** networksetup as a program over a file, with a disabled service, a VPN, and odd names. */
export async function startFakeMacos(quirks: object = {}): Promise<Place & { readonly file: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'byway-networksetup-'));
  const file = join(folder, 'state.json');
  const service = (name: string, device: string, more: object = {}): object => ({ name, device, proxies: { webproxy: {}, securewebproxy: {}, socksfirewallproxy: {} }, ...more });
  const services = [service('Wi-Fi', 'en0', { url: 'http://pac.corp/a?b=c&d=%20' }), service('Büro (2) "it\'s" $HOME', 'en7'), service('Off', 'en9', { isOff: true }), service('VPN', '')];
  writeFileSync(file, JSON.stringify({ services, ...quirks }));
  const fake = buildNetworksetup();
  const below: Run = (program, words, options) => run(program === '/usr/sbin/networksetup' ? fake : program, words, options);
  const environment = { ...process.env, BYWAY_FAKE_NETWORKSETUP: fake, BYWAY_FAKE_NETWORKSETUP_STATE: file };
  const place = await startPlace('darwin', environment, below, {
    store: 'networksetup',
    dump: () => readFileSync(file, 'utf8'),
    close: () => Promise.resolve(rmSync(folder, { recursive: true, force: true })),
  });
  return { ...place, file };
}
