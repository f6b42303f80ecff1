/** Watches the stores while something of Byway's is set there, and tells listeners once it is quiet again. */
import type { Stores } from './backend.ts';

/** Programs write several keys in a row; one look after the last is enough. */
const quietMs = 250;

export interface Stirs {
  listen(receive: () => void): () => void;
  /** Begins to watch; does nothing when it does already. */
  start(): void;
  stop(): void;
}

/** Nothing is watched before `start`. */
export function createStirs(stores: Pick<Stores, 'watch'>): Stirs {
  const listeners = new Set<() => void>();
  let unwatch: (() => void) | null = null;
  let pending: NodeJS.Timeout | undefined;

  function stir(): void {
    clearTimeout(pending);
    pending = setTimeout(() => listeners.forEach((receive) => receive()), quietMs);
    pending.unref();
  }

  return {
    listen: (receive) => (listeners.add(receive), () => listeners.delete(receive)),
    start: () => {
      unwatch ??= stores.watch(stir);
    },
    stop: () => {
      clearTimeout(pending);
      unwatch?.();
      unwatch = null;
    },
  };
}
