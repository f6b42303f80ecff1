/** Which settings stores this computer has: the only spot that asks which system this is. */
import { isAbsolute, join } from 'node:path';
import { succeed } from '../../../shared/fault.ts';
import { isThere } from '../paths.ts';
import { run, type Run } from '../run.ts';
import { desktopLogin } from './autostart.ts';
import type { LoginEntry, ProxyStore, StoreAccess, Stores } from './backend.ts';
import { hasGsettings, openGsettings, watchGsettings } from './gsettings.ts';
import { openKioslaverc, usesKioslaverc, watchKioslaverc } from './kioslaverc.ts';
import { openMacos } from './macos.ts';
import { openWindows } from './windows.ts';

export interface StoreSurroundings {
  readonly platform: NodeJS.Platform;
  readonly environment: NodeJS.ProcessEnv;
  /** The person's home folder. */
  readonly home: string;
  /** The engine program, which reaches Windows' settings. */
  readonly enginePath?: string;
  readonly run?: Run;
}

/**
 * Finds the stores by what exists, not by the desktop's name: gsettings wherever its schema is installed (Firefox reads
 * it on every desktop), kioslaverc under KDE or where the file exists (Chromium under KDE reads nothing else).
 */
export async function pickStores(around: StoreSurroundings): Promise<Stores> {
  const stores = (await pickers[around.platform]?.(around)) ?? noStores;
  return { ...stores, commonFolder: commonFolder(around) };
}

/** In the person's own part of the system, and where there is one in what lasts as long as the login. */
function commonFolder({ platform, environment, home }: StoreSurroundings): string {
  if (platform === 'win32') return join(environment['LOCALAPPDATA'] || join(home, 'AppData', 'Local'), 'Byway');
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Byway');
  const runtime = environment['XDG_RUNTIME_DIR'] ?? '';
  const config = environment['XDG_CONFIG_HOME'] ?? '';
  return isAbsolute(runtime) ? runtime : isAbsolute(config) ? config : join(home, '.config');
}

/** Stores that do not come and go. */
function fixedStores(known: readonly ProxyStore[], used: readonly ProxyStore[], login: LoginEntry, watches: readonly Watch[]): Stores {
  return {
    isSupported: used.length > 0,
    used: () => Promise.resolve(succeed(used)),
    open: (name) => known.find((store) => store.name === name) ?? null,
    login,
    watch(changed) {
      const stops = watches.map((watch) => watch(changed));
      return () => stops.forEach((stop) => stop());
    },
  };
}

type Watch = Stores['watch'];

/** A login entry where there is none: guard and next start remain. */
const noLogin: LoginEntry = { add: () => Promise.resolve(succeed(null)), remove: () => Promise.resolve() };

const noStores: Stores = fixedStores([], [], noLogin, []);

const pickers: Partial<Readonly<Record<NodeJS.Platform, (around: StoreSurroundings) => Promise<Stores>>>> = {
  linux: pickLinux,
  win32: (around) => Promise.resolve(around.enginePath === undefined ? noStores : openWindows(accessOf(around), around.enginePath)),
  darwin: (around) => Promise.resolve(openMacos(accessOf(around), noLogin)),
};

function accessOf(around: StoreSurroundings): StoreAccess {
  return { environment: around.environment, run: around.run ?? run, home: around.home };
}

async function pickLinux(around: StoreSurroundings): Promise<Stores> {
  const access = { environment: childEnvironment(around.environment), run: around.run ?? run, home: around.home };
  const gsettings = openGsettings(access);
  const kioslaverc = openKioslaverc(access);
  const [hasSchema, hasKde] = await Promise.all([hasGsettings(access), usesKioslaverc(access)]);
  const canStore = hasSchema && (await hasSession(around.environment));
  const used = [...(canStore ? [gsettings] : []), ...(hasKde ? [kioslaverc] : [])];
  const watches: readonly Watch[] = [
    ...(canStore ? [(changed: () => void) => watchGsettings(access, changed)] : []),
    ...(hasKde ? [(changed: () => void) => watchKioslaverc(access, changed)] : []),
  ];
  return fixedStores([gsettings, kioslaverc], used, desktopLogin(around), watches);
}

/**
 * Whether there is any road to a session bus (its address, the runtime folder's socket, or a display that starts one).
 * Without one, as on a server or in a container, nothing stores gsettings and no program follows them: the schema alone
 * is no settings store.
 */
async function hasSession(environment: NodeJS.ProcessEnv): Promise<boolean> {
  if (environment['DBUS_SESSION_BUS_ADDRESS'] || environment['DISPLAY']) return true;
  const runtime = environment['XDG_RUNTIME_DIR'];
  return runtime !== undefined && runtime !== '' && (await isThere(join(runtime, 'bus')));
}

/**
 * LD_LIBRARY_PATH of an AppImage would load its libraries into the system's programs. Without a UTF-8 locale gsettings
 * prints `?` for every letter beyond ASCII, and the earlier value would be lost.
 */
function childEnvironment(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { LD_LIBRARY_PATH: _bundled, ...rest } = environment;
  return { ...rest, LC_ALL: 'C.UTF-8' };
}
