/** Data folder and installation → a running app: the one place where the real outside things are put together. */
import { stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import process from 'node:process';
import type { HostInfo } from '../../shared/snapshot.ts';
import { fail, succeed, type Result } from '../../shared/fault.ts';
import { createClock } from '../platform/clock.ts';
import { createEngineLink } from '../platform/engine/process.ts';
import { spawnEngine, type EngineChild } from '../platform/engine/spawn-engine.ts';
import { acquireLock, type Lock } from '../platform/lock.ts';
import { createLockbox } from '../platform/lockbox.ts';
import { openNetworks } from '../platform/networks.ts';
import { createLog } from '../platform/log.ts';
import { createParseRunner, type ParseProcess } from '../platform/parse.ts';
import { dataFolder, prepareFolder } from '../platform/paths.ts';
import { createProxyControl } from '../platform/proxy/control.ts';
import { pickStores } from '../platform/proxy/pick.ts';
import { random } from '../platform/random.ts';
import { createClosedBox } from '../platform/secrets/envelope.ts';
import { hasSealedData, openKeyFileBox } from '../platform/secrets/key-file.ts';
import { createProfilesDocument } from '../platform/store/profiles-document.ts';
import { watchWaking } from '../platform/wake-watch.ts';
import { createSubscriptionsDocument } from '../platform/store/subscriptions-document.ts';
import { createFetcher } from '../platform/fetch/fetcher.ts';
import { createSettingsDocument } from '../platform/store/settings-document.ts';
import { createApp, type App, type AppOptions } from '../services/app.ts';
import type { Deps, LinkOwners, Log, ProxyControl, SecretBox } from '../services/deps.ts';
import { portPicker } from '../services/settings.ts';
import type { Place } from './place.ts';

export interface Composition {
  readonly kind: HostInfo['kind'];
  readonly place: Place;
  /** `--data-dir`. */
  readonly dataDir: string | undefined;
  /** `write` takes the data folder for this process; `read` works beside its owner, changes nothing and leaves the system's settings alone. */
  readonly access: 'read' | 'write';
  readonly app?: AppOptions;
  readonly environment: NodeJS.ProcessEnv;
  readonly languages: readonly string[];
  readonly tray: boolean;
  /** Ends the host after everything is restored; absent where a person ends it otherwise. */
  readonly quit?: () => void;
  readonly spawnParse: () => ParseProcess;
  /** Default: the key file. */
  readonly openSecrets?: (folder: string, log: Log) => Promise<SecretBox>;
  /** The clipboard's text, where the host itself may look at it. */
  readonly readClipboard?: () => Promise<string>;
  /** Where the system can open links with this host. */
  readonly openLinkOwners?: (folder: string) => Promise<LinkOwners | undefined>;
}

export interface ComposedApp {
  readonly app: App;
  readonly folder: string;
  /** Shuts the app down, ends what was started for it and lets the folder go. The second call joins the first. */
  close(): Promise<Result<null>>;
}

/** Builds it. Faults: `store-locked` (detail says who), `store-read-only`. */
export async function composeApp(options: Composition): Promise<Result<ComposedApp>> {
  const folder = folderOf(options);
  const lock = options.access === 'write' ? await takeFolder(folder, options.kind) : succeed(undefined);
  if (!lock.ok) return lock;
  const { deps, end } = await buildDeps(options, folder);
  const app = createApp(deps, options.app);
  const stopWatching = options.access === 'write' ? watchWaking((event) => app.tell(event)) : () => undefined;
  let closing: Promise<Result<null>> | undefined;
  const shut = async (): Promise<Result<null>> => {
    stopWatching();
    const ended = await app.shutdown();
    end();
    await lock.value?.release();
    return ended;
  };
  return succeed({ app, folder, close: () => (closing ??= shut()) });
}

/** The data folder of this run. */
export function folderOf({ place, dataDir, environment }: Pick<Composition, 'place' | 'dataDir' | 'environment'>): string {
  return dataFolder({ platform: place.platform, environment, home: homedir() }, dataDir);
}

/** A folder that cannot be written is no reason not to open: what is in it can be used, and every save says why it failed. */
async function takeFolder(folder: string, host: HostInfo['kind']): Promise<Result<Lock | undefined>> {
  const prepared = await prepareFolder(folder);
  if (!prepared.ok && !(await isOwnFolder(folder))) return prepared;
  const lock = await acquireLock({ folder, host, now: () => Date.now(), random });
  return lock.ok || lock.fault.code === 'store-locked' ? lock : succeed(undefined);
}

async function isOwnFolder(folder: string): Promise<boolean> {
  return stat(folder).then((found) => found.isDirectory() && found.uid === (process.getuid?.() ?? found.uid), () => false);
}

async function buildDeps(options: Composition, folder: string): Promise<{ readonly deps: Deps; readonly end: () => void }> {
  const clock = createClock();
  const log = createLog({ clock });
  const { engine, pid } = createEngine(options.place, log, clock);
  const parse = createParseRunner(options.spawnParse, clock);
  const [proxy, secrets, networks, linkOwners] = await Promise.all([
    openProxy(options, folder, log, pid),
    openSecrets(options, folder, log),
    openNetworks(options.place.networks, (text) => log.write('warning', 'app', text)),
    options.openLinkOwners?.(folder),
  ]);
  const deps: Deps = {
    engine,
    proxy,
    profiles: createProfilesDocument(folder, { now: () => clock.now() }),
    subscriptions: createSubscriptionsDocument(folder, { now: () => clock.now() }),
    fetcher: createFetcher(),
    settings: createSettingsDocument(folder, { now: () => clock.now(), pickPorts: portPicker(random) }),
    secrets,
    lockbox: createLockbox(),
    parse,
    networks,
    clock,
    random,
    log,
    host: {
      kind: options.kind,
      version: options.place.version,
      platform: options.place.platform,
      languages: options.languages,
      can: { systemProxy: proxy.supported, tray: options.tray, quit: options.quit !== undefined, openLinks: linkOwners !== undefined },
    },
    ...(options.readClipboard === undefined ? {} : { readClipboard: options.readClipboard }),
    ...(linkOwners === undefined ? {} : { linkOwners }),
    quit: options.quit ?? (() => undefined),
  };
  const readOnly = { save: () => Promise.resolve(fail('store-locked', 'opened to read')) };
  const quiet = options.access === 'write' ? deps : { ...deps, profiles: { ...deps.profiles, ...readOnly }, subscriptions: { ...deps.subscriptions, ...readOnly }, settings: { ...deps.settings, ...readOnly } };
  return { deps: quiet, end: () => parse.close() };
}

/** The guard ends an engine that outlives the app, so it needs the engine's process number. */
function createEngine(place: Place, log: Log, clock: Deps['clock']): { readonly engine: Deps['engine']; readonly pid: () => number | undefined } {
  let child: EngineChild | undefined;
  const spawn = (path: string, programArguments: readonly string[]): EngineChild => (child = spawnEngine(path, programArguments));
  const engine = createEngineLink({ path: place.engine, spawn, log, clock });
  return { engine, pid: () => (child?.exitCode === null && child.signalCode === null ? child.pid : undefined) };
}

async function openProxy(options: Composition, folder: string, log: Log, enginePid: () => number | undefined): Promise<ProxyControl> {
  if (options.access === 'read') return untouchedProxy;
  const { place } = options;
  const around = { environment: options.environment, home: homedir(), enginePath: place.engine };
  const stores = await pickStores({ platform: place.platform, ...around });
  return createProxyControl({ dataDir: folder, stores, ...around, enginePid, note: (text) => log.write('info', 'proxy', text) });
}

/** For readers: the settings belong to whoever holds the folder. */
const untouchedProxy: ProxyControl = {
  supported: false,
  enable: () => Promise.resolve(fail('proxy-unsupported')),
  restore: () => Promise.resolve(succeed({ restored: false })),
  recover: () => Promise.resolve(succeed({ restored: false })),
  inEffect: () => Promise.resolve(false),
  found: () => Promise.resolve({ kind: 'unknown' }),
  remarks: () => Promise.resolve([]),
  onStir: () => () => undefined,
};

/** A reader makes no key, which happens only while nothing is sealed: that is for the folder's owner. */
async function openSecrets(options: Composition, folder: string, log: Log): Promise<SecretBox> {
  const open = options.openSecrets ?? (() => openKeyFileBox({ folder, random }));
  if (options.access === 'write' || (await hasSealedData(folder))) return open(folder, log);
  return createClosedBox(fail('secrets-unreadable', 'nothing is sealed yet'));
}
