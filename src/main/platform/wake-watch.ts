/**
 * Notices that the computer woke up or changed its networks, for every host: the addresses of this computer are looked
 * at every few seconds, and a look that comes far too late means that the computer slept.
 */
import { networkInterfaces } from 'node:os';

export type WakeEvent = 'woke-up' | 'network-changed';

const everyMs = 4_000;
/** A busy computer is late by less; a nap of less than this breaks no connection. */
const sleptMs = 15_000;

export interface WakeSource {
  /** Milliseconds since 1970: the wall clock goes on while the computer sleeps. */
  readonly now: () => number;
  readonly networks: () => ReturnType<typeof networkInterfaces>;
  /** Runs again and again; the returned function stops it. */
  readonly every: (ms: number, run: () => void) => () => void;
}

/** Tells until the returned function is called. */
export function watchWaking(tell: (event: WakeEvent) => void, source: WakeSource = systemSource): () => void {
  let lookedAt = source.now();
  let networks = mark(source.networks());
  return source.every(everyMs, () => {
    const now = source.now();
    const slept = now - lookedAt > everyMs + sleptMs;
    lookedAt = now;
    const present = mark(source.networks());
    const moved = present !== networks;
    networks = present;
    // Both together are one waking up: the network's change is part of it.
    if (slept) tell('woke-up');
    else if (moved) tell('network-changed');
  });
}

const systemSource: WakeSource = {
  now: () => Date.now(),
  networks: () => networkInterfaces(),
  every(ms, run) {
    const timer = setInterval(run, ms);
    timer.unref();
    return () => clearInterval(timer);
  },
};

/** Every address that leads out of this computer, in a fixed order. */
function mark(networks: ReturnType<typeof networkInterfaces>): string {
  const addresses = Object.entries(networks).flatMap(([name, list]) => (list ?? []).filter(({ internal }) => !internal).map(({ address }) => `${name} ${address}`));
  return addresses.toSorted().join('\n');
}
