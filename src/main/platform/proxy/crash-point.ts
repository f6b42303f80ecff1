/** Named moments at which a test may kill this process, to prove that restoring works from each of them. */

/** Dies here when the test asked for it. The product never does: both variables are needed. */
export function crashPoint(step: string): void {
  if (process.env['BYWAY_TEST'] === '1' && process.env['BYWAY_CRASH_AT'] === step) process.kill(process.pid, 'SIGKILL');
}
