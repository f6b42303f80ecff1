/** One desktop session for a whole crash table: puts earlier settings, lets an app die at a step, and restores by every road. */
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import { startDesktop, type Desktop } from '../../../../../e2e/desktop.ts';
import { autostartFile } from '../autostart.ts';
import { makeControl } from './bench.ts';
import type { Earlier, Restorer, StoreKind } from './crash-table.ts';

const child = fileURLToPath(new URL('./proxy-child.ts', import.meta.url));
/** Translated once for all the short-lived apps. */
const compileCache = join(tmpdir(), `byway-compile-${process.pid}`);
process.once('exit', () => rmSync(compileCache, { recursive: true, force: true }));

/** Earlier settings in both notations. */
const earlierSettings: Readonly<Record<Earlier, { readonly dconf: string; readonly kioslaverc: string | Buffer }>> = {
  none: { dconf: '', kioslaverc: '[Proxy Settings]\nProxyType=0\n' },
  manual: {
    dconf: "[/]\nignore-hosts=['intranet', '*.corp.example']\nmode='manual'\n\n[http]\nhost='proxy.corp'\nport=3128\n\n[socks]\nhost='socks.corp'\nport=1080\n",
    kioslaverc: '[Proxy Settings]\nhttpProxy=http://proxy.corp 3128\nProxyType=1\nNoProxyFor=intranet\nReversedException=true\n',
  },
  PAC: {
    dconf: "[/]\nautoconfig-url='http://pac.corp/a b?c=%20&d'\nmode='auto'\n\n[http]\nport=3128\n",
    kioslaverc: '[Proxy Settings]\nProxy Config Script=http://pac.corp/a?b=c&d=%20\nProxyType=2\n',
  },
  'auto-detect': { dconf: "[/]\nmode='auto'\n", kioslaverc: '[Other]\nx=1\n\n[Proxy Settings]\nProxyType=3\n\n[$Version]\nupdate_info=y' },
  'odd characters': {
    dconf: `[/]\nignore-hosts=['a"b', "it's", 'b\\\\c', 'пример.рф', 'a\\nb']\nmode='none'\n\n[http]\nhost="x'\\\\y z"\n`,
    kioslaverc: Buffer.from('[Proxy Settings]\r\n# \xff\x80 mine\r\nhttpProxy = http://p\xe9.corp 1\r\nNoProxyFor[$e]=$HOSTS\r\nProxyType=2\r\n', 'latin1'),
  },
};

export interface CrashScene {
  /** Puts earlier settings in place; answers the stores' content, to compare with. */
  put(stores: StoreKind, earlier: Earlier): string;
  dump(): string;
  /** Runs an app until the crash point kills it. */
  crash(how: CrashHow): Promise<void>;
  /** Restores by that road; answers how long it took, in ms. */
  restore(restorer: Restorer, restorerProgram: string): Promise<number>;
  /** Nothing of Byway may be left anywhere. */
  expectNothingLeft(): void;
  /** The guard of the last crash has ended, of itself or killed. */
  untilGuardEnded(): Promise<void>;
  /** The next start hears of what guard or login restorer did. */
  tellNextStart(program: string): Promise<void>;
  /** File for the steps that a program passes; `traced` reads it. */
  traceFile(): string;
  traced(): readonly string[];
  /** Runs the app undisturbed. */
  run(guard: string, operations: readonly string[]): void;
  close(): void;
}

export interface CrashHow {
  readonly guard: string;
  readonly step: string;
  readonly operations: readonly string[];
  readonly extra?: NodeJS.ProcessEnv;
}

/** Starts the session. */
export async function startCrashScene(): Promise<CrashScene> {
  const desktop = await startDesktop('kde');
  let place = placeIn(desktop, 'both');
  return {
    put: (stores, earlier) => {
      place = placeIn(desktop, stores);
      put(desktop, stores, earlier);
      return desktop.dump();
    },
    dump: () => desktop.dump(),
    crash: (how) => crash(place, how),
    restore: (restorer, program) => restore(place, restorer, program),
    expectNothingLeft: () => {
      expect(readdirSync(place.dataDir)).toEqual([]);
      expect(existsSync(place.autostart)).toBe(false);
    },
    untilGuardEnded: () => expect.poll(() => isGuardRunning(place), { timeout: 8_000, interval: 5 }).toBe(false),
    tellNextStart: (program) => recover(place, program),
    traceFile: () => place.trace,
    traced: () => readFileSync(place.trace, 'utf8').trimEnd().split('\n'),
    run: (guard, operations) => {
      execFileSync(process.execPath, [child, place.dataDir, guard, ...operations], { env: { ...place.environment, BYWAY_TEST: '1', BYWAY_CRASH_TRACE: place.trace } });
    },
    close: () => desktop.close(),
  };
}

