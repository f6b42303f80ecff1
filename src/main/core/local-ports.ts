/** Where programs enter the tunnel: random high ports, so that whoever tries the usual ones finds nothing. Pure. */

/**
 * Above the ports that scanners and other clients use (1080, 7890, 10808, 16000-16100), below those that systems hand
 * out by themselves (32768 and up on Linux), and without the few in between that programs are known for.
 */
const lowest = 20_000;
const highest = 31_999;
const known: ReadonlySet<number> = new Set([
  20_170, 20_171, 20_172, 20_808, 20_809, 25_565, 27_015, 27_017, 27_018, 27_019, 28_015, 28_017, 31_337,
]);

export interface LocalPorts {
  readonly local: number;
  readonly systemProxy: number;
  /** Where the script of automatic configuration is served. */
  readonly script: number;
}

/** How many random bytes a pick takes. */
export const portBytes = 9;

/**
 * Nine random bytes → three different ports from 20,000 to 31,999; those `kept` stay as they are. Whether they are
 * free is found out when the engine binds them.
 */
export function pickLocalPorts(random: Uint8Array, kept: Partial<LocalPorts> = {}): LocalPorts {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0, i = 0] = random;
  const taken = Object.values(kept);
  const local = kept.local ?? freeFrom(a * 65_536 + b * 256 + c, taken);
  const systemProxy = kept.systemProxy ?? freeFrom(d * 65_536 + e * 256 + f, [...taken, local]);
  return { local, systemProxy, script: kept.script ?? freeFrom(g * 65_536 + h * 256 + i, [...taken, local, systemProxy]) };
}

/** The first allowed port at or after the place that `number` points to. */
function freeFrom(number: number, taken: readonly number[]): number {
  const width = highest - lowest + 1;
  for (let offset = number % width; ; offset = (offset + 1) % width) {
    const port = lowest + offset;
    if (!taken.includes(port) && !known.has(port)) return port;
  }
}
