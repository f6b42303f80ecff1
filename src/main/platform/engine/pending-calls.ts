/** Calls under way: each ends exactly once, by its answer, its deadline, its signal, or the end of the process. */
import { CancellationTokenSource, type CancellationToken } from 'vscode-jsonrpc/node';
import { fail, type Fault } from '../../../shared/fault.ts';
import type { Clock } from '../../services/deps.ts';
import { failure, type Failure } from './failure.ts';

export interface CallLimits {
  /** Milliseconds from now, after which the call answers `late`. */
  readonly deadlineMs: number;
  readonly late: Fault;
  readonly signal: AbortSignal | undefined;
}

export interface PendingCalls {
  /** Starts a call; deadline and signal cancel the token, which tells the engine. `start` answers failures as values. */
  add<T>(start: (token: CancellationToken) => Promise<T>, limits: CallLimits): Promise<T | Failure>;
  /** Ends all of them with one fault. */
  settleAll(fault: Fault): void;
}

/** Makes an empty set of calls. */
export function createPendingCalls(clock: Pick<Clock, 'after'>): PendingCalls {
  const waiting = new Set<(outcome: Failure) => void>();

  function add<T>(start: (token: CancellationToken) => Promise<T>, { deadlineMs, late, signal }: CallLimits): Promise<T | Failure> {
    const cancelled = failure(fail('cancelled').fault);
    if (signal?.aborted === true) return Promise.resolve(cancelled);
    const source = new CancellationTokenSource();
    return new Promise((resolve) => {
      const settle = (outcome: T | Failure): void => {
        if (!waiting.delete(settle)) return;
        stopTimer();
        signal?.removeEventListener('abort', abort);
        resolve(outcome);
      };
      const giveUp = (outcome: Failure): void => {
        source.cancel();
        settle(outcome);
      };
      const abort = (): void => giveUp(cancelled);
      const stopTimer = clock.after(deadlineMs, () => giveUp(failure(late)));
      waiting.add(settle);
      signal?.addEventListener('abort', abort, { once: true });
      void start(source.token).then(settle);
    });
  }

  return {
    add,
    settleAll: (fault) => { for (const settle of [...waiting]) settle(failure(fault)); },
  };
}
