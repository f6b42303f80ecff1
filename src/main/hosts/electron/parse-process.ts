/** The reader process of `platform/parse.ts` as Electron's utility process: plain children cannot run this program as Node once its fuses are set. */
import { utilityProcess } from 'electron';
import type { ParseProcess } from '../../platform/parse.ts';

/** Heap of the reader in MiB, as in the headless host. */
const heapMib = 256;

/** Starts `entry` (path of the built `parse-worker.js`) with an empty environment and no streams. */
export function spawnParseUtility(entry: string): ParseProcess {
  const child = utilityProcess.fork(entry, [], {
    execArgv: [`--max-old-space-size=${heapMib}`],
    env: {},
    stdio: 'ignore',
    serviceName: 'byway-reader',
  });
  return {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a process, not a window
    send: (message) => child.postMessage(message),
    onMessage: (receive) => child.on('message', receive),
    onExit: (gone) => child.once('exit', gone),
    kill: () => child.kill(),
  };
}
