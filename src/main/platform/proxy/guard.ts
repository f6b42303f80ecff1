/**
 * The guard process (`byway-engine guard`): outlives the app and restores when its input ends without the word `clean`.
 * It leads a session of its own, so that a signal to the app's group or terminal does not reach it. On Windows `detached`
 * also keeps it out of the job object in which Node puts children that must end with the app (libuv, process.c).
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { fail, succeed, type Result } from '../../../shared/fault.ts';
import { errorCode } from '../paths.ts';

export interface GuardJob {
  /** The journal to restore from. */
  readonly journal: string;
  readonly appPid: number;
  /** The engine to end after restoring. */
  readonly enginePid?: number;
}

export interface Guard {
  readonly isRunning: () => boolean;
  /** Replaces the job (another engine process). */
  readonly tell: (job: GuardJob) => void;
  /** Says that all is restored; resolves when the guard has ended, after 2 s at the latest. */
  readonly dismiss: () => Promise<void>;
}

const dismissMs = 2_000;

/** Starts the guard and gives it its job; fault `engine-missing` when the program does not start. */
export function startGuard(program: string, job: GuardJob, environment: NodeJS.ProcessEnv): Promise<Result<Guard>> {
  return new Promise((resolve) => {
    const child = launch(program, environment);
    if (child === null) return resolve(fail('engine-missing', 'guard: not started'));
    child.once('error', (error) => resolve(fail('engine-missing', `guard: ${errorCode(error)}`)));
    child.once('spawn', () => {
      child.stdin?.on('error', () => undefined); // a guard that died: isRunning tells
      tell(child, job);
      release(child);
      resolve(succeed(guardOf(child)));
    });
  });
}

function launch(program: string, environment: NodeJS.ProcessEnv): ChildProcess | null {
  try {
    return spawn(program, ['guard'], { detached: true, windowsHide: true, stdio: ['pipe', 'ignore', 'ignore'], env: environment });
  } catch {
    return null; // a path with a NUL, for one
  }
}

function guardOf(child: ChildProcess): Guard {
  return { isRunning: () => isAlive(child), tell: (job) => tell(child, job), dismiss: () => dismiss(child) };
}

/** The app may end while the guard lives: neither the child nor its pipe holds the event loop. */
function release(child: ChildProcess): void {
  child.unref();
  const pipe = child.stdin;
  if (pipe !== null && 'unref' in pipe && typeof pipe.unref === 'function') pipe.unref();
}

function tell(child: ChildProcess, job: GuardJob): void {
  child.stdin?.write(`${JSON.stringify(job)}\n`);
}

function dismiss(child: ChildProcess): Promise<void> {
  if (!isAlive(child)) return Promise.resolve();
  return new Promise((resolve) => {
    const late = setTimeout(resolve, dismissMs);
    child.ref();
    child.once('exit', () => {
      clearTimeout(late);
      resolve();
    });
    child.stdin?.end('clean\n');
  });
}

function isAlive(child: ChildProcess): boolean {
  return child.exitCode === null && child.signalCode === null;
}
