/** Keeps this window joined to the app: opens a wire, fills the mirror, and tries again, ever more slowly, when it is gone. */
import { createCaller, type Caller } from '../shared/call.ts';
import type { Snapshot, SnapshotChange, LogLine } from '../shared/snapshot.ts';
import { LinkError, type Host, type LinkTrouble } from './connect.ts';

/** What the session tells, in order: `opened` before any change. */
export interface SessionListener {
  opened(caller: Caller, snapshot: Snapshot): void;
  changed(change: SnapshotChange): void;
  logged(lines: readonly LogLine[]): void;
  /** Told once for each loss; the session goes on trying unless the key was refused. */
  lost(trouble: LinkTrouble): void;
}

export interface SessionOptions {
  /** Runs once after `ms`. */
  readonly after: (ms: number, run: () => void) => void;
  /** Longest pause between tries, milliseconds. */
  readonly maxPauseMs?: number;
}

const firstPauseMs = 500;

/** Starts and never ends: it lives as long as the page. */
export function keepSession(host: Host, listener: SessionListener, options: SessionOptions): void {
  const maxPauseMs = options.maxPauseMs ?? 8000;
  let pauseMs = firstPauseMs;

  function lose(trouble: LinkTrouble): void {
    listener.lost(trouble);
    if (trouble !== 'gone') return;
    const pause = pauseMs;
    pauseMs = Math.min(pauseMs * 2, maxPauseMs);
    options.after(pause, () => void attempt());
  }

  async function attempt(): Promise<void> {
    try {
      const open = await host.open();
      const caller = createCaller(open.wire);
      const early: (() => void)[] = [];
      let ready = false;
      // Changes that arrive before the snapshot's answer is handled wait for it.
      caller.onChange((change) => (ready ? listener.changed(change) : early.push(() => listener.changed(change))));
      caller.onLog((lines) => (ready ? listener.logged(lines) : early.push(() => listener.logged(lines))));
      caller.onClose(() => lose(open.trouble()));
      const snapshot = await caller.call('state.get', {});
      if (!snapshot.ok) {
        // A wire that closed has told it already; one that is silent is closed here, which tells it.
        caller.close();
        return;
      }
      pauseMs = firstPauseMs;
      listener.opened(caller, snapshot.value);
      ready = true;
      for (const tell of early) tell();
    } catch (error) {
      lose(error instanceof LinkError ? error.trouble : 'gone');
    }
  }

  void attempt();
}
