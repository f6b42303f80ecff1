/** Every way an Electron app ends, brought to one: everything is put back first, then the process goes. */
import type { App as ElectronApp, BrowserWindow } from 'electron';
import type { Result } from '../../../shared/fault.ts';

export interface Leaving {
  /** Puts everything back and ends the app; the second call changes nothing. */
  readonly leave: () => void;
  readonly isLeaving: () => boolean;
  /** Windows tells a window, not the app, that the person logs off. */
  readonly watchWindow: (window: BrowserWindow) => void;
}

export interface LeavingOptions {
  readonly electron: Pick<ElectronApp, 'on' | 'exit'>;
  readonly process: Pick<NodeJS.Process, 'on'>;
  /** Puts everything back; bounded in time by the app itself. */
  readonly close: () => Promise<Result<null>>;
  /** Called at the first step, for windows and tray to go. */
  readonly onLeaving: () => void;
}

/** Hooks quit, signals and the end of the session. Exit code 1 when something could not be put back. */
export function arrangeLeaving({ electron, process, close, onLeaving }: LeavingOptions): Leaving {
  let leaving = false;
  const leave = (): void => {
    if (leaving) return;
    leaving = true;
    onLeaving();
    void close().then((ended) => electron.exit(ended.ok ? 0 : 1));
  };
  electron.on('before-quit', (event) => {
    event.preventDefault();
    leave();
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, leave);
  return {
    leave,
    isLeaving: () => leaving,
    watchWindow(window) {
      window.on('query-session-end', leave);
      window.on('session-end', leave);
    },
  };
}
