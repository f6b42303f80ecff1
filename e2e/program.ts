/** Programs as tests see them: started, listened to line by line, ended. */
import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { projectRoot } from './project.ts';

export interface Finished {
  /** Exit code, or the name of the signal that ended it. */
  readonly code: number | string;
  readonly out: string;
  readonly err: string;
}

export interface Running {
  readonly child: ChildProcess;
  readonly pid: number;
  readonly ended: Promise<Finished>;
  /** Resolves with the first line of stdout, past or coming, that contains the text. */
  line(text: string): Promise<string>;
}

/** Starts a program; `input` is all of its standard input. */
export function start(program: string, words: readonly string[], options: { readonly input?: string; readonly env?: NodeJS.ProcessEnv; readonly cwd?: string } = {}): Running {
  const child = spawn(program, words, { env: options.env ?? process.env, cwd: options.cwd ?? projectRoot, stdio: ['pipe', 'pipe', 'pipe'] });
  let out = '';
  let err = '';
  const looking = new Set<() => void>();
  child.stdout.on('data', (data: Buffer) => {
    out += data.toString();
    for (const look of looking) look();
  });
  child.stderr.on('data', (data: Buffer) => (err += data.toString()));
  child.stdin.on('error', () => undefined);
  child.stdin.end(options.input ?? '');
  const ended = new Promise<Finished>((resolve) => {
    child.once('close', (code, signal) => resolve({ code: code ?? signal ?? '', out, err }));
  });
  return {
    child,
    pid: child.pid ?? -1,
    ended,
    line: (text) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const found = out.split('\n').find((line) => line.includes(text));
          if (found !== undefined) resolve(found);
        };
        looking.add(look);
        look();
        void ended.then(() => reject(new Error(`ended without "${text}": ${out}${err}`)));
      }),
  };
}

/** Starts the built command line. */
export function startByway(words: readonly string[], options: Parameters<typeof start>[2] = {}): Running {
  return start(process.execPath, [join(projectRoot, 'out', 'node', 'byway.js'), ...words], options);
}

/** Runs the built command line to its end. */
export function byway(words: readonly string[], options: Parameters<typeof start>[2] = {}): Promise<Finished> {
  return startByway(words, options).ended;
}

/** True while a process of that number runs. */
export function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
