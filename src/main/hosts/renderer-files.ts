/**
 * What belongs in hosts/: how windows and commands reach the app, and nothing the app decides. This file: the renderer's
 * files as a closed list made at start, so that no request ever becomes a path.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { extname, join } from 'node:path';

export interface ServedFile {
  readonly type: string;
  readonly body: Buffer;
}

/** Request path (`/index.html`, and `/` for it) → file. */
export type ServedFiles = ReadonlyMap<string, ServedFile>;

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/** Reads every file of a known type below `folder` into memory (about 2 MB). Throws when the folder is not there: a damaged installation. */
export function loadRendererFiles(folder: string): ServedFiles {
  const files = new Map<string, ServedFile>();
  collect(folder, '', files);
  const index = files.get('/index.html');
  if (index === undefined) throw new Error(`no index.html in ${folder}`);
  return files.set('/', index);
}

/** By hand instead of `recursive`, because that option does not reach into an asar archive. */
function collect(folder: string, prefix: string, files: Map<string, ServedFile>): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = `${prefix}/${entry.name}`;
    if (entry.isDirectory()) collect(join(folder, entry.name), path, files);
    const type = types[extname(entry.name)];
    if (entry.isFile() && type !== undefined) files.set(path, { type, body: readFileSync(join(folder, entry.name)) });
  }
}
