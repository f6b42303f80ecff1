/** Runs other programs: never through a shell, never without a time limit, never with unbounded output. */
import { execFile, type ExecFileException } from 'node:child_process';
import { fail, succeed, type Result } from '../../shared/fault.ts';

export interface RunOptions {
  /** Default 5,000. */
  readonly timeoutMs?: number;
  /** Most bytes taken from each of stdout and stderr; default 1 Mi. */
  readonly maxOutputBytes?: number;
  /** Text for the program's stdin; without it stdin is empty. */
  readonly input?: string;
  /** Default: this process's environment. */
  readonly environment?: NodeJS.ProcessEnv;
}

export interface RunAnswer {
  /** Exit code; a program that ended by itself with any code is an answer, not a fault. */
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The shape of `run`, for those who take it as an argument. */
export type Run = (program: string, programArguments: readonly string[], options?: RunOptions) => Promise<Result<RunAnswer>>;

/**
 * Runs one program to its end. Faults: `not-found` (no such program, or not executable), `timeout` (killed after
 * `timeoutMs`), `unexpected` (ended by a signal, or wrote more than it may). Arguments never stand in a fault.
 */
export function run(program: string, programArguments: readonly string[], options: RunOptions = {}): Promise<Result<RunAnswer>> {
  const limits = {
    timeout: options.timeoutMs ?? 5_000,
    maxBuffer: options.maxOutputBytes ?? 1024 * 1024,
    killSignal: 'SIGKILL' as const,
    windowsHide: true,
    env: childEnvironment(options.environment ?? process.env),
  };
  return new Promise((resolve) => {
    try {
      const child = execFile(program, programArguments, limits, (error, stdout, stderr) => {
        resolve(error === null ? succeed({ code: 0, stdout, stderr }) : judge(program, error, stdout, stderr));
      });
      child.stdin?.on('error', () => undefined); // a program that does not read its input is no failure
      child.stdin?.end(options.input ?? '');
    } catch (error) {
      resolve(fail('not-found', `${program}: ${error instanceof Error ? error.name : 'not started'}`));
    }
  });
}

function judge(program: string, error: ExecFileException, stdout: string, stderr: string): Result<RunAnswer> {
  if (typeof error.code === 'number') return succeed({ code: error.code, stdout, stderr });
  if (error.code === 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER') return fail('unexpected', `${program}: too much output`);
  if (error.code !== undefined && error.code !== null) return fail('not-found', `${program}: ${error.code}`);
  if (error.killed === true) return fail('timeout', `${program}: no end in time`);
  return fail('unexpected', `${program}: ended by ${error.signal ?? 'an unknown signal'}`);
}

/**
 * The environment for a system program. Inside an AppImage the library path points into the image, whose libraries
 * break programs of the system (electron-builder's AppRun sets it).
 */
export function childEnvironment(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { LD_LIBRARY_PATH: _bundled, ...rest } = environment;
  return environment['APPIMAGE'] === undefined && environment['APPDIR'] === undefined ? environment : rest;
}
