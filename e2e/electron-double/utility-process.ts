/** utilityProcess: a Node child with Electron's parentPort put in. */
import { fork } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { fileURLToPath } from 'node:url';
import { record, strict } from './record.ts';

const port = fileURLToPath(new URL('utility-port.ts', import.meta.url));

class UtilityProcess extends EventEmitter {
  readonly #child;
  constructor(entry: string, options: Electron.ForkOptions) {
    super();
    this.#child = fork(entry, [], { execArgv: ['--import', port, ...(options.execArgv ?? [])], env: {}, stdio: ['ignore', 'ignore', 'inherit', 'ipc'], serialization: 'advanced' });
    this.#child.on('message', (message) => this.emit('message', message));
    this.#child.once('exit', (code) => this.emit('exit', code ?? 1));
  }

  postMessage(message: object): void {
    if (this.#child.connected) this.#child.send(message);
  }

  kill(): boolean {
    return this.#child.kill('SIGKILL');
  }
}

export const utilityProcess = strict('utilityProcess', {
  fork(entry: string, values: readonly string[], options: Electron.ForkOptions) {
    record('utilityProcess.fork', entry, values, options);
    return new UtilityProcess(entry, options);
  },
});
