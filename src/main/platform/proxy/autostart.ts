/**
 * The entry that restores at the next login, for the case that app and guard both died (power cut). It exists only while
 * a journal does. Go removes it by the same name: `engine/internal/restore/keep.go`.
 */
import { createHash } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { fail, type Result } from '../../../shared/fault.ts';
import { errorCode } from '../paths.ts';
import { writeDurably } from '../store/durable-file.ts';
import type { LoginEntry, StoreAccess } from './backend.ts';
import { lastingProgram } from './lasting-program.ts';

export interface AutostartPlace {
  readonly dataDir: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly home: string;
}

/** The entry as freedesktop.org's desktops know it. */
export function desktopLogin(access: Pick<StoreAccess, 'environment' | 'home'>): LoginEntry {
  return {
    add: async ({ dataDir, enginePath }) => addAutostart({ ...access, dataDir }, await lastingProgram({ ...access, dataDir, enginePath })),
    remove: ({ dataDir }) => removeAutostart({ ...access, dataDir }),
  };
}

async function addAutostart(place: AutostartPlace, enginePath: string): Promise<Result<null>> {
  const exec = quoteCommand([enginePath, 'restore-proxy', '--at-login', '--journal', join(resolve(place.dataDir), 'proxy-journal.json')]);
  if (exec === null) return fail('unexpected', 'a path that cannot stand in a desktop entry');
  const file = autostartFile(place);
  try {
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  } catch (error) {
    return fail('store-read-only', `autostart: ${errorCode(error)}`);
  }
  return writeDurably(file, desktopEntry(exec));
}

async function removeAutostart(place: AutostartPlace): Promise<void> {
  const file = autostartFile(place);
  for (const each of [file, `${file}.tmp`]) await rm(each, { force: true }).catch(() => undefined);
}

/** One name per data folder, so that two installations do not take each other's entry away. */
export function autostartFile(place: AutostartPlace): string {
  const base = place.environment['XDG_CONFIG_HOME'];
  const config = base !== undefined && isAbsolute(base) ? base : join(place.home, '.config');
  const mark = createHash('sha256').update(resolve(place.dataDir), 'utf8').digest('hex').slice(0, 12);
  return join(config, 'autostart', `byway-restore-${mark}.desktop`);
}

/**
 * The Exec line. Desktop Entry Specification: every argument in double quotes with `"`, backtick, `$` and backslash
 * escaped, `%` doubled, and then once more the escapes of any string value (each backslash doubled). Null for line
 * breaks and other control characters.
 */
export function quoteCommand(command: readonly string[]): string | null {
  if (command.some((argument) => /\p{Cc}/u.test(argument))) return null;
  const quoted = command.map((argument) => `"${argument.replace(/["`$\\]/g, '\\$&').replaceAll('%', '%%')}"`);
  return quoted.join(' ').replaceAll('\\', '\\\\');
}

function desktopEntry(exec: string): string {
  return ['[Desktop Entry]', 'Type=Application', 'Name=Byway', `Exec=${exec}`, 'NoDisplay=true', 'Terminal=false', ''].join('\n');
}
