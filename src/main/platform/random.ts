/** Random bytes from the system, fit for keys and passwords. */
import { randomBytes } from 'node:crypto';

/** `bytes` (0 or more) unpredictable bytes; the `Random` of services. */
export function random(bytes: number): Uint8Array {
  return new Uint8Array(randomBytes(bytes));
}
