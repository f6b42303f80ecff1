/** The one place where the snapshot lives. Every change passes here, so every window, tab and tray sees the same. */
import { createStore } from 'zustand/vanilla';
import { applyChange, type ProbeState, type Snapshot, type SnapshotChange, type Traffic } from '../../shared/snapshot.ts';
import type { Clock } from './deps.ts';

export interface State {
  readonly get: () => Snapshot;
  /** Applies and tells at once. */
  change(change: SnapshotChange): void;
  /** For what moves many times a second: gathered and told together within `gatherMs`, before any later change. */
  changeSoon(change: SoonChange): void;
  /** Every change, in order, with the snapshot that already holds it. */
  readonly onChange: (receive: (change: SnapshotChange, snapshot: Snapshot) => void) => () => void;
  /** Tells what is gathered and lets the timer go. */
  flush(): void;
}

/** The members that may be gathered: the newest value of each wins. */
export interface SoonChange {
  readonly traffic?: Traffic;
  readonly probes?: Readonly<Record<string, ProbeState | null>>;
}

/** Ten paints a second are enough for numbers; more would only wake every window. */
export const gatherMs = 100;

/** A store that starts with `initial`. */
export function createState(initial: Snapshot, clock: Clock): State {
  const store = createStore<Snapshot>(() => initial);
  const receivers = new Set<(change: SnapshotChange, snapshot: Snapshot) => void>();
  let gathered: SoonChange | undefined;
  let cancelTimer: (() => void) | undefined;

  function tell(change: SnapshotChange): void {
    store.setState((snapshot) => applyChange(snapshot, change), true);
    const snapshot = store.getState();
    for (const receive of receivers) receive(change, snapshot);
  }

  function flush(): void {
    cancelTimer?.();
    cancelTimer = undefined;
    const change = gathered;
    gathered = undefined;
    if (change !== undefined) tell(change);
  }

  return {
    get: () => store.getState(),
    change(change) {
      flush();
      tell(change);
    },
    changeSoon(change) {
      gathered = gather(gathered, change);
      cancelTimer ??= clock.after(gatherMs, flush);
    },
    onChange(receive) {
      receivers.add(receive);
      return () => receivers.delete(receive);
    },
    flush,
  };
}

function gather(earlier: SoonChange | undefined, later: SoonChange): SoonChange {
  if (earlier?.probes === undefined || later.probes === undefined) return { ...earlier, ...later };
  return { ...earlier, ...later, probes: { ...earlier.probes, ...later.probes } };
}
