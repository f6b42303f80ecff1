/** How a command that stays is told to end: a signal, the end of the launcher above it, or the loss of its output. */

export type StopReason = 'signal' | 'parent-gone' | 'output-gone' | 'app-quit';

export interface StopRequest {
  /** Resolves at the first request; later ones change nothing, so that restoring is never cut short. */
  readonly asked: Promise<StopReason>;
  ask(reason: StopReason): void;
  readonly isAsked: () => boolean;
}

/** A request that only `ask` fulfils. */
export function createStopRequest(): StopRequest {
  const { promise, resolve } = Promise.withResolvers<StopReason>();
  let done = false;
  return {
    asked: promise,
    ask(reason) {
      done = true;
      resolve(reason);
    },
    isAsked: () => done,
  };
}

/**
 * Listens for SIGINT, SIGTERM and SIGHUP (Windows raises them for Ctrl-C and a closed console), for the launcher's
 * channel closing, and for readers of stdout going away. The end of standard input is no request.
 */
export function listenForStop(stop: StopRequest, of: NodeJS.Process): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) of.on(signal, () => stop.ask('signal'));
  of.on('disconnect', () => stop.ask('parent-gone'));
  of.channel?.unref(); // a listener alone would keep the process alive
  of.stdout.on('error', () => stop.ask('output-gone'));
  of.stderr.on('error', () => stop.ask('output-gone'));
}
