/** Byway served and connected in a desktop of its own, through a server on this machine: what the attack specs aim at. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LocalEntrance } from '../src/shared/connection.ts';
import type { Caller } from '../src/shared/call.ts';
import { runCli } from './cli.ts';
import { startDesktop, type Desktop } from './desktop.ts';
import { exitAddress, siteAddress } from './network.ts';
import { startExit, type Exit } from './peers/exit.ts';
import { childrenOf } from './processes.ts';
import { openCaller, startServed, untilConnection } from './served.ts';
import { startSite, type Site } from './site.ts';

export interface RunningApp {
  readonly desktop: Desktop;
  readonly dataDir: string;
  readonly site: Site;
  readonly url: string;
  /** The link of the server, with its password. */
  readonly link: string;
  readonly caller: Caller;
  readonly pid: number;
  /** The app, its engine and whatever else it started. */
  pids(): readonly number[];
  connect(): Promise<LocalEntrance>;
  disconnect(): Promise<void>;
  stop(): Promise<void>;
}

export interface RunningAppOptions {
  /** More settings, as `byway settings set` takes them. */
  readonly settings?: Readonly<Record<string, string>>;
  readonly exit?: Exit;
  /** Words before the program, such as `unshare`. */
  readonly within?: readonly string[];
  /** Name by which the app knows the site. */
  readonly siteName?: string;
}

/** Starts it, not connected yet. */
export async function startRunningApp(options: RunningAppOptions = {}): Promise<RunningApp> {
  const dataDir = mkdtempSync(join(tmpdir(), 'byway-running-'));
  const site = await startSite((address) => `seen from ${address}`);
  const exit = options.exit ?? (await startExit(exitAddress));
  const desktop = await startDesktop('gnome');
  const settings = Object.entries({ checkAddresses: site.url.replace(siteAddress, options.siteName ?? siteAddress), ...options.settings }).map((pair) => ['settings', 'set', ...pair]);
  for (const words of [['add', exit.link], ...settings]) {
    const done = await runCli([...words, '--data-dir', dataDir]);
    if (done.code !== 0) throw new Error(done.stderr);
  }
  const served = await startServed(dataDir, desktop.env, options.within);
  const caller = await openCaller(served.url);
  await caller.call('state.get', {});
  const pid = served.process.pid ?? 0;
  return {
    desktop, dataDir, site, caller, pid, url: served.url, link: exit.link,
    pids: () => [pid, ...childrenOf(pid, '')],
    connect: () => connect(caller),
    disconnect: async () => {
      const off = untilConnection(caller, 'off');
      await caller.call('connection.disconnect', {});
      await off;
    },
    stop: async () => {
      await served.stop();
      await exit.stop();
      site.close();
      desktop.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

async function connect(caller: Caller): Promise<LocalEntrance> {
  const settled = untilConnection(caller, 'on', 'failed');
  await caller.call('connection.connect', {});
  const state = await settled;
  const local = await caller.call('connection.local', {});
  if (state.kind !== 'on' || !local.ok || local.value === null) throw new Error(JSON.stringify(state));
  return local.value;
}