/** A data folder and what stands around it, new for every crash: what an earlier guard still does cannot reach it. */
interface Place {
  readonly dataDir: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly autostart: string;
  readonly trace: string;
}

let places = 0;

function placeIn(desktop: Desktop, stores: StoreKind): Place {
  places += 1;
  const dataDir = join(desktop.home, `data "${places}" é`);
  mkdirSync(dataDir, { mode: 0o700 });
  const withoutSchema = { XDG_DATA_DIRS: '/nonexistent' };
  const withoutKde = { XDG_CURRENT_DESKTOP: 'GNOME' };
  const trace = join(desktop.home, `trace-${places}`);
  const environment = { ...desktop.env, NODE_COMPILE_CACHE: compileCache, BYWAY_PLACE: trace, ...(stores === 'kioslaverc' ? withoutSchema : {}), ...(stores === 'gsettings' ? withoutKde : {}) };
  return { dataDir, environment, autostart: autostartFile({ dataDir, environment, home: desktop.home }), trace };
}

function put(desktop: Desktop, stores: StoreKind, earlier: Earlier): void {
  const settings = earlierSettings[earlier];
  execFileSync('dconf', ['reset', '-f', '/system/proxy/'], { env: desktop.env });
  if (settings.dconf !== '') execFileSync('dconf', ['load', '/system/proxy/'], { env: desktop.env, input: settings.dconf });
  const file = join(desktop.home, '.config', 'kioslaverc');
  if (stores === 'gsettings') rmSync(file, { force: true });
  else writeFileSync(file, settings.kioslaverc);
}

async function crash({ dataDir, environment }: Place, { guard, step, operations, extra = {} }: CrashHow): Promise<void> {
  const env = { ...environment, BYWAY_TEST: '1', BYWAY_CRASH_AT: step, ...extra };
  const app = spawn(process.execPath, [child, dataDir, guard, ...operations, 'stay'], { env, stdio: ['ignore', 'ignore', 'inherit'] });
  const ended = await new Promise((resolve) => app.once('exit', (code, signal) => resolve(signal ?? code)));
  expect(ended).toBe('SIGKILL');
}

async function restore(place: Place, restorer: Restorer, program: string): Promise<number> {
  const started = performance.now();
  const took = (): number => performance.now() - started;
  const journal = join(place.dataDir, 'proxy-journal.json');
  switch (restorer) {
    case 'guard': {
      await expect.poll(() => isSettled(place), { timeout: 8_000, interval: 5 }).toBe(true);
      const time = took();
      await recover(place, program);
      return time;
    }
    case 'next start':
      await recover(place, program);
      return took();
    case 'at login': {
      execFileSync(program, ['restore-proxy', '--at-login', '--journal', journal], { env: place.environment });
      const time = took();
      await recover(place, program); // takes the note
      return time;
    }
    case 'by hand':
      execFileSync(program, ['restore-proxy', '--journal', journal], { env: place.environment });
      return took();
  }
}

/** The guard's work is done: nothing but its note for the next start. */
function isSettled({ dataDir, autostart }: Place): boolean {
  return readdirSync(dataDir).every((name) => name === 'proxy-restored.json') && !existsSync(autostart);
}

async function recover({ dataDir, environment }: Place, program: string): Promise<void> {
  const next = await makeControl(dataDir, program, environment);
  expect(await next.recover()).toMatchObject({ ok: true });
}

/** The guard's environment names the place; the app, whose is the same, has ended. */
function isGuardRunning({ trace }: Place): boolean {
  return readdirSync('/proc').some((pid) => {
    try {
      return /^\d+$/.test(pid) && readFileSync(`/proc/${pid}/environ`, 'utf8').includes(`BYWAY_PLACE=${trace}\0`);
    } catch {
      return false; // ended while we looked
    }
  });
}
