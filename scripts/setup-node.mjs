/** Set-up: a recent Node, and the npm packages of the lockfile. Each step answers whether it had to do something. */
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fingerprint, isCurrent, writeStamp } from './stamp.mjs';
import { SetUpError, findNode, isWindows, nodeVersion, root, runNpm } from './tools.mjs';

/** Installs Node 24 into `.tools` when the running Node is older than 22.12. */
export function installNode(say) {
  if (findNode() !== undefined) return false;
  const platform = isWindows ? 'win' : process.platform;
  const name = `node-${platform}-${process.arch}`;
  say(`this Node is ${process.versions.node}; installing ${nodeVersion} into .tools (about 50 MB)`);
  const staging = join(root, '.tools', 'staging');
  rmSync(staging, { recursive: true, force: true });
  mkdirSync(staging, { recursive: true });
  // The platform package holds the binary itself and runs no script; the package named `node` would run one.
  runNpm('Installing Node', ['install', '--prefix', staging, '--no-save', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', `${name}@${nodeVersion}`], { env: process.env });
  rmSync(join(root, '.tools', `node-${nodeVersion}`), { recursive: true, force: true });
  renameSync(join(staging, 'node_modules', name), join(root, '.tools', `node-${nodeVersion}`));
  rmSync(staging, { recursive: true, force: true });
  if (findNode() === undefined) throw new SetUpError(`Please install Node 24 (nodejs.org); version ${nodeVersion} could not be installed here for ${name}.`);
  return true;
}

/** `npm ci` when the lockfile, the platform or the Node has changed since the last one. */
export function installDependencies(say) {
  const print = fingerprint(['package.json', 'package-lock.json'], `${process.platform} ${process.arch} ${findNode()}`);
  const stamp = 'node_modules/.byway-stamp';
  if (isCurrent(stamp, print, ['node_modules/vite/package.json'])) return false;
  if (!existsSync(join(root, 'package-lock.json'))) throw new SetUpError('package-lock.json is missing; this is not a complete checkout.');
  say('installing the packages of package-lock.json (about 600 MB on disk, a minute)');
  runNpm('Installing packages', ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
  writeStamp(stamp, print);
  return true;
}
