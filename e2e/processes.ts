/** What is alive on this machine, read from /proc: the witness of tests that kill things. Linux only. */
import { readFileSync, readdirSync } from 'node:fs';
import { connect } from 'node:net';

interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly state: string;
  readonly command: string;
}

/** All processes that are not zombies (a killed child may stay one under a parent that does not reap). */
function processes(): readonly Process[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => readProcess(Number(name)))
    .filter((process) => process.state !== 'Z');
}

function readProcess(pid: number): Process[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [state = '', parent = ''] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return [{ pid, parent: Number(parent), state, command: readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim() }];
  } catch {
    return []; // it ended while we looked
  }
}

/** Pids of the children of a process whose command line holds the text. */
export function childrenOf(parent: number, text: string): readonly number[] {
  return processes().filter((process) => process.parent === parent && process.command.includes(text)).map((process) => process.pid);
}

export function isAlive(pid: number): boolean {
  return readProcess(pid).some((process) => process.state !== 'Z');
}

/** Whether something listens at 127.0.0.1. */
export function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
