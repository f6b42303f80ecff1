/** The command line as a process: what scripts see of Byway. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { projectRoot } from './project.ts';

export interface CliEvent {
  readonly event: string;
  readonly state?: string;
  readonly fault?: { readonly code: string; readonly message: string };
  readonly socks?: string;
  readonly http?: string;
  readonly systemProxyPort?: number;
}

export interface CliRun {
  readonly process: ChildProcess;
  readonly pid: number;
  readonly events: readonly CliEvent[];
  stderr(): string;
  /** Resolves with the first event, past or future, that fits. Rejects when the program ends without one. */
  heard(fits: (event: CliEvent) => boolean): Promise<CliEvent>;
  /** Resolves with the exit code (or the signal's name) once everything it printed was read. */
  readonly ended: Promise<number | string>;
}

export const cliProgram = join(projectRoot, 'out', 'node', 'byway.js');

/** Starts `byway …` and collects its JSON lines. */
export function startCli(args: readonly string[], env: NodeJS.ProcessEnv = process.env): CliRun {
  const child = spawn(process.execPath, [cliProgram, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const events: CliEvent[] = [];
  const waiting = new Set<() => void>();
  let errors = '';
  let over = false;
  const wake = (): void => waiting.forEach((look) => look());
  createInterface({ input: child.stdout }).on('line', (line) => {
    events.push(JSON.parse(line) as CliEvent); // the program's documented output; specs check what they use
    wake();
  });
  child.stderr.on('data', (data: Buffer) => (errors += data.toString()));
  const ended = once(child, 'close').then(([code, signal]) => {
    over = true;
    wake();
    return (code ?? signal) as number | string; // one of the two, by Node's documentation
  });
  return {
    process: child,
    pid: child.pid ?? -1,
    events,
    stderr: () => errors,
    ended,
    heard: (fits) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const found = events.find(fits);
          if (found === undefined && !over) return;
          waiting.delete(look);
          if (found === undefined) reject(new Error(`it ended without that event; it said ${JSON.stringify(events)} ${errors}`));
          else resolve(found);
        };
        waiting.add(look);
        look();
      }),
  };
}

/** Runs a command to its end. */
export async function runCli(args: readonly string[], env: NodeJS.ProcessEnv = process.env): Promise<{ readonly code: number | string; readonly stdout: string; readonly stderr: string }> {
  const child = spawn(process.execPath, [cliProgram, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (data: Buffer) => (stdout += data.toString()));
  child.stderr.on('data', (data: Buffer) => (stderr += data.toString()));
  const [code, signal] = await once(child, 'close');
  return { code: (code ?? signal) as number | string, stdout, stderr }; // one of the two, by Node's documentation
}

/** An event that says a state was reached. */
export function state(name: string): (event: CliEvent) => boolean {
  return (event) => event.event === 'state' && event.state === name;
}
