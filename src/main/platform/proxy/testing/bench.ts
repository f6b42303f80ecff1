/** What the proxy tests stand on: a private desktop session, a data folder, the restorer program, and a control. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startDesktop, type Desktop } from '../../../../../e2e/desktop.ts';
import type { ProxyControl } from '../../../services/deps.ts';
import type { ProxyPlan } from '../backend.ts';
import { createProxyControl } from '../control.ts';
import { pickStores } from '../pick.ts';

/** Folder for built programs, shared by the tests of one file. */
const built = mkdtempSync(join(tmpdir(), 'byway-restorer-'));
process.once('exit', () => rmSync(built, { recursive: true, force: true }));

/** The engine's restoring subcommands, built from source once per test file. */
export function buildRestorer(): string {
  return build('restorer');
}

/** A stand-in for macOS' networksetup. */
export function buildNetworksetup(): string {
  return build('networksetup');
}

function build(name: string): string {
  const program = join(built, process.platform === 'win32' ? `${name}.exe` : name);
  const engine = fileURLToPath(new URL('../../../../../engine', import.meta.url));
  if (!existsSync(program)) execFileSync('go', ['build', '-tags', 'crashpoints', '-o', program, `./internal/restore/cmd/${name}`], { cwd: engine });
  return program;
}

/** A guard that only watches its input end: stands for one that was killed together with the app. */
export function buildIdleGuard(): string {
  const program = join(built, 'idle-guard');
  writeFileSync(program, '#!/bin/sh\nexec cat >/dev/null\n', { mode: 0o755 });
  return program;
}

export interface Bench {
  readonly desktop: Desktop;
  readonly dataDir: string;
  readonly autostart: string;
  /** Another control on the same data folder, as another start of the app would make it. */
  control(enginePath: string, environment?: NodeJS.ProcessEnv): Promise<ProxyControl>;
  /** Files of the data folder. */
  files(): readonly string[];
  close(): void;
}

export async function startBench(kind: 'gnome' | 'kde'): Promise<Bench> {
  const desktop = await startDesktop(kind);
  // A name that needs quoting wherever it is passed on.
  const dataDir = join(desktop.home, 'data $HOME "a" \\b %f `c`');
  mkdirSync(dataDir, { mode: 0o700 });
  return {
    desktop,
    dataDir,
    autostart: join(desktop.home, '.config', 'autostart'),
    files: () => readdirSync(dataDir).toSorted(),
    control: (enginePath, environment = desktop.env) => makeControl(dataDir, enginePath, environment),
    close: () => desktop.close(),
  };
}

/** A control as a host makes it. */
export async function makeControl(dataDir: string, enginePath: string, environment: NodeJS.ProcessEnv): Promise<ProxyControl> {
  const home = environment['HOME'] ?? dirname(dataDir);
  const stores = await pickStores({ platform: 'linux', environment, home });
  return createProxyControl({ dataDir, enginePath, stores, environment });
}

export const plan: ProxyPlan = { host: '127.0.0.1', port: 41_002, bypass: ['localhost', '127.0.0.0/8', '*.local'] };

/** The same by automatic configuration, served where nobody listens: no program follows it in these tests. */
export const scriptPlan: ProxyPlan = { ...plan, script: { url: 'http://127.0.0.1:41009/0123456789abcdef0123456789abcdef.pac', port: 41_009 } };
