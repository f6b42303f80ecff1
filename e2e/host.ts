/**
 * The fixture all specs use: starts Byway under one of its hosts and gives the page that a person would see. The same
 * spec runs on `byway serve` in a browser, on the Electron bundles under the `electron` double, and on real Electron
 * where its binary is there.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { _electron, chromium, type Browser, type Page } from '@playwright/test';
import { chromiumFlags, chromiumPath } from './chromium.ts';
import { firstLine } from './desktop.ts';
import { projectRoot } from './project.ts';
import type { Ask } from './electron-double/control.ts';
import type { RecordedCall } from './electron-double/record.ts';

export type HostKind = 'headless' | 'double' | 'electron';

export interface LaunchOptions {
  readonly host: HostKind;
  readonly dataDir: string;
  /** Default: this process's environment. */
  readonly env?: NodeJS.ProcessEnv;
  /** Folder with the bundles; default `out/`. */
  readonly out?: string;
  /** More words for the program. */
  readonly words?: readonly string[];
}

export interface LaunchedApp {
  readonly host: HostKind;
  readonly page: Page;
  /** The app's process: the one whose end must put everything back. */
  readonly pid: number;
  /** Address with its key (headless only). */
  readonly url?: string;
  /** What a person does outside the page (double only). */
  readonly ask: (what: Ask) => Promise<unknown>;
  /** Everything asked of Electron so far (double only). */
  readonly calls: () => Promise<readonly RecordedCall[]>;
  /** Ends it in order (SIGTERM) and closes the browser; answers the exit code. */
  readonly stop: () => Promise<number | null>;
  /** SIGKILL to the app alone, as a crash would end it. The browser stays until `stop`. */
  readonly kill: () => Promise<void>;
  /** Resolves with the exit code when the app has ended by itself. */
  readonly ended: Promise<number | null>;
}

/** Starts it and waits until its page is open. */
export function launchApp(options: LaunchOptions): Promise<LaunchedApp> {
  switch (options.host) {
    case 'headless':
      return launchHeadless(options);
    case 'double':
      return launchDouble(options);
    case 'electron':
      return launchElectron(options);
  }
}

/** Hosts that can run here. */
export function availableHosts(): readonly HostKind[] {
  return electronProgram() === undefined ? ['headless', 'double'] : ['headless', 'double', 'electron'];
}

async function launchHeadless({ dataDir, env = process.env, out = join(projectRoot, 'out'), words = [] }: LaunchOptions): Promise<LaunchedApp> {
  const child = spawn(process.execPath, [join(out, 'node', 'byway.js'), 'serve', '--data-dir', dataDir, '--json', ...words], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const { url } = JSON.parse(await firstLine(child)) as { readonly url: string };
  const browser = await chromium.launch({ executablePath: chromiumPath(), args: [...chromiumFlags] });
  const page = await browser.newPage();
  await page.goto(url);
  return { ...processOf(child, browser), host: 'headless', page, url, ask: notADouble, calls: notADouble };
}

async function launchDouble({ dataDir, env = process.env, out = join(projectRoot, 'out'), words = [] }: LaunchOptions): Promise<LaunchedApp> {
  const register = join(import.meta.dirname, 'electron-double', 'register.ts');
  const child = spawn(process.execPath, ['--import', register, join(out, 'main', 'main.js'), '--data-dir', dataDir, ...words], { env, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const ask = await listen(child);
  const browser = await chromium.connectOverCDP(await ask.endpoint);
  const page = await pageOfApp(browser);
  const calls = async () => (await ask.send({ kind: 'calls' })) as readonly RecordedCall[]; // what record.ts keeps
  return { ...processOf(child, browser), host: 'double', page, ask: ask.send, calls };
}

async function launchElectron({ dataDir, env = process.env, words = [] }: LaunchOptions): Promise<LaunchedApp> {
  const program = electronProgram();
  if (program === undefined) throw new Error('Electron’s binary is not here');
  const given = Object.fromEntries(Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined));
  const app = await _electron.launch({ executablePath: program, args: [projectRoot, '--data-dir', dataDir, ...words], env: given });
  const page = await app.firstWindow();
  return { ...processOf(app.process(), undefined), host: 'electron', page, ask: notADouble, calls: notADouble };
}

/** Electron's executable, when it has been fetched. */
function electronProgram(): string | undefined {
  const note = join(projectRoot, 'node_modules', 'electron', 'path.txt');
  if (!existsSync(note)) return undefined;
  const program = join(projectRoot, 'node_modules', 'electron', 'dist', readFileSync(note, 'utf8').trim());
  return existsSync(program) ? program : undefined;
}

function notADouble(): Promise<never> {
  return Promise.reject(new Error('only the double can be asked'));
}

function processOf(child: ChildProcess, browser: Browser | undefined): Pick<LaunchedApp, 'pid' | 'stop' | 'kill' | 'ended'> {
  const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  return {
    pid: child.pid ?? 0,
    ended,
    async stop() {
      child.kill('SIGTERM');
      const code = await ended;
      await browser?.close().catch(() => undefined); // it ends with the app under the double
      return code;
    },
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

interface Listening {
  readonly endpoint: Promise<string>;
  readonly send: (ask: Ask) => Promise<unknown>;
}

async function listen(child: ChildProcess): Promise<Listening> {
  const waiting = new Map<number, (answer: unknown) => void>();
  let last = 0;
  const endpoint = new Promise<string>((resolve, reject) => {
    child.on('message', (message: { readonly endpoint?: string; readonly id?: number; readonly answer?: unknown }) => {
      if (message.endpoint !== undefined) resolve(message.endpoint);
      if (message.id !== undefined) waiting.get(message.id)?.(message.answer);
    });
    child.once('exit', (code) => reject(new Error(`the app ended with ${code}`)));
  });
  endpoint.catch(() => undefined); // awaited by the caller; here it must not count as unhandled
  return {
    endpoint,
    send: (ask) =>
      new Promise((resolve) => {
        last += 1;
        waiting.set(last, resolve);
        child.send({ id: last, ask });
      }),
  };
}

/** The page of the app's window, once it shows the app. */
async function pageOfApp(browser: Browser): Promise<Page> {
  const [context] = browser.contexts();
  if (context === undefined) throw new Error('Chromium has no context');
  const isApp = (page: Page): boolean => page.url().startsWith('https://byway.app.invalid/');
  for (;;) {
    const page = context.pages().find(isApp);
    if (page !== undefined) {
      await page.waitForLoadState('load');
      return page;
    }
    await Promise.race([context.waitForEvent('page'), ...context.pages().map((each) => each.waitForEvent('framenavigated'))]);
  }
}
