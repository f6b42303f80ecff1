/** The reader process of `parse.ts` as a plain Node child: for the headless host and the command line. */
import { fork } from 'node:child_process';
import process from 'node:process';
import type { ParseProcess } from './parse.ts';

/** Heap of the reader in MiB. Its other memory is bounded by the length of the text. */
const heapMib = 256;

/**
 * Starts `entry` (path of the built `parse-worker.js`) with this program's own Node, its heap bounded, its environment
 * and its streams empty. It does not keep the app alive, and ends by itself when the app is gone.
 */
export function spawnParseChild(entry: string): ParseProcess & { readonly pid: number | undefined } {
  const { SystemRoot } = process.env; // Windows cannot start a program without it
  const child = fork(entry, [], {
    execArgv: [`--max-old-space-size=${heapMib}`, '--no-warnings'],
    env: SystemRoot === undefined ? {} : { SystemRoot },
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    serialization: 'advanced',
    windowsHide: true,
  });
  child.unref();
  child.channel?.unref();
  return {
    send: (message) => {
      if (child.connected && typeof message === 'object' && message !== null) child.send(message, () => undefined);
    },
    onMessage: (receive) => child.on('message', receive),
    onExit: (gone) => {
      child.once('exit', gone);
      child.once('error', gone);
    },
    pid: child.pid,
    kill: () => child.kill('SIGKILL'),
  };
}
