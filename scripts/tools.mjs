/**
 * What every script here shares: where things are, running a program, finding the right Node.
 * Plain JavaScript without dependencies: it runs before anything is installed, on any Node from 18 on.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
export const isWindows = process.platform === 'win32';

/** The Node that set-up installs when the running one is too old; the packages are made by the Node project's packagers. */
export const nodeVersion = '24.21.0';
const installedNode = join(root, '.tools', `node-${nodeVersion}`, 'bin', isWindows ? 'node.exe' : 'node');

/** Electron 45 and Vitest 5 both ask for 22.12. */
export function isNodeRecent(version = process.versions.node) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > 22 || (major === 22 && minor >= 12);
}

/** Path of a Node that can run the project, or undefined when set-up has not been run yet. */
export function findNode() {
  if (isNodeRecent()) return process.execPath;
  return existsSync(installedNode) ? installedNode : undefined;
}

/** A failure that has one sentence for the person; scripts print it without a stack. */
export class SetUpError extends Error {}

/** Environment in which `node` means the project's Node. */
export function environment(node = findNode() ?? process.execPath, extra = {}) {
  const key = Object.keys(process.env).find((name) => name.toUpperCase() === 'PATH') ?? 'PATH';
  const separator = isWindows ? ';' : ':';
  return { ...process.env, [key]: `${dirname(node)}${separator}${process.env[key] ?? ''}`, ...extra };
}

/** Runs a program to its end with its output shown; throws a SetUpError naming `what` when it fails. */
export function run(what, command, args, options = {}) {
  const done = spawnSync(command, args, { cwd: root, stdio: 'inherit', env: environment(), ...options });
  if (done.error !== undefined) throw new SetUpError(`${what} could not start ${command}: ${done.error.message}.`);
  if (done.status !== 0) throw new SetUpError(`${what} failed (${command} ended with ${done.status ?? done.signal}).`);
}

/** Runs a program quietly; answers its trimmed standard output, or undefined when it is absent or fails. */
export function ask(command, args, options = {}) {
  const done = spawnSync(command, args, { cwd: root, encoding: 'utf8', timeout: 60_000, ...options });
  return done.status === 0 ? done.stdout.trim() : undefined;
}

/** Runs npm to its end: the one that called us, else the one on the path. */
export function runNpm(what, args, options) {
  const own = process.env.npm_execpath;
  if (own !== undefined && own.endsWith('.js')) run(what, process.execPath, [own, ...args], options);
  else if (isWindows) run(what, 'cmd.exe', ['/d', '/s', '/c', 'npm', ...args], options);
  else run(what, 'npm', args, options);
}

/**
 * Becomes another program as nearly as Node allows: same terminal, signals passed on, its exit code ours.
 * A child that a signal ended gives 128 + the signal's number, as shells do.
 */
export function become(command, args, options = {}) {
  const child = spawn(command, args, { stdio: 'inherit', ...options });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => {
    console.error(`${command} could not be started: ${error.message}`);
    process.exit(1);
  });
  child.on('exit', (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 0)));
}
