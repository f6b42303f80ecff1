/** What a program really asked of the disk, recorded by strace: every file made, written, synced, named and removed. */
import { execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type DiskOperation =
  | { readonly kind: 'make'; readonly path: string; readonly isFolder: boolean }
  | { readonly kind: 'empty' | 'sync' | 'remove'; readonly path: string }
  | { readonly kind: 'write'; readonly path: string; readonly bytes: Buffer }
  | { readonly kind: 'rename' | 'link'; readonly path: string; readonly to: string }
  /** A program was started. */
  | { readonly kind: 'run'; readonly words: readonly string[] }
  /** The traced program printed something. */
  | { readonly kind: 'said'; readonly text: string };

export interface TraceOptions {
  readonly program: string;
  readonly words: readonly string[];
  readonly environment: NodeJS.ProcessEnv;
  /** Operations below these folders, and on the folders themselves, are recorded. */
  readonly roots: readonly string[];
}

const calls = 'openat,creat,write,pwrite64,fsync,fdatasync,rename,renameat,renameat2,link,linkat,unlink,unlinkat,mkdir,mkdirat,ftruncate,execve';

/** Runs a program to its end under strace and answers its operations in the order in which they were done. */
export function traceDisk({ program, words, environment, roots }: TraceOptions): readonly DiskOperation[] {
  const folder = mkdtempSync(join(tmpdir(), 'byway-trace-'));
  const [trace, said] = [join(folder, 'trace'), join(folder, 'said')];
  const output = openSync(said, 'w');
  try {
    // Strings in hexadecimal, so that no letter is lost and none is taken for a bracket.
    const flags = ['-f', '-qq', '-y', '-xx', '-s', '4194304', '-e', `trace=${calls}`, '-e', 'signal=none', '-o', trace];
    execFileSync('strace', [...flags, program, ...words], { env: environment, stdio: ['ignore', output, 'inherit'] });
    const isWatched = (path: string): boolean => roots.some((root) => path === root || path.startsWith(`${root}/`));
    return readCalls(readFileSync(trace, 'latin1')).flatMap((call) => operationOf(call, isWatched, said));
  } finally {
    closeSync(output);
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Call {
  readonly name: string;
  readonly words: string;
  readonly result: string;
}

/** strace splits a call in two lines when another thread comes between; it counts when it is done. */
function readCalls(trace: string): readonly Call[] {
  const begun = new Map<string, string>();
  return trace.split('\n').flatMap((line) => {
    const [, thread = '', text = ''] = /^(\d+) +(.*)$/.exec(line) ?? [];
    if (text.endsWith('<unfinished ...>')) {
      begun.set(thread, text.slice(0, -'<unfinished ...>'.length));
      return [];
    }
    const rest = /^<\.\.\. \w+ resumed>(.*)$/.exec(text)?.[1];
    const whole = rest === undefined ? text : `${begun.get(thread) ?? ''}${rest}`;
    const [, name, words, result] = /^(\w+)\((.*)\) += (.*)$/.exec(whole) ?? [];
    return name === undefined || words === undefined || result === undefined || result.startsWith('-') || result.startsWith('?') ? [] : [{ name, words, result }];
  });
}

function operationOf({ name, words, result }: Call, isWatched: (path: string) => boolean, said: string): readonly DiskOperation[] {
  const [first = '', second = ''] = pathsIn(words);
  const file = descriptorIn(words);
  switch (name) {
    case 'execve':
      return [{ kind: 'run', words: pathsIn(words.slice(words.indexOf('['), words.indexOf(']'))) }];
    case 'openat':
    case 'creat':
      return isWatched(descriptorIn(result)) ? opened(descriptorIn(result), words) : [];
    case 'write':
    case 'pwrite64': {
      const bytes = Buffer.from(stringsIn(words)[0] ?? '', 'latin1').subarray(0, Number(result));
      if (file === said) return [{ kind: 'said', text: bytes.toString('utf8') }];
      return isWatched(file) ? [{ kind: 'write', path: file, bytes }] : [];
    }
    case 'ftruncate':
      return isWatched(file) ? [{ kind: 'empty', path: file }] : [];
    case 'fsync':
    case 'fdatasync':
      return isWatched(file) ? [{ kind: 'sync', path: file }] : [];
    case 'mkdir':
    case 'mkdirat':
      return isWatched(first) ? [{ kind: 'make', path: first, isFolder: true }] : [];
    case 'unlink':
    case 'unlinkat':
      return isWatched(first) ? [{ kind: 'remove', path: first }] : [];
    case 'link':
    case 'linkat':
      return isWatched(second) ? [{ kind: 'link', path: first, to: second }] : [];
    default:
      return isWatched(second) ? [{ kind: 'rename', path: first, to: second }] : [];
  }
}

function opened(path: string, words: string): readonly DiskOperation[] {
  return [
    ...(words.includes('O_CREAT') ? [{ kind: 'make' as const, path, isFolder: false }] : []),
    ...(words.includes('O_TRUNC') ? [{ kind: 'empty' as const, path }] : []),
  ];
}

function stringsIn(words: string): readonly string[] {
  return [...words.matchAll(/"((?:\\x[0-9a-f]{2})*)"/g)].map(([, hex = '']) => unhex(hex));
}

function pathsIn(words: string): readonly string[] {
  return stringsIn(words).map((text) => Buffer.from(text, 'latin1').toString('utf8'));
}

/** The path that strace found behind the first file number. */
function descriptorIn(words: string): string {
  const hex = /^\d+<((?:\\x[0-9a-f]{2})*)>/.exec(words)?.[1] ?? '';
  return Buffer.from(unhex(hex), 'latin1').toString('utf8');
}

function unhex(hex: string): string {
  return hex.replaceAll(/\\x([0-9a-f]{2})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));
}

