/** Which process is meant: a number alone may belong to somebody else after a while, number and start time do not. */
import { readFileSync } from 'node:fs';

export interface ProcessIdentity {
  readonly pid: number;
  /** Start time in clock ticks since boot (proc(5), stat field 22), as text; empty where the system does not tell. */
  readonly start: string;
}

/** The process with that number; null when there is none or it has ended and only waits to be collected. */
export function identify(pid: number): ProcessIdentity | null {
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
  return identify(identity.pid)?.start === identity.start;
}

/** Whether the process that wrote a journal still runs. */
export function isOwnerAlive(journal: { readonly boot: string; readonly app: ProcessIdentity }): boolean {
  return journal.boot === readBootId() && isRunning(journal.app);
}

/** Names this boot of the computer; empty where the system does not tell. */
export function readBootId(): string {
  return readSmall('/proc/sys/kernel/random/boot_id').trim();
}

function readSmall(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
