/** The headless host as a process, and a wire to it without a browser: for benchmarks and specs that need no page. */
import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import { createCaller, type Caller } from '../src/shared/call.ts';
import type { ConnectionState } from '../src/shared/connection.ts';
import type { Wire } from '../src/shared/wire.ts';
import { firstLine } from './desktop.ts';
import { projectRoot } from './project.ts';

export interface Served {
  readonly process: ChildProcess;
  /** Address with the token in its fragment. */
  readonly url: string;
  /** Ends it as a person would (SIGTERM) and waits. */
  stop(): Promise<void>;
}

/** Starts `byway serve` on a data folder and waits for its address. `within`: words before the program, which it replaces itself with. */
export async function startServed(dataDir: string, env: NodeJS.ProcessEnv = process.env, within: readonly string[] = []): Promise<Served> {
  const [program, ...words] = [...within, process.execPath, join(projectRoot, 'out', 'node', 'byway.js'), 'serve', '--data-dir', dataDir, '--json'];
  const child = spawn(program, words, { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const url = /http:\/\/127\.0\.0\.1:\d+\/#token=[\w-]+/.exec(await firstLine(child))?.[0];
  if (url === undefined) throw new Error('byway serve printed no address');
  return { process: child, url, stop: () => endProcess(child) };
}

/** SIGTERM, then waits for the end. */
export function endProcess(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    child.once('exit', () => resolve());
    child.kill('SIGTERM');
  });
}

/** A wire to the served app, with its token shown. */
export async function openCaller(url: string): Promise<Caller> {
  const { origin, host, hash } = new URL(url);
  const socket = new WebSocket(`ws://${host}/wire`, { origin });
  await new Promise<void>((resolve, reject) => socket.once('open', resolve).once('error', reject));
  const wire: Wire = {
    send: (message) => socket.send(JSON.stringify(message)),
    onMessage: (receive) => subscribe(socket, receive),
    onClose: (closed) => {
      socket.once('close', closed);
      return () => socket.off('close', closed);
    },
    close: () => socket.close(),
  };
  wire.send({ kind: 'token', token: hash.replace('#token=', '') });
  return createCaller(wire);
}

function subscribe(socket: WebSocket, receive: (message: unknown) => void): () => void {
  const listen = (data: Buffer): void => receive(JSON.parse(data.toString()));
  socket.on('message', listen);
  return () => socket.off('message', listen);
}

/** Resolves when the connection reaches one of the kinds; `state.get` must have been called. */
export function untilConnection(caller: Caller, ...kinds: readonly ConnectionState['kind'][]): Promise<ConnectionState> {
  return new Promise((resolve) => {
    const stop = caller.onChange((change) => {
      if (change.connection === undefined || !kinds.includes(change.connection.kind)) return;
      stop();
      resolve(change.connection);
    });
  });
}
