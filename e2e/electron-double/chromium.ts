/** One Chromium for the stand-in, spoken to over its debugging socket. It ends with this process, however that ends. */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import { chromiumFlags, chromiumPath } from '../chromium.ts';

/** Parameters and results of the protocol are looked at where they are used. */
export type Fields = Readonly<Record<string, unknown>>;

export interface Target {
  send(method: string, params?: Fields): Promise<Fields>;
  on(method: string, receive: (params: Fields) => void): void;
}

export interface Chromium {
  /** Address for a second client: the test. */
  readonly endpoint: string;
  /** Opens a page, named by its target. */
  open(): Promise<{ readonly id: string; readonly target: Target }>;
  /** The browser as a whole. */
  readonly browser: Target;
  end(): void;
}

let running: Promise<Chromium> | undefined;

/** Starts it at the first call. */
export function chromium(): Promise<Chromium> {
  running ??= start();
  return running;
}

async function start(): Promise<Chromium> {
  const profile = mkdtempSync(join(tmpdir(), 'byway-double-'));
  // The pipe is not used for talking: when this process dies, even by kill -9, it breaks, and Chromium ends.
  const flags = ['--headless=new', ...chromiumFlags, '--remote-debugging-port=0', '--remote-debugging-pipe', '--no-proxy-server', '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1', `--user-data-dir=${profile}`, 'about:blank'];
  const child = spawn(chromiumPath(), flags, { stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'] });
  const endpoint = await endpointOf(child);
  const connection = await connect(endpoint);
  const end = (): void => {
    child.kill('SIGKILL');
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  };
  process.once('exit', end);
  return { endpoint, browser: connection.target(undefined), end, open: () => openPage(connection) };
}

function endpointOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    child.stderr?.on('data', (data: Buffer) => {
      text += data.toString();
      const found = /ws:\/\/\S+/.exec(text);
      if (found !== null) resolve(found[0]);
    });
    child.once('exit', () => reject(new Error(`Chromium ended: ${text.slice(-400)}`)));
  });
}

async function openPage(connection: Connection): Promise<{ readonly id: string; readonly target: Target }> {
  const browser = connection.target(undefined);
  const { targetId } = await browser.send('Target.createTarget', { url: 'about:blank' });
  const { sessionId } = await browser.send('Target.attachToTarget', { targetId, flatten: true });
  return { id: String(targetId), target: connection.target(String(sessionId)) };
}

interface Connection {
  target(sessionId: string | undefined): Target;
}

/** Requests and events of all sessions over one socket. */
async function connect(endpoint: string): Promise<Connection> {
  const socket = new WebSocket(endpoint, { maxPayload: 512 * 1024 * 1024 });
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  const waiting = new Map<number, { resolve: (result: Fields) => void; reject: (error: Error) => void }>();
  const receivers = new Map<string, Set<(params: Fields) => void>>();
  let lastId = 0;
  socket.on('message', (data: Buffer) => {
    const message = JSON.parse(data.toString()) as { id?: number; method?: string; sessionId?: string; params?: Fields; result?: Fields; error?: { message: string } };
    if (message.id === undefined) {
      for (const receive of receivers.get(`${message.sessionId ?? ''} ${message.method ?? ''}`) ?? []) receive(message.params ?? {});
      return;
    }
    const pending = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.error === undefined) pending?.resolve(message.result ?? {});
    else pending?.reject(new Error(message.error.message));
  });
  return {
    target: (sessionId) => ({
      send(method, params = {}) {
        lastId += 1;
        const id = lastId;
        socket.send(JSON.stringify({ id, method, params, ...(sessionId === undefined ? {} : { sessionId }) }));
        return new Promise((resolve, reject) => waiting.set(id, { resolve, reject }));
      },
      on(method, receive) {
        const key = `${sessionId ?? ''} ${method}`;
        const set = receivers.get(key) ?? new Set();
        receivers.set(key, set.add(receive));
      },
    }),
  };
}
