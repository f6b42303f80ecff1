/** The local ports of an install: random and high, so that a program which tries well-known proxy ports finds nothing. */
import type { Random } from '../../services/deps.ts';
import type { StoredSettings } from '../../services/stored.ts';

/** Above the scanned and well-known ones (1080, 7890, 10808, 16000–16100, …), below those that systems hand out (32768 and up). */
const lowest = 20_000;
const highest = 31_999;

/** Two different ports from 20,000 to 31,999. Whether they are free is found out when the engine binds them. */
export function pickPorts(random: Random): StoredSettings['ports'] {
  const local = pickPort(random);
  const other = pickPort(random);
  return { local, systemProxy: other !== local ? other : other === highest ? lowest : other + 1 };
}

function pickPort(random: Random): number {
  const [high = 0, middle = 0, low = 0] = random(3);
  return lowest + ((high * 65536 + middle * 256 + low) % (highest - lowest + 1));
}
