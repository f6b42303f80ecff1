/** Where things are: the data folder of each system, and the engine program. Pure but for `prepareFolder`. */
import { chmod, lstat, mkdir, stat } from 'node:fs/promises';
import { posix, win32 } from 'node:path';
import { fail, succeed, type Result } from '../../shared/fault.ts';

export type Platform = 'linux' | 'darwin' | 'win32';

export interface Surroundings {
  readonly platform: Platform;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The person's home folder. */
  readonly home: string;
}

/**
 * The folder that holds everything Byway keeps. `override` (from `--data-dir`) wins. A relative XDG_DATA_HOME is
 * ignored, as the XDG base directory specification demands.
 */
export function dataFolder(around: Surroundings, override?: string): string {
  if (override !== undefined && override !== '') return pathsOf(around.platform).resolve(override);
  return folders[around.platform](around);
}

const folders: Readonly<Record<Platform, (around: Surroundings) => string>> = {
  linux: (around) => posix.join(linuxDataHome(around), 'byway'),
  darwin: ({ home }) => posix.join(home, 'Library', 'Application Support', 'Byway'),
  win32: ({ environment, home }) => win32.join(environment['APPDATA'] || win32.join(home, 'AppData', 'Roaming'), 'Byway'),
};

function linuxDataHome({ environment, home }: Surroundings): string {
  const base = environment['XDG_DATA_HOME'];
  return base !== undefined && posix.isAbsolute(base) ? base : posix.join(home, '.local', 'share');
}

/**
 * The engine program: in a checkout `engine/bin/byway-engine` below its root, in a package `engine/byway-engine` below
 * the resources folder. `.exe` on Windows.
 */
export function engineProgram(platform: Platform, place: { readonly checkout: string } | { readonly resources: string }): string {
  const name = platform === 'win32' ? 'byway-engine.exe' : 'byway-engine';
  const paths = pathsOf(platform);
  return 'checkout' in place ? paths.join(place.checkout, 'engine', 'bin', name) : paths.join(place.resources, 'engine', name);
}

/**
 * Makes the data folder with its parents, for this person only (0700; a folder that others may enter is narrowed).
 * Fault `store-read-only` when it cannot be made, belongs to somebody else, or is not a folder.
 */
export async function prepareFolder(folder: string): Promise<Result<null>> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const found = await stat(folder);
    if (!found.isDirectory()) return fail('store-read-only', 'the data folder is not a folder');
    const me = process.getuid?.(); // undefined on Windows, where access lists of the profile folder protect it
    if (me === undefined) return succeed(null);
    if (found.uid !== me) return fail('store-read-only', 'the data folder belongs to another user');
    if ((found.mode & 0o077) !== 0) await chmod(folder, 0o700);
    return succeed(null);
  } catch (error) {
    return fail('store-read-only', `the data folder cannot be made: ${errorCode(error)}`);
  }
}

/** True when something is at that path, a dangling link included. */
export async function isThere(path: string): Promise<boolean> {
  return lstat(path).then(() => true, () => false);
}

/** The system's short name of a failure (`ENOENT`), `unknown` where there is none. Never a path or a message. */
export function errorCode(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : 'unknown';
}

function pathsOf(platform: Platform): typeof posix {
  return platform === 'win32' ? win32 : posix;
}
