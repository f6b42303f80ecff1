/** Where the parts of this installation are, seen from a bundle in `out/<folder>/`. */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import manifest from '../../../package.json' with { type: 'json' };
import { engineProgram, type Platform } from '../platform/paths.ts';

export interface Place {
  readonly version: string;
  readonly platform: Platform;
  readonly engine: string;
  /** Folder of the built screens. */
  readonly renderer: string;
  /** The bundle that reads pasted text in a process of its own. */
  readonly parseWorker: string;
  /** The table of networks and countries. */
  readonly networks: string;
}

/**
 * The place of the bundle at `bundleUrl`. `resources` is a package's resources folder; in a checkout it is absent, and
 * the environment may name another engine for tests (BYWAY_ENGINE). A package runs its own engine only.
 */
export function placeOf(bundleUrl: string, platform: Platform, environment: NodeJS.ProcessEnv, resources?: string): Place {
  const out = dirname(dirname(fileURLToPath(bundleUrl)));
  const checkout = { checkout: dirname(out) };
  return {
    version: manifest.version,
    platform,
    engine: resources === undefined ? environment['BYWAY_ENGINE'] || engineProgram(platform, checkout) : engineProgram(platform, { resources }),
    renderer: join(out, 'renderer'),
    parseWorker: join(out, 'node', 'parse-worker.js'),
    networks: join(out, 'networks', 'networks.bin'),
  };
}

/** The running system as one of the three that Byway knows; other Unixes are treated as Linux. */
export function currentPlatform(name: NodeJS.Platform): Platform {
  return name === 'win32' || name === 'darwin' ? name : 'linux';
}

/** The person's languages, best first: from the variables that POSIX programs obey, else the runtime's own. */
export function preferredLanguages(environment: Readonly<Record<string, string | undefined>>): readonly string[] {
  const named = [environment['LANGUAGE']?.split(':') ?? [], environment['LC_ALL'] ?? [], environment['LC_MESSAGES'] ?? [], environment['LANG'] ?? []].flat();
  const tags = named.filter((tag) => /^[a-z]{2,3}([_.@-]|$)/i.test(tag)).map((tag) => (tag.split(/[.@]/)[0] ?? tag).replace('_', '-'));
  return tags.length > 0 ? tags : [Intl.DateTimeFormat().resolvedOptions().locale];
}
