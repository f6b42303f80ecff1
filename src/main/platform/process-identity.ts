/** Which process a number means: numbers are handed out again, so the start time belongs to the name. */
import { readFile } from 'node:fs/promises';
import { uptime } from 'node:os';
import { errorCode } from './paths.ts';
import { run } from './run.ts';

export interface ProcessIdentity {
  readonly pid: number;
  /** Opaque: equal for the same process, different for a later one with the same number. Absent where no source is known. */
  readonly started?: string;
  /** When this was written down, in milliseconds since 1970. */
  readonly at: number;
}

/** This process. */
export async function ownIdentity(now: number): Promise<ProcessIdentity> {
  const started = await startOf(process.pid);
  return { pid: process.pid, ...(started === undefined ? {} : { started }), at: now };
}

/**
 * True while that process runs. Linux: start time and boot from /proc, exact. Elsewhere the start time `ps` gives, or,
 * without `ps` (Windows), only whether the number is in use and was written down since the computer started.
 */
export async function isAlive(identity: ProcessIdentity, now: number): Promise<boolean> {
  if (!isNumberInUse(identity.pid)) return false;
  const started = await startOf(identity.pid);
  if (started !== undefined && identity.started !== undefined) return started === identity.started;
  const bootedAt = now - uptime() * 1000;
  const clockDriftMs = 60_000; // the clock may have been set since
  return identity.at > bootedAt - clockDriftMs;
}

function isNumberInUse(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) === 'EPERM'; // there, but somebody else's
  }
}

async function startOf(pid: number): Promise<string | undefined> {
  try {
    const [stat, boot] = await Promise.all([readFile(`/proc/${pid}/stat`, 'utf8'), readFile('/proc/sys/kernel/random/boot_id', 'utf8')]);
    // The name in parentheses may hold spaces and parentheses; field 22 of proc(5) is the 20th after it.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [state, ticks] = [fields[0], fields[19]];
    if (state === 'Z' || state === 'X') return 'ended'; // a number whose process is over but not yet collected
    return ticks === undefined ? undefined : `${boot.trim()}:${ticks}`;
  } catch {
    const listed = await run('ps', ['-o', 'lstart=', '-p', String(pid)], { timeoutMs: 2_000, environment: { PATH: process.env['PATH'], LC_ALL: 'C' } });
    const started = listed.ok && listed.value.code === 0 ? listed.value.stdout.trim() : '';
    return started === '' ? undefined : started;
  }
}
