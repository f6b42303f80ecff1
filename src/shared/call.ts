/**
 * A window's side of a Wire: typed calls and pushed events. Imports the contract as types only, so that no schema
 * reaches the renderer's bundle. The app is trusted and checks what it sends by types; here only the shape of the
 * envelope is looked at.
 */
import type { CallAnswer, CallInput, CallName } from './contract.ts';
import { fail, succeed, type Fault, type Result } from './fault.ts';
import type { LogLine, SnapshotChange } from './snapshot.ts';
import type { Wire } from './wire.ts';

export interface Caller {
  /**
   * Asks the app. Never rejects: the answer is a value or a fault. When the wire closes or the deadline passes first,
   * the fault is `cancelled` or `timeout`.
   */
  readonly call: <Name extends CallName>(name: Name, input: CallInput<Name>) => Promise<Result<CallAnswer<Name>>>;
  /** Changes of the snapshot, in order, after `state.get` was called. */
  onChange(receive: (change: SnapshotChange) => void): () => void;
  /** Log lines, after `state.get` was called. */
  onLog(receive: (lines: readonly LogLine[]) => void): () => void;
  /** The app is gone. */
  onClose(receive: () => void): () => void;
  close(): void;
}

export interface CallerOptions {
  /** How long one call may wait, in milliseconds. Long enough for a 16 MiB paste on a slow computer. */
  readonly deadlineMs?: number;
  /** Runs once after `ms`; the returned function cancels. */
  readonly after?: (ms: number, run: () => void) => () => void;
}

const defaultDeadlineMs = 120_000;

/** Wraps a wire whose other end is served by `serve`. */
export function createCaller(wire: Wire, options: CallerOptions = {}): Caller {
  const after = options.after ?? afterTimeout;
  const deadlineMs = options.deadlineMs ?? defaultDeadlineMs;
  const pending = new Map<number, (result: Result<unknown>) => void>();
  const changes = new Set<(change: SnapshotChange) => void>();
  const logs = new Set<(lines: readonly LogLine[]) => void>();
  const closers = new Set<() => void>();
  let nextId = 1;
  let open = true;

  function closed(): void {
    if (!open) return;
    open = false;
    for (const settle of pending.values()) settle(fail('cancelled', 'the wire closed before the answer'));
    for (const receive of closers) receive();
  }

  wire.onClose(closed);
  wire.onMessage((message) => {
    const read = readMessage(message);
    if (read?.kind === 'answer') pending.get(read.id)?.(read.result);
    else if (read?.kind === 'change') for (const receive of changes) receive(read.change);
    else if (read?.kind === 'log') for (const receive of logs) receive(read.lines);
  });

  async function call<Name extends CallName>(name: Name, input: CallInput<Name>): Promise<Result<CallAnswer<Name>>> {
    if (!open) return fail('cancelled', 'the wire is closed');
    const id = nextId++;
    const result = await new Promise<Result<unknown>>((resolve) => {
      const cancelDeadline = after(deadlineMs, () => settle(fail('timeout', 'the app did not answer')));
      function settle(answer: Result<unknown>): void {
        cancelDeadline();
        pending.delete(id);
        resolve(answer);
      }
      pending.set(id, settle);
      try {
        wire.send({ kind: 'request', id, name, input });
      } catch (error) {
        settle(fail('bad-request', String(error))); // nothing a wire can carry
      }
    });
    return result as Result<CallAnswer<Name>>; // the app's handler for this name is typed by the same contract
  }

  return {
    call,
    onChange: (receive) => subscribe(changes, receive),
    onLog: (receive) => subscribe(logs, receive),
    onClose: (receive) => subscribe(closers, receive),
    close: () => {
      wire.close();
      closed();
    },
  };
}

function subscribe<T>(set: Set<T>, receive: T): () => void {
  set.add(receive);
  return () => set.delete(receive);
}

type Message =
  | { readonly kind: 'answer'; readonly id: number; readonly result: Result<unknown> }
  | { readonly kind: 'change'; readonly change: SnapshotChange }
  | { readonly kind: 'log'; readonly lines: readonly LogLine[] };

/** Reads the envelope only; what is inside was built by `serve` from the same types. */
function readMessage(message: unknown): Message | undefined {
  if (typeof message !== 'object' || message === null) return undefined;
  const fields = message as Readonly<Record<string, unknown>>; // an object: any member may be read as unknown
  if (fields['kind'] === 'answer' && typeof fields['id'] === 'number') {
    const result = fields['ok'] === true ? succeed(fields['value']) : { ok: false as const, fault: fields['fault'] as Fault };
    return { kind: 'answer', id: fields['id'], result };
  }
  if (fields['kind'] !== 'push') return undefined;
  if (fields['event'] === 'change') return { kind: 'change', change: fields['change'] as SnapshotChange };
  if (fields['event'] === 'log') return { kind: 'log', lines: fields['lines'] as readonly LogLine[] };
  return undefined;
}

function afterTimeout(ms: number, run: () => void): () => void {
  const timer = setTimeout(run, ms);
  return () => clearTimeout(timer);
}
