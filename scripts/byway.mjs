/**
 * The command line from a checkout: `npm run --silent byway -- COMMAND…`. Runs on any Node from 18 on and hands over to
 * the project's own Node when the running one is too old. Signals reach the app, and its exit code comes back.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { findNode, root } from './tools.mjs';

const bundle = join(root, 'out', 'node', 'byway.js');
const parentCheckMs = 200;

if (findNode() === undefined || !existsSync(bundle)) setUpFirst();
// npm runs scripts in the checkout's folder; file names on the command line belong to where the person stands.
if (process.env.npm_lifecycle_event !== undefined && process.env.INIT_CWD !== undefined) process.chdir(process.env.INIT_CWD);

const node = findNode();
if (node === process.execPath) {
  hangUpWithParent(() => process.kill(process.pid, 'SIGHUP'));
  await import(pathToFileURL(bundle).href);
} else {
  runBelow(node);
}

/** A checkout that was never set up: does so, with its progress on standard error so that output stays the command's own. */
function setUpFirst() {
  const done = spawnSync(process.execPath, [join(root, 'scripts', 'setup.mjs')], { stdio: ['ignore', 2, 2] });
  if (done.status !== 0) process.exit(1);
}

/** Runs the bundle as a child. The extra channel tells the child when this process is gone, even by kill -9. */
function runBelow(command) {
  const child = spawn(command, [bundle, ...process.argv.slice(2)], { stdio: ['inherit', 'inherit', 'inherit', 'ipc'] });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  hangUpWithParent(() => child.kill('SIGHUP'));
  child.on('error', (error) => {
    console.error(`byway: ${command} could not be started: ${error.message}`);
    process.exit(1);
  });
  child.on('exit', (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 0)));
}

/**
 * npm hands on SIGINT and SIGTERM but dies of SIGHUP without a word to its script; so its end counts as one. A process
 * whose parent is gone gets another parent: that is what is looked for. Windows has no such signal.
 */
function hangUpWithParent(hangUp) {
  if (process.platform === 'win32' || process.env.npm_lifecycle_event === undefined) return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    hangUp();
  }, parentCheckMs);
  timer.unref();
}
