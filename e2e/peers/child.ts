/**
 * A program that a test started: its output kept for failure messages, its end certain. Every child still alive when
 * the test process ends is killed by its own pid.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';

/** Longest log kept, in UTF-16 units; the beginning is dropped. */
const maxLog = 200_000;
const startDeadlineMs = 15_000;
const stopDeadlineMs = 3_000;

const alive = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of alive) child.kill('SIGKILL');
});

export interface Child {
  readonly pid: number;
  /** What the program wrote so far; of our own programs only standard error, the rest being answers. */
  log(): string;
  /** Writes one line to its standard input. */
  say(line: string): void;
  /** Waits for a line of standard output that `wanted` accepts and answers what it made of it. */
  hear<Value>(wanted: (line: string) => Value | undefined): Promise<Value>;
  /** Ends standard input, then asks, then kills; resolves when the process is gone. */
  stop(): Promise<void>;
}

export interface ChildOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** One of our own programs: it ends with its standard input, and its standard output is the protocol's. */
  readonly isOurs?: boolean;
}

/** Starts a program without a shell. Throws when it cannot be started. */
export async function startChild(program: string, args: readonly string[], options: ChildOptions = {}): Promise<Child> {
  const child = spawn(program, [...args], { env: { ...process.env, ...options.env }, stdio: ['pipe', 'pipe', 'pipe'] });
  alive.add(child);
  const gone = once(child, 'close').then(() => void alive.delete(child));
  const output = new Output(child, options.isOurs !== true);
  child.stdin.on('error', () => undefined); // a program that died is reported by whoever waits for it
  await once(child, 'spawn');
  return {
    pid: child.pid ?? 0,
    log: () => output.text,
    say: (line) => void child.stdin.write(`${line}\n`),
    hear: (wanted) => output.hear(wanted, `${program} ${args[0] ?? ''}`),
    stop: async () => {
      child.stdin.end();
      if (options.isOurs !== true) child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), stopDeadlineMs);
      await gone;
      clearTimeout(timer);
    },
  };
}

/** Collects output and hands whole lines of standard output to whoever waits for one. */
class Output {
  text = '';
  #ended = false;
  #pending = '';
  readonly #lines: string[] = [];
  readonly #waiting = new Set<() => void>();

  readonly #keepsAll: boolean;

  constructor(child: ChildProcess, keepsAll: boolean) {
    this.#keepsAll = keepsAll;
    child.stdout?.setEncoding('utf8').on('data', (chunk: string) => this.#add(chunk, true));
    child.stderr?.setEncoding('utf8').on('data', (chunk: string) => this.#add(chunk, false));
    child.on('close', () => {
      this.#ended = true;
      this.#wake();
    });
    child.on('error', (error) => this.#add(`${error.message}\n`, false));
  }

  async hear<Value>(wanted: (line: string) => Value | undefined, name: string): Promise<Value> {
    const deadline = AbortSignal.timeout(startDeadlineMs);
    for (;;) {
      for (let line = this.#lines.shift(); line !== undefined; line = this.#lines.shift()) {
        const value = wanted(line);
        if (value !== undefined) return value;
      }
      if (this.#ended) throw new Error(`${name} ended:\n${this.text}`);
      if (deadline.aborted) throw new Error(`${name} did not say what was awaited:\n${this.text}`);
      await new Promise<void>((resolve) => {
        this.#waiting.add(resolve);
        deadline.addEventListener('abort', () => resolve(), { once: true });
      });
    }
  }

  #add(chunk: string, isStandardOutput: boolean): void {
    if (this.#keepsAll || !isStandardOutput) this.text = (this.text + chunk).slice(-maxLog);
    if (!isStandardOutput) return;
    const parts = (this.#pending + chunk).split('\n');
    this.#pending = parts.pop() ?? '';
    this.#lines.push(...parts);
    this.#wake();
  }

  #wake(): void {
    for (const resolve of this.#waiting) resolve();
    this.#waiting.clear();
  }
}

/** Waits until something listens on a loopback TCP port. Throws with the program's log when nothing comes. */
export async function untilListening(port: number, child: Pick<Child, 'log'>): Promise<void> {
  await eventually(async () => (await canConnect(port)) || undefined, () => `nothing listens on ${port}:\n${child.log()}`);
}

/** Asks again every 20 ms, for at most 15 s, until the answer is not undefined. */
export async function eventually<Value>(ask: () => Promise<Value | undefined>, failure: () => string): Promise<Value> {
  const deadline = Date.now() + startDeadlineMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() > deadline) throw new Error(failure());
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

function canConnect(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
