/**
 * Reads pasted text in a process of its own, which stays warm between pastes. A text that takes too long or too much
 * memory costs that process and that paste, and nothing else. A process and not a thread, because a thread's memory
 * limit does not cover everything a thread can allocate, and one that runs out can take the app with it.
 */
import { fail, type FaultCode, type Result } from '../../shared/fault.ts';
import { isLockedText } from '../../shared/locked-text.ts';
import { maxTextLength } from '../../shared/links/parse-text.ts';
import type { Parsed } from '../../shared/profile.ts';
import type { Clock, ParseRunner } from '../services/deps.ts';

/** A started reader process, whatever kind the host has. `onMessage` and `onExit` are set once, right after the start. */
export interface ParseProcess {
  send(message: unknown): void;
  onMessage(receive: (message: unknown) => void): void;
  /** Called once, when it is gone for whatever reason. */
  onExit(gone: () => void): void;
  kill(): void;
}

/** Time for one text, and for the process to start, in milliseconds; the memory limit is the spawner's. */
export interface ParseLimits {
  /** For a text of up to 64 Ki characters; every further Mi adds `parseMsPerMi`. */
  readonly parseMs: number;
  /** A large honest text takes its time on a busy old computer; a short one that takes 2 s is a trap. */
  readonly parseMsPerMi?: number;
  readonly startMs: number;
}

export const parseLimits: ParseLimits = { parseMs: 2_000, parseMsPerMi: 1_500, startMs: 20_000 };

/** A runner with a process behind it, to be closed by whoever made it. */
export interface ClosableParseRunner extends ParseRunner {
  /** Starts the process before it is needed. */
  warm(): void;
  close(): void;
}

/**
 * Runs texts one after the other in a process made by `spawn`, at first use. Faults: input-too-large and sealed-locked
 * (not sent at all), cancelled, input-too-slow (killed on overrun, or the process died of its memory limit), unexpected (it does
 * not start).
 */
export function createParseRunner(spawn: () => ParseProcess, clock: Clock, limits: ParseLimits = parseLimits): ClosableParseRunner {
  const reader = new Reader(spawn, clock, limits);
  let last: Promise<unknown> = Promise.resolve();
  return {
    parse(text, signal) {
      if (isLockedText(text)) return Promise.resolve(fail('sealed-locked'));
      if (text.length > maxTextLength) return Promise.resolve(fail('input-too-large'));
      const answer = last.then(() => reader.parse(text, signal));
      last = answer;
      return answer;
    },
    warm: () => reader.start(),
    close: () => reader.close(),
  };
}

/** One process at a time, with the request it works on. */
class Reader {
  readonly #spawn: () => ParseProcess;
  readonly #clock: Clock;
  readonly #limits: ParseLimits;
  #process: ParseProcess | undefined;
  #isReady = false;
  #isClosed = false;
  #sequence = 0;
  #text: string | undefined;
  #settle: ((result: Result<Parsed>) => void) | undefined;
  #cancelTimer: () => void = () => undefined;

  constructor(spawn: () => ParseProcess, clock: Clock, limits: ParseLimits) {
    this.#spawn = spawn;
    this.#clock = clock;
    this.#limits = limits;
  }

  parse(text: string, signal?: AbortSignal): Promise<Result<Parsed>> {
    return new Promise((resolve) => {
      const stop = (): void => this.#stop();
      this.#settle = (result) => {
        signal?.removeEventListener('abort', stop);
        resolve(result);
      };
      this.#text = text;
      if (this.#isClosed || signal?.aborted === true) return this.#finish(fail('cancelled'));
      signal?.addEventListener('abort', stop);
      this.start();
      if (this.#isReady) this.#send();
      else this.#startTimer(this.#limits.startMs, 'unexpected', 'The reader process did not start.');
    });
  }

  start(): void {
    if (this.#process !== undefined || this.#isClosed) return;
    const started = this.#spawn();
    this.#process = started;
    this.#isReady = false;
    started.onMessage((message) => {
      if (started === this.#process) this.#receive(message);
    });
    started.onExit(() => {
      if (started !== this.#process) return;
      this.#process = undefined;
      if (this.#isReady) this.#finish(fail('input-too-slow', 'The reader process ended while reading: out of memory, or killed.'));
      else this.#finish(fail('unexpected', 'The reader process ended before it was ready.'));
    });
  }

  close(): void {
    this.#isClosed = true;
    this.#kill();
    this.#finish(fail('cancelled'));
  }

  /** A process in the middle of a text cannot be asked to stop; one that has not got it yet is kept. */
  #stop(): void {
    if (this.#text === undefined) this.#kill();
    this.#finish(fail('cancelled'));
  }

  #send(): void {
    this.#sequence += 1;
    const { parseMs, parseMsPerMi = 0 } = this.#limits;
    const large = Math.max(0, (this.#text?.length ?? 0) - 65_536) / 1_048_576;
    this.#startTimer(parseMs + large * parseMsPerMi, 'input-too-slow', 'Reading the text took longer than allowed.');
    this.#process?.send({ kind: 'parse', id: this.#sequence, text: this.#text });
    this.#text = undefined;
  }

  #receive(message: unknown): void {
    if (isReady(message)) {
      this.#isReady = true;
      if (this.#text !== undefined) this.#send();
    } else if (isParsed(message, this.#sequence)) this.#finish({ ok: true, value: message.parsed });
  }

  #startTimer(ms: number, code: FaultCode, cause: string): void {
    this.#cancelTimer();
    this.#cancelTimer = this.#clock.after(ms, () => {
      this.#kill();
      this.#finish(fail(code, cause));
    });
  }

  #kill(): void {
    const process = this.#process;
    this.#process = undefined;
    process?.kill();
  }

  #finish(result: Result<Parsed>): void {
    this.#cancelTimer();
    const settle = this.#settle;
    this.#settle = undefined;
    this.#text = undefined;
    settle?.(result);
  }
}

function isReady(message: unknown): boolean {
  return typeof message === 'object' && message !== null && 'kind' in message && message.kind === 'ready';
}

/** The reader is our own program; its shape is checked, its profiles are checked again when they are stored. */
function isParsed(message: unknown, id: number): message is { readonly parsed: Parsed } {
  if (typeof message !== 'object' || message === null || !('parsed' in message) || !('id' in message)) return false;
  const { parsed } = message;
  if (message.id !== id || typeof parsed !== 'object' || parsed === null) return false;
  return 'profiles' in parsed && Array.isArray(parsed.profiles) && 'rejected' in parsed && Array.isArray(parsed.rejected);
}
