/** How an engine's process ends, seen from the app. */
import { fail, type Fault } from '../../../shared/fault.ts';
import type { Clock } from '../../services/deps.ts';
import { errorCode } from '../paths.ts';
import type { EngineChild } from './spawn-engine.ts';

/** How long output may still arrive after the end: a program the engine started could hold the pipe open for ever. */
const lastWordsMs = 200;
/** How long a process that was killed is waited for. */
const killedMs = 5_000;

/**
 * Calls `ended` once: with `engine-missing` when the process never ran, else with `engine-died` and how, after its last
 * output was read.
 */
export function watchEnd(child: EngineChild, clock: Clock, ended: (fault: Fault) => void): void {
  let told = false;
  const tell = (fault: Fault): void => {
    if (told) return;
    told = true;
    ended(fault);
  };
  child.once('error', (error) => {
    if (child.pid === undefined) tell(fail('engine-missing', errorCode(error)).fault);
  });
  child.once('exit', (code, signal) => {
    const fault = fail('engine-died', signal === null ? `exit code ${code}` : `signal ${signal}`).fault;
    const cancel = clock.after(lastWordsMs, () => tell(fault));
    child.once('close', () => {
      cancel();
      tell(fault);
    });
  });
}

/** Ends stdin, which asks the engine to stop, and kills it after `patienceMs`; resolves when it is gone. */
export function endChild(child: EngineChild, clock: Clock, patienceMs: number): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    let cancel = clock.after(patienceMs, () => {
      child.kill('SIGKILL');
      cancel = clock.after(killedMs, resolve);
    });
    child.once('exit', () => {
      cancel();
      resolve();
    });
    child.stdin.end();
  });
}
