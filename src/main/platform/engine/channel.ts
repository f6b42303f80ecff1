/** The control channel of one engine process: calls with deadlines, notifications, and an end that settles everything. */
import { createMessageConnection, StreamMessageReader, StreamMessageWriter, type MessageConnection } from 'vscode-jsonrpc/node';
import { fail, type Fault } from '../../../shared/fault.ts';
import type { Clock, Log } from '../../services/deps.ts';
import { endChild, watchEnd } from './child-end.ts';
import { failure, failureOf, type Failure } from './failure.ts';
import { createFrameGuard } from './frame-guard.ts';
import { limitRate, readLines } from './line-reader.ts';
import { createPendingCalls } from './pending-calls.ts';
import { methods, notifications, type MethodAnswer, type MethodName, type MethodParams } from './protocol.ts';
import type { EngineChild } from './spawn-engine.ts';
import type { Traffic } from '../../../shared/snapshot.ts';

/** The engine has one second for a clean stop. */
const patienceMs = 1_000;
/** Redacting a hostile line of full length takes some 6 ms: more lines than these would hold up the app. */
const linesPerSecond = 100;
const closedOutputMs = 500;

export interface ChannelOptions {
  readonly child: EngineChild;
  readonly clock: Clock;
  readonly log: Log;
  readonly onTraffic: (traffic: Traffic) => void;
  /** Called once; every call is settled by then. `asked` when `close` was called before. */
  readonly onEnd: (fault: Fault, asked: boolean) => void;
}

export interface CallOptions {
  /** Added to the method's own deadline. */
  readonly extraMs?: number;
  /** Aborting it cancels the call in the engine too. */
  readonly signal?: AbortSignal | undefined;
}

export type Outcome<Name extends MethodName> = { readonly ok: true; readonly value: MethodAnswer<Name> } | Failure;

export interface Channel {
  call<Name extends MethodName>(name: Name, params: MethodParams<Name>, options?: CallOptions): Promise<Outcome<Name>>;
  /** Ends the process; resolves when it is gone. Calls under way answer `cancelled`. */
  close(): Promise<void>;
}

const closed = fail('cancelled', 'the engine was closed').fault;

/** Opens the channel over a process that was just started. Never throws; a process that could not start ends it. */
export function openChannel(options: ChannelOptions): Channel {
  const { child, clock } = options;
  // A message on its way when `close` ends stdin is no reason to kill: the process is ending in order.
  const connection = connect(options, (cause) => { if (!asked) end(fail('engine-died', cause).fault); });
  const pending = createPendingCalls(clock);
  let ended: Fault | undefined;
  let asked = false;

  watchEnd(child, clock, end);

  function end(fault: Fault): void {
    if (ended !== undefined) return;
    ended = asked ? closed : fault;
    pending.settleAll(ended); // the connection leaves calls of a dead process pending for ever
    connection.dispose();
    void endChild(child, clock, 0);
    options.onEnd(fault, asked);
  }

  function call<Name extends MethodName>(name: Name, params: MethodParams<Name>, { extraMs = 0, signal }: CallOptions = {}): Promise<Outcome<Name>> {
    if (ended !== undefined) return Promise.resolve(failure(ended));
    const limits = { deadlineMs: methods[name].deadlineMs + extraMs, late: fail('engine-busy', `${name}: no answer in time`).fault, signal };
    return pending.add(
      (token) => connection.sendRequest(name, params, token).then(
        (answer) => readAnswer(name, answer),
        (error: unknown) => (asked ? failure(closed) : failureOf(error)),
      ),
      limits,
    );
  }

  async function close(): Promise<void> {
    asked = true;
    await endChild(child, clock, patienceMs);
    end(closed);
  }

  return { call, close };
}

function readAnswer<Name extends MethodName>(name: Name, answer: unknown): Outcome<Name> {
  const checked = methods[name].result.safeParse(answer);
  if (!checked.success) return failure(fail('engine-internal', `the answer of ${name} does not fit`).fault);
  return { ok: true, value: checked.data as MethodAnswer<Name> }; // the schema of this very method
}

function connect({ child, clock, log, onTraffic }: ChannelOptions, broken: (cause: string) => void): MessageConnection {
  const mayWrite = limitRate(clock, linesPerSecond, (count) => log.write('warning', 'engine', `${count} lines dropped`));
  const guarded = child.stdout.pipe(createFrameGuard());
  child.stdout.once('close', () => guarded.end());
  const quiet = { error: note, warn: note, info: note, log: note };
  const reader = new StreamMessageReader(guarded);
  reader.partialMessageTimeout = 0; // its timer would go on after a process that died in the middle of a message
  const connection = createMessageConnection(reader, new StreamMessageWriter(child.stdin), quiet);

  function note(text: string): void {
    if (mayWrite()) log.write('debug', 'engine', text.slice(0, 500));
  }

  // Disposing the connection takes its listeners away, and an error without one ends the app.
  child.stdin.on('error', () => undefined);
  child.stdout.on('error', () => undefined);
  guarded.on('error', () => undefined);
  readLines(child.stderr, (line) => { if (mayWrite()) log.write('info', 'engine', line); });
  connection.onError(([error]) => broken(`unreadable output: ${error.message.slice(0, 200)}`));
  // A process that closes its output but stays can answer nothing any more; one that ends tells how in a moment.
  connection.onClose(() => void clock.after(closedOutputMs, () => broken('the output was closed')));
  connection.onNotification((name, params: unknown) => {
    const traffic = name === 'traffic' ? notifications.traffic.safeParse(params) : undefined;
    const line = name === 'log' ? notifications.log.safeParse(params) : undefined;
    if (traffic?.success === true) onTraffic(traffic.data);
    else if (line?.success === true) { if (mayWrite()) log.write(line.data.level, 'engine', line.data.text); }
    else note('an unknown notification');
  });
  connection.listen();
  return connection;
}
