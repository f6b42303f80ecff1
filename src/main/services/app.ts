/** createApp(deps) → everything a host needs: the one composition of services. */
import { fail, succeed, type Result } from '../../shared/fault.ts';
import { serve, type Handlers } from '../../shared/serve.ts';
import { defaultSettings, type Settings } from '../../shared/settings.ts';
import type { LogLine, Snapshot, SnapshotChange } from '../../shared/snapshot.ts';
import type { Wire } from '../../shared/wire.ts';
import { createHandlers } from './app-handlers.ts';
import { startServices, type Services } from './app-start.ts';
import { withDeadline } from './deadline.ts';
import type { Deps } from './deps.ts';
import { createIncoming, type Arrival } from './incoming.ts';
import { createNotices } from './notices.ts';
import { createState } from './state.ts';

export interface App {
  readonly handlers: Handlers;
  /** For hosts that show a part of it themselves (tray, command line). */
  readonly state: {
    get(): Snapshot;
    /** Every change, in order, with the snapshot that already holds it. */
    onChange(receive: (change: SnapshotChange, snapshot: Snapshot) => void): () => void;
  };
  /** Serves a window, browser tab or command line until its wire closes; the returned function stops earlier. */
  serve(wire: Wire): () => void;
  /** Resolves (never rejects) when a crash's leftovers are restored and the documents are read. Handlers wait for it. */
  readonly ready: Promise<void>;
  /** What the system tells the host: the computer woke up, or its networks changed. Connections are verified, not assumed. */
  tell(event: 'woke-up' | 'network-changed'): void;
  /** What the system handed to the host: it waits for a person, unread. */
  receive(arrival: Arrival): void;
  /** Disconnects, restores, ends the engine, writes what is unwritten, within 20 s. The second call joins the first. */
  shutdown(): Promise<Result<null>>;
}

export interface AppOptions {
  /** Settings of this run only, over the stored ones and never stored: the command line's `--check`, `--no-system-proxy`. */
  readonly overrides?: Partial<Settings>;
  /** Start the engine as soon as the app is ready, so that the first click is quick. Off for one-shot commands. */
  readonly warmEngine?: boolean;
  /** Refresh lists that are due, now and later. Off for one-shot commands. */
  readonly refreshLists?: boolean;
}

const shutdownMs = 20_000;
/** For the answer to `app.quit` to leave before the process does. */
const farewellMs = 50;

/** Builds the app and begins its start; never throws. */
export function createApp(deps: Deps, options: AppOptions = {}): App {
  const overrides = options.overrides ?? {};
  const state = createState(emptySnapshot(deps, overrides), deps.clock);
  const notices = createNotices(state);
  const incoming = createIncoming(deps, state, notices);
  const started = startServices(deps, state, notices, overrides, incoming);
  const ready = started.then(
    (services) => {
      warmUp(deps, options);
      if (options.refreshLists === true) services.subscriptions.follow();
    },
    (error: unknown) => logBug(deps, 'start', error),
  );
  let closing: Promise<Result<null>> | undefined;

  function shutdown(): Promise<Result<null>> {
    closing ??= withDeadline(deps.clock, shutdownMs, 'engine-busy', () => shutDown(deps, started)).finally(() => state.flush());
    return closing;
  }

  async function quit(): Promise<Result<null>> {
    const ended = await shutdown();
    deps.clock.after(farewellMs, deps.quit);
    return ended;
  }

  const handlers = createHandlers({ deps, state, notices, incoming, started, isClosing: () => closing !== undefined, quit });
  const served = {
    handlers,
    onChange: state.onChange,
    onLog: (receive: (lines: readonly LogLine[]) => void) => deps.log.onLines(receive),
    now: () => deps.clock.now(),
    onBug: (name: string, error: unknown) => logBug(deps, name, error),
  };
  return {
    handlers,
    state: { get: state.get, onChange: state.onChange },
    serve: (wire) => serve(wire, served),
    ready,
    tell(event) {
      void started.then((services) => services.connection.tell(event), () => undefined); // told of already by `ready`
    },
    receive: (arrival) => incoming.receive(arrival),
    shutdown,
  };
}

function warmUp(deps: Deps, options: AppOptions): void {
  if (options.warmEngine !== true) return;
  void deps.engine.start().then((warm) => {
    if (!warm.ok) deps.log.write('warning', 'engine', `not started: ${warm.fault.code}`);
  });
}

/** Everything back, in the order in which it matters; answers the first fault, and goes on after it. */
async function shutDown(deps: Deps, started: Promise<Services>): Promise<Result<null>> {
  const services = await started.catch(() => undefined);
  services?.probes.stop();
  services?.subscriptions.stop();
  services?.imports.close();
  services?.unsealer.close();
  services?.connection.disconnect();
  await services?.connection.settled();
  // Also what the connection does not know of: settings of an earlier run whose recovery failed at the start.
  const restored = await (services === undefined ? deps.proxy.restore() : services.connection.restoreProxy());
  await services?.connection.settled();
  await deps.engine.close();
  const flushed = (await services?.flush()) ?? succeed(null);
  if (!restored.ok) return restored;
  return flushed.ok ? succeed(null) : fail(flushed.fault.code, flushed.fault.cause);
}

function logBug(deps: Deps, where: string, error: unknown): void {
  deps.log.write('error', 'app', `${where}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
}

function emptySnapshot(deps: Deps, overrides: Partial<Settings>): Snapshot {
  return {
    host: deps.host,
    connection: { kind: 'off' },
    profiles: [],
    subscriptions: [],
    probes: {},
    settings: { ...defaultSettings, ...overrides },
    traffic: { up: 0, down: 0, upTotal: 0, downTotal: 0 },
    notices: [],
    incoming: [],
  };
}
