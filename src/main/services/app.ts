/** createApp(deps) → everything a host needs: the one composition of services. */
import type { Handlers } from '../../shared/serve.ts';
import type { Settings } from '../../shared/settings.ts';
import type { Snapshot, SnapshotChange } from '../../shared/snapshot.ts';
import type { Wire } from '../../shared/wire.ts';
import type { Deps } from './deps.ts';
import type { Result } from '../../shared/fault.ts';

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
  /** Disconnects, restores, ends the engine, writes what is unwritten, within 20 s. The second call joins the first. */
  shutdown(): Promise<Result<null>>;
}

export interface AppOptions {
  /** Settings of this run only, over the stored ones and never stored: the command line's `--check`, `--no-system-proxy`. */
  readonly overrides?: Partial<Settings>;
  /** Start the engine as soon as the app is ready, so that the first click is quick. Off for one-shot commands. */
  readonly warmEngine?: boolean;
}

/** Builds the app and begins its start; never throws. */
export function createApp(_deps: Deps, _options: AppOptions = {}): App {
  throw new Error('written next');
}
