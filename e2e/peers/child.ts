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
  /** What the program wrote to standard error so far. */
  log(): string;
  /** Writes one line to its standard input. */
  say(line: string): void;
  /** Waits for a line of standard output that `wanted` accepts and answers what it made of it. */
  hear<Value>(wanted: (line: string) => Value | undefined): Promise<Value>;
  /** Ends standard input, and kills if that is not enough; resolves when the process is gone. */
  stop(): Promise<void>;
}

/**
 * Starts one of our own programs (or one of their manners) without a shell: it ends with its standard input, and its
 * standard output is answers, not log. Throws when it cannot be started.
 */
export async function startChild(program: string, args: readonly string[]): Promise<Child> {
  const child = spawn(program, [...args], { stdio: ['pipe', 'pipe', 'pipe'] });
  alive.add(child);
  const gone = once(child, 'close').then(() => void alive.delete(child));
  const output = new Output(child);
  child.stdin.on('error', () => undefined); // a program that died is reported by whoever waits for it
  await once(child, 'spawn');
  return {
    pid: child.pid ?? 0,
    log: () => output.text,
    say: (line) => void child.stdin.write(`${line}\n`),
    hear: (wanted) => output.hear(wanted, `${program} ${args[0] ?? ''}`),
    stop: async () => {
      child.stdin.end();
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

  constructor(child: ChildProcess) {
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
    if (!isStandardOutput) {
      this.text = (this.text + chunk).slice(-maxLog);
      return;
    }
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

/** Starts a foreign server below our own program, which ends it even when the test process is killed. */
export async function startForeign(wrapper: string, program: string, args: readonly string[]): Promise<Child> {
  const child = await startChild(wrapper, ['run', program, ...args]);
  try {
    await child.hear((line) => (line.includes('"ready":true') ? true : undefined));
    return child;
  } catch (error) {
    await child.stop();
    throw error;
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
