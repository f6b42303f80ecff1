/**
 * Which process is meant: a number alone may belong to somebody else after a while, number and start time do not. Only
 * Linux tells start times without running a program; elsewhere the engine compares them, and here the number must do.
 */
import { readFileSync } from 'node:fs';
import { uptime } from 'node:os';
import { errorCode } from '../paths.ts';

export interface ProcessIdentity {
  readonly pid: number;
  /** Start time in clock ticks since boot (proc(5), stat field 22), as text; empty where the system does not tell. */
  readonly start: string;
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

function isThisBoot(noted: string): boolean {
  const id = readBootId();
  if (id !== '') return noted === id;
  const clockDriftMs = 60_000; // the clock may have been set since
  return Number(/^at-(\d{1,16})$/.exec(noted)?.[1] ?? 0) > Date.now() - uptime() * 1000 - clockDriftMs;
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
