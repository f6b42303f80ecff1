/**
 * The app's side of a Wire: checks each request against the contract, hands it to its handler, answers a value or a
 * fault, and pushes changes once the other side has asked for the state. Imports the schemas as values, so it belongs
 * to the main process only; windows use `call.ts`.
 */
import { z } from 'zod';
import { contract, maxPasteLength, type AppEvent, type CallAnswer, type CallName } from './contract.ts';
import { fail, type Fault, type Result } from './fault.ts';
import type { LogLine, SnapshotChange } from './snapshot.ts';
import type { Wire } from './wire.ts';

/** What a handler receives: the call's input after its schema has checked it. */
export type HandlerInput<Name extends CallName> = z.output<(typeof contract)[Name]['input']>;

/** One function per call of the contract; a missing or wrongly typed one does not compile. */
export type Handlers = {
  readonly [Name in CallName]: (input: HandlerInput<Name>) => Promise<Result<CallAnswer<Name>>>;
};

/** What `serve` needs of the app. */
export interface Served {
  readonly handlers: Handlers;
  /** Every change of the snapshot, in order. */
  onChange(receive: (change: SnapshotChange) => void): () => void;
  onLog(receive: (lines: readonly LogLine[]) => void): () => void;
  /** Milliseconds; only differences are used. */
  now(): number;
  /** A handler threw: a bug, whose text goes to the log and never over the wire. */
  onBug(name: string, error: unknown): void;
}

/** Requests of one wire that may wait for their answer at once. */
export const maxInFlight = 64;
/** Requests of one wire in any second; a person's window needs a handful. */
export const maxPerSecond = 400;
/**
 * Size of one request: characters plus one for every member. The largest honest one is a full paste, or 50,000 ids of
 * 22 characters. Measured before the schemas see it, which would walk a long list to its end.
 */
export const maxRequestSize = maxPasteLength + 1024;

/** Serves one wire until it closes; the returned function stops earlier and closes it. */
export function serve(wire: Wire, app: Served): () => void {
  const line = new ServedWire(wire, app);
  return () => line.end();
}

class ServedWire {
  readonly #wire: Wire;
  readonly #app: Served;
  readonly #stops: (() => void)[] = [];
  #subscribed = false;
  #held: AppEvent[] | undefined;
  #inFlight = 0;
  #secondStart = 0;
  #inSecond = 0;
  #ended = false;

  constructor(wire: Wire, app: Served) {
    this.#wire = wire;
    this.#app = app;
    this.#stops.push(wire.onMessage((message) => void this.#receive(message)), wire.onClose(() => this.#release()));
  }

  end(): void {
    this.#release();
    this.#wire.close();
  }

  #release(): void {
    this.#ended = true;
    for (const stop of this.#stops.splice(0)) stop();
  }

  async #receive(message: unknown): Promise<void> {
    const request = readRequest(message);
    if (request === undefined || this.#ended) return; // no id to answer to
    const refusal = this.#bound() ?? (isWithin(request.input, maxRequestSize) ? undefined : fail('input-too-large').fault);
    if (refusal !== undefined) return this.#answer(request.id, { ok: false, fault: refusal });
    this.#inFlight += 1;
    try {
      if (request.name === 'state.get') this.#subscribe();
      this.#answer(request.id, await this.#dispatch(request.name, request.input));
      if (request.name === 'state.get') this.#releaseHeld();
    } finally {
      this.#inFlight -= 1;
    }
  }

  async #dispatch(name: string, input: unknown): Promise<Result<unknown>> {
    if (!isCallName(name)) return fail('not-found', 'no such call');
    try {
      const checked = contract[name].input.safeParse(input);
      if (!checked.success) return fail('bad-request', describeIssues(checked.error));
      // The schema of this very name has checked the input; TypeScript cannot follow that through the union.
      const handle = this.#app.handlers[name] as (input: unknown) => Promise<Result<unknown>>;
      return await handle(checked.data);
    } catch (error) {
      this.#app.onBug(name, error);
      return fail('unexpected');
    }
  }

  #bound(): Fault | undefined {
    const now = this.#app.now();
    if (now - this.#secondStart >= 1000 || now < this.#secondStart) [this.#secondStart, this.#inSecond] = [now, 0];
    this.#inSecond += 1;
    if (this.#inSecond > maxPerSecond || this.#inFlight >= maxInFlight) return fail('busy', 'too many requests').fault;
    return undefined;
  }

  /** Subscribes before the snapshot is read and holds pushes back until it is answered: no change can fall between. */
  #subscribe(): void {
    this.#held ??= [];
    if (this.#subscribed) return;
    this.#subscribed = true;
    this.#stops.push(
      this.#app.onChange((change) => this.#push({ event: 'change', change })),
      this.#app.onLog((lines) => this.#push({ event: 'log', lines })),
    );
  }

  #releaseHeld(): void {
    const held = this.#held ?? [];
    this.#held = undefined;
    for (const event of held) this.#push(event);
  }

  #push(event: AppEvent): void {
    if (this.#held !== undefined) this.#held.push(event);
    else this.#send({ kind: 'push', ...event });
  }

  #answer(id: number, result: Result<unknown>): void {
    this.#send({ kind: 'answer', id, ...result });
  }

  #send(message: unknown): void {
    if (this.#ended) return;
    try {
      this.#wire.send(message);
    } catch (error) {
      this.#app.onBug('wire', error);
      this.end();
    }
  }
}

const requestSchema = z.strictObject({
  kind: z.literal('request'),
  id: z.int().min(0),
  name: z.string().max(64),
  input: z.unknown(),
});

function readRequest(message: unknown): z.output<typeof requestSchema> | undefined {
  const read = requestSchema.safeParse(message);
  return read.success ? read.data : undefined;
}

function isCallName(name: string): name is CallName {
  return Object.hasOwn(contract, name);
}

/** Where and what, never the values: they may be secret. */
function describeIssues(error: z.ZodError): string {
  return error.issues.slice(0, 3).map((issue) => `${issue.path.join('.')}: ${issue.code}`).join('; ').slice(0, 200);
}

/** Whether a plain value stays within `budget` characters and members; stops counting once it is spent. */
function isWithin(value: unknown, budget: number): boolean {
  const open: unknown[] = [value];
  let left = budget;
  for (let item = open.pop(); left >= 0 && (item !== undefined || open.length > 0); item = open.pop()) {
    left -= 1;
    if (typeof item === 'string') left -= item.length;
    else if (Array.isArray(item)) {
      if (item.length > left) return false;
      for (const member of item as unknown[]) open.push(member);
    } else if (typeof item === 'object' && item !== null) {
      for (const key in item) {
        left -= key.length;
        if (left < 0) return false;
        open.push((item as Record<string, unknown>)[key]); // a plain JSON object: it came over a wire
      }
    }
  }
  return left >= 0;
}
