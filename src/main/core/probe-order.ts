/**
 * Which server to test next. A burst of handshakes is itself a signal, most of all towards one network: so few at
 * once, and fewer to servers that stand side by side. Pure: a plain queue, no clock.
 */

/** Tests at once. */
export const maxProbes = 6;
/** Tests at once towards one network. */
export const maxProbesPerNetwork = 2;

/** Waiting ids in the order asked, network by network in turn. */
export interface ProbeQueue {
  /** Ids that wait or run already are not added again; answers those that were added. */
  add(entries: readonly ProbeEntry[]): readonly string[];
  /** The next one that the limits allow, marked as running; undefined when none may start now. */
  next(): string | undefined;
  /** A running one ended. */
  finish(id: string): void;
  /** Takes all waiting ones out and answers them. */
  clear(): readonly string[];
}

export interface ProbeEntry {
  readonly id: string;
  readonly server: string;
}

/** What waits for one network; the first `served` have left (taking them out one by one would move all the others). */
interface Line {
  readonly ids: string[];
  served: number;
}

/** An empty queue. Each operation takes time in proportion to the networks in use, not to the servers that wait. */
export function createProbeQueue(): ProbeQueue {
  const waiting = new Map<string, Line>(); // by network, in the order networks have their turn
  const networks = new Map<string, string>(); // id → network, of waiting and running ones
  const running = new Map<string, number>(); // network → count
  let total = 0;

  return {
    add(entries) {
      const fresh = entries.filter(({ id, server }) => {
        if (networks.has(id)) return false;
        const network = networkOf(server);
        networks.set(id, network);
        const line = waiting.get(network);
        if (line === undefined) waiting.set(network, { ids: [id], served: 0 });
        else line.ids.push(id);
        return true;
      });
      return fresh.map(({ id }) => id);
    },
    next() {
      if (total >= maxProbes) return undefined;
      for (const [network, line] of waiting) {
        const busy = running.get(network) ?? 0;
        const id = line.ids[line.served];
        if (busy >= maxProbesPerNetwork || id === undefined) continue;
        line.served += 1;
        waiting.delete(network);
        if (line.served < line.ids.length) waiting.set(network, line); // to the end: the others have their turn
        running.set(network, busy + 1);
        total += 1;
        return id;
      }
      return undefined;
    },
    finish(id) {
      const network = networks.get(id);
      if (network === undefined || !networks.delete(id)) return;
      const left = (running.get(network) ?? 1) - 1;
      if (left > 0) running.set(network, left);
      else running.delete(network);
      total -= 1;
    },
    clear() {
      const ids = [...waiting.values()].flatMap((line) => line.ids.slice(line.served));
      waiting.clear();
      for (const id of ids) networks.delete(id);
      return ids;
    },
  };
}

/** IPv4 /24, IPv6 /48, else the name itself: what one observer on the path would see as one place. */
export function networkOf(server: string): string {
  const v4 = /^(\d{1,3}\.\d{1,3}\.\d{1,3})\.\d{1,3}$/.exec(server);
  if (v4?.[1] !== undefined) return v4[1];
  if (!server.includes(':')) return server.toLowerCase();
  const [head = '', tail] = server.toLowerCase().split('::', 2);
  const groups = head === '' ? [] : head.split(':');
  if (tail !== undefined) while (groups.length < 3) groups.push('0');
  return groups.slice(0, 3).map((group) => group.replace(/^0+(?=.)/, '')).join(':');
}
