/**
 * A byway-engine that does what a script says, for tests of the app: it speaks the protocol over stdin and stdout, opens
 * no port and dials nothing. The script is JSON, as first argument or in FAKE_ENGINE; without one everything goes well.
 * Written without the app's own framing code, so that both cannot be wrong in the same way.
 */
import { closeSync } from 'node:fs';
import { stdin, stdout, stderr, argv, env, exit } from 'node:process';

export interface FakeEngineScript {
  /** Protocol number answered to hello; default 1. `refuse` answers the fault engine-version instead. */
  readonly protocol?: number | 'refuse';
  /** Ends (exit code 9) when this method arrives. */
  readonly dieAt?: string;
  /** Ends when the answer to this method is on its way. */
  readonly dieAfter?: string;
  /** Never answers this method, unless it is cancelled. */
  readonly hangAt?: string;
  /** Ends in the middle of the answer to this method. */
  readonly cutAt?: string;
  /** Prints text that is no message instead of the answer to this method; at `start`, before anything. */
  readonly garbageAt?: string;
  /** Closes stdout at this method but stays. */
  readonly muteAt?: string;
  /** Method → error data answered instead of the result, e.g. {"apply": {"code": "port-busy"}}. */
  readonly faults?: Readonly<Record<string, { readonly code: string; readonly detail?: object; readonly stages?: readonly object[] }>>;
  /** Method → result answered instead of the usual one. */
  readonly results?: Readonly<Record<string, unknown>>;
  /** Written to stderr at the start. */
  readonly stderr?: string;
  /** Notifications sent after the answer to hello. */
  readonly notify?: readonly { readonly method: string; readonly params: unknown }[];
  /** Does not end with stdin. */
  readonly deaf?: boolean;
}

const script = JSON.parse(argv[2] ?? env['FAKE_ENGINE'] ?? '{}') as FakeEngineScript; // written by the test itself
const results: Readonly<Record<string, unknown>> = {
  hello: { protocol: script.protocol ?? 1, engine: 'fake', mihomo: 'none' },
  apply: { port: 41001, systemProxyPort: 41002 },
  check: { status: 204, bytes: 0, ms: 1 },
  probe: { status: 204, bytes: 0, stages: [{ stage: 'dial', ms: 1 }, { stage: 'first-byte', ms: 2 }] },
  'practice.start': { port: 41003, pageUrl: 'http://127.0.0.1:41004/' },
  connections: { connections: [] },
  'connections.close': { closed: 0 },
  memory: { rssBytes: 1, heapBytes: 1 },
  ...script.results,
};
const hanging = new Set<number>();

function frame(message: object): string {
  const body = JSON.stringify({ jsonrpc: '2.0', ...message });
  return `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}

function answerFault(id: number, data: object): void {
  stdout.write(frame({ id, error: { code: -32000, message: 'as scripted', data } }));
}

function handle({ id, method, params }: { id?: number; method: string; params?: { id?: number } }): void {
  if (id === undefined) {
    if (method === '$/cancelRequest' && params?.id !== undefined && hanging.delete(params.id)) answerFault(params.id, { code: 'cancelled' });
    return;
  }
  const fault = script.faults?.[method];
  const answer = frame({ id, result: results[method] ?? {} });
  if (method === script.dieAt) exit(9);
  else if (method === script.dieAfter) stdout.write(answer, () => exit(9));
  else if (method === script.hangAt) hanging.add(id);
  else if (method === script.cutAt) stdout.write(answer.slice(0, -5), () => exit(9));
  else if (method === script.garbageAt) stdout.write('panic: this is no message\n');
  else if (method === script.muteAt) closeSync(1);
  else if (fault !== undefined) answerFault(id, fault);
  else if (method === 'hello' && script.protocol === 'refuse') answerFault(id, { code: 'engine-version', detail: { wanted: 1, spoken: 2 } });
  else stdout.write(answer);
  if (method === 'hello') for (const notification of script.notify ?? []) stdout.write(frame(notification));
}

let input = Buffer.alloc(0);
stdin.on('data', (chunk: Buffer) => {
  input = Buffer.concat([input, chunk]);
  for (;;) {
    const end = input.indexOf('\r\n\r\n');
    const length = Number(/content-length: *(\d+)/i.exec(input.toString('latin1', 0, Math.max(end, 0)))?.[1]);
    if (end === -1 || input.length < end + 4 + length) return;
    const body = input.toString('utf8', end + 4, end + 4 + length);
    input = input.subarray(end + 4 + length);
    handle(JSON.parse(body) as Parameters<typeof handle>[0]); // from the app under test
  }
});
if (script.deaf === true) setInterval(() => undefined, 1000);
else stdin.on('end', () => exit(0));
if (script.stderr !== undefined) stderr.write(script.stderr);
if (script.garbageAt === 'start') stdout.write('hello, I am no message\n');
