/** Named moments at which a test may kill this process, to prove that restoring works from each of them. */
import { appendFileSync } from 'node:fs';

/** Dies here when the test asked for it, or notes that it came by. The product does neither: `BYWAY_TEST` is needed. */
export function crashPoint(step: string): void {
  const { BYWAY_TEST: isTest, BYWAY_CRASH_AT: fatal, BYWAY_CRASH_TRACE: trace } = process.env;
  if (isTest !== '1') return;
  if (trace !== undefined) appendFileSync(trace, `${step}\n`);
  if (fatal === step) process.kill(process.pid, 'SIGKILL');
}
