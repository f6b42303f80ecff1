/**
 * Which process is meant: a number alone may belong to somebody else after a while, number and start time do not. Linux
 * tells start times by a file; macOS by `ps`, for which there is time only where a data folder is taken (`NotedProcess`).
 * Windows tells neither to Node: there the number must do, and the engine compares start times itself.
 */
import { readFileSync } from 'node:fs';
import { uptime } from 'node:os';
import { errorCode } from './paths.ts';
import { run } from './run.ts';

/** As a proxy journal names it; `engine/internal/restore/process.go` reads the same. */
export interface ProcessIdentity {
  readonly pid: number;
  /** Start time in clock ticks since boot (proc(5), stat field 22), as text; empty where the system does not tell. */
  readonly start: string;
}

/** As a lock names it: of any boot, and on macOS exact too. */
export interface NotedProcess {
  readonly pid: number;
  /** Opaque: equal for the same process, different for a later one with the same number. Absent where no source is known. */
  readonly started?: string;
  /** When this was written down, in milliseconds since 1970. */
  readonly at: number;
}

/** The process with that number; null when there is none or it has ended and only waits to be collected. */
export function identify(pid: number): ProcessIdentity | null {
  if (readSmall('/proc/self/stat') === '') return isNumberInUse(pid) ? { pid, start: '' } : null;
  const stat = readSmall(`/proc/${pid}/stat`);
  // The name in parentheses may itself hold spaces and parentheses: fields count from behind the last one.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [state] = fields;
  const start = fields[19];
  return start === undefined || state === 'Z' || state === 'X' ? null : { pid, start };
}

/** This process. */
export function identifySelf(): ProcessIdentity {
  return identify(process.pid) ?? { pid: process.pid, start: '' };
}

/** True while that very process runs. */
export function isRunning(identity: ProcessIdentity): boolean {
  const now = identify(identity.pid);
  return now !== null && (now.start === '' || now.start === identity.start);
}

/** Whether the process that wrote a journal still runs. */
export function isOwnerAlive(journal: { readonly boot: string; readonly app: ProcessIdentity }): boolean {
  return isThisBoot(journal.boot) && isRunning(journal.app);
}

/** What to note now so that `isOwnerAlive` knows this boot of the computer again: its id, or the time. */
export function noteBoot(): string {
  return readBootId() || `at-${Date.now()}`;
}

/** This process, to be noted at the time `now`. */
export async function noteSelf(now: number): Promise<NotedProcess> {
  const started = await startedOf(identifySelf());
  return { pid: process.pid, ...(started === undefined ? {} : { started }), at: now };
}

/** True while that process runs; where start times are not told, as far as the number is in use and of this boot. */
export async function isAlive(noted: NotedProcess, now: number): Promise<boolean> {
  const found = identify(noted.pid);
  if (found === null) return false;
  const started = await startedOf(found);
  if (started !== undefined && noted.started !== undefined) return started === noted.started;
  return isSinceBoot(noted.at, now);
}

async function startedOf({ pid, start }: ProcessIdentity): Promise<string | undefined> {
  if (start !== '') return `${readBootId()}:${start}`;
  const listed = await run('ps', ['-o', 'lstart=', '-p', String(pid)], { timeoutMs: 2_000, environment: { PATH: process.env['PATH'], LC_ALL: 'C' } });
  const started = listed.ok && listed.value.code === 0 ? listed.value.stdout.trim() : '';
  return started === '' ? undefined : started;
}

function isThisBoot(noted: string): boolean {
  const id = readBootId();
  if (id !== '') return noted === id;
  return isSinceBoot(Number(/^at-(\d{1,16})$/.exec(noted)?.[1] ?? 0), Date.now());
}

/** Whether a time lies after the computer's start; its clock may have been set since. */
function isSinceBoot(at: number, now: number): boolean {
  const clockDriftMs = 60_000;
  return at > now - uptime() * 1000 - clockDriftMs;
}

function readBootId(): string {
  return readSmall('/proc/sys/kernel/random/boot_id').trim();
}

function isNumberInUse(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) === 'EPERM'; // there, but somebody else's
  }
}

function readSmall(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
