/** The product's engine, driven directly: for tests of what servers it can reach. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createMessageConnection, ResponseError, StreamMessageReader, StreamMessageWriter } from 'vscode-jsonrpc/node';
import { isFaultCode, type FaultCode } from '../../src/shared/fault.ts';
import type { EngineProxy } from '../../src/main/core/engine-config.ts';
import { engineProgram } from './places.ts';

/** What a probe came to. `text` is the engine's own, for failure messages. */
export type Probed =
  | { readonly ok: true; readonly status: number; readonly bytes: number; readonly stages: readonly string[] }
  | { readonly ok: false; readonly code: FaultCode; readonly text: string };

export interface ProbeOptions {
  readonly url: string;
  readonly timeoutMs: number;
  readonly maxBytes: number;
  /** Servers on the way, when the proxy names one. */
  readonly chain?: readonly EngineProxy[];
}

export interface TestEngine {
  probe(proxy: EngineProxy, options: ProbeOptions): Promise<Probed>;
  /** Any other call of engine/golden/messages.json; rejects with the engine's error. */
  call(method: string, params: object): Promise<unknown>;
  /** What it wrote to standard error. */
  log(): string;
  /** Ends its standard input and waits until it is gone. */
  stop(): Promise<void>;
}

/** Starts the engine and shakes hands; a command other than the bare program may put it into a place of its own. */
export async function startEngine(command: readonly string[] = [engineProgram]): Promise<TestEngine> {
  const [program = engineProgram, ...words] = command;
  const child = spawn(program, words, { stdio: ['pipe', 'pipe', 'pipe'] });
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  const gone = once(child, 'close').then(() => void process.off('exit', kill));
  let log = '';
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => void (log += chunk));
  const connection = createMessageConnection(new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin));
  connection.onUnhandledNotification(() => undefined); // traffic and log lines
  connection.listen();
  await connection.sendRequest('hello', { protocol: 1 });
  return {
    probe: async (proxy, options) => readAnswer(await connection.sendRequest<ProbeAnswer>('probe', { proxy, ...options }).catch(readError)),
    call: (method, params) => connection.sendRequest(method, params),
    log: () => log,
    stop: async () => {
      connection.dispose();
      child.stdin.end();
      const timer = setTimeout(kill, 3_000);
      await gone;
      clearTimeout(timer);
    },
  };
}

/** Shape of `probe` in engine/golden/messages.json, which the engine's own tests hold it to. */
interface ProbeAnswer {
  readonly status: number;
  readonly bytes: number;
  readonly stages: readonly { readonly stage: string }[];
}

function readAnswer(answer: ProbeAnswer | Probed): Probed {
  if ('ok' in answer) return answer;
  return { ok: true, status: answer.status, bytes: answer.bytes, stages: answer.stages.map((item) => item.stage) };
}

function readError(error: unknown): Probed {
  if (!(error instanceof ResponseError)) throw error;
  const data: unknown = error.data;
  const code = typeof data === 'object' && data !== null && 'code' in data ? data.code : undefined;
  return { ok: false, code: isFaultCode(code) ? code : 'unexpected', text: error.message };
}
