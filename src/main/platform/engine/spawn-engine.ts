/** Starts the engine's process. */
import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { dirname } from 'node:path';
import type { Readable, Writable } from 'node:stream';

export type EngineChild = ChildProcessByStdio<Writable, Readable, Readable>;
export type SpawnEngine = (path: string, programArguments: readonly string[]) => EngineChild;

/**
 * Where the program finds its home and temporary folder, the certificates the person relies on, and what Windows needs
 * to start one. Proxy variables stay out: the engine must not dial through a proxy somebody set for other programs.
 */
const passedOn = ['HOME', 'USERPROFILE', 'TMPDIR', 'TEMP', 'TMP', 'SystemRoot', 'windir', 'SSL_CERT_FILE', 'SSL_CERT_DIR'];

/** Nothing secret goes into arguments or environment. */
export function spawnEngine(path: string, programArguments: readonly string[]): EngineChild {
  return spawn(path, programArguments, {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: engineEnvironment(process.env),
    cwd: dirname(path),
    detached: isApart(process.platform),
    windowsHide: true,
  });
}

/**
 * Whether the engine leads a session of its own, so that Ctrl-C in a terminal reaches the app alone, which then ends the
 * engine in order; should the app die, the end of stdin ends the engine. On Windows it stays in the job object in which
 * Node puts its children and which the system ends with the app, hung engine included; `windowsHide` gives it a console
 * of its own, so that Ctrl-C passes it by there too. The guard is what must outlive the app: `proxy/guard.ts`.
 */
export function isApart(platform: NodeJS.Platform): boolean {
  return platform !== 'win32';
}

/** The few members of an environment that the engine gets. */
export function engineEnvironment(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([name, value]) => passedOn.includes(name) && value !== undefined));
}
