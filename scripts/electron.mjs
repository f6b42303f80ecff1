/** Electron's binary: where it is, and fetching it once (the npm package holds only a downloader). */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { writeStamp } from './stamp.mjs';
import { environment, findNode, root } from './tools.mjs';

const folder = join(root, 'node_modules', 'electron');
const failureNote = '.tools/electron-not-fetched';
const dayMs = 24 * 3600 * 1000;

/** Path of Electron's executable, or undefined when it has not been unpacked. */
export function electronBinary() {
  const note = join(folder, 'path.txt');
  if (!existsSync(note)) return undefined;
  const binary = join(process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(folder, 'dist'), readFileSync(note, 'utf8').trim());
  return existsSync(binary) ? binary : undefined;
}

/** Fetches Electron when it is absent. A failure is remembered for a day, so that later starts are quick. */
export function fetchElectron() {
  const note = join(root, failureNote);
  if (electronBinary() !== undefined) return;
  if (existsSync(note) && Date.now() - statSync(note).mtimeMs < dayMs) return;
  console.error('Fetching Electron (about 110 MB, once)…');
  spawnSync(findNode() ?? process.execPath, [join(folder, 'install.js')], { cwd: root, env: environment(), timeout: 600_000, stdio: 'ignore' });
  if (electronBinary() === undefined) writeStamp(failureNote, 'The last try to fetch Electron failed; delete this file to try again at once.\n');
  else rmSync(note, { force: true });
}
