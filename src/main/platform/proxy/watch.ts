/** How each system tells that its settings changed. None keeps the app running, and none outlives it. */
import { spawn } from 'node:child_process';
import { mkdirSync, watch, type FSWatcher } from 'node:fs';
import { basename, dirname } from 'node:path';
import type { StoreAccess } from './backend.ts';

interface Watched {
  readonly changed: () => void;
  /** There is no such program. */
  readonly missing?: () => void;
  /** The first thing it hears. */
  readonly input?: string;
}

/** A program that prints something whenever there is a change, and ends with its input. */
export function watchProgram(access: Pick<StoreAccess, 'environment'>, program: string, words: readonly string[], told: Watched): () => void {
  try {
    // Its input is a pipe that closes with this process, however that ends.
    const child = spawn(program, words, { env: access.environment, stdio: ['pipe', 'pipe', 'ignore'], windowsHide: true });
    child.on('error', () => told.missing?.());
    child.on('exit', (code) => code === notFound && told.missing?.()); // without one the next look comes with the next check all the same
    child.stdin.on('error', () => undefined);
    child.stdout.on('data', told.changed);
    child.stdin.write(told.input ?? '');
    child.unref();
    for (const pipe of [child.stdin, child.stdout]) if ('unref' in pipe && typeof pipe.unref === 'function') pipe.unref();
    return () => void child.stdin.end();
  } catch {
    return () => undefined;
  }
}

/** What a shell answers when there is no such program. */
const notFound = 127;
/** GNOME's tools do not look at their input, and outlived a killed app: Node has its children ignore a broken pipe. */
const endsWithInput = 'command -v "$1" >/dev/null || exit 127; "$@" & read -r end; kill $!';

/** The same for a program that would not notice the end of its input. */
export function watchTool(access: Pick<StoreAccess, 'environment'>, words: readonly string[], told: Watched): () => void {
  return watchProgram(access, '/bin/sh', ['-c', endsWithInput, 'sh', ...words], told);
}

/** One file, by its folder: settings files are replaced, and a watch on the file itself would stay with the old one. */
export function watchFile(file: string, changed: () => void): () => void {
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    const watcher: FSWatcher = watch(dirname(file), { persistent: false }, (_event, name) => {
      if (name === null || name === basename(file)) changed();
    });
    watcher.on('error', () => watcher.close());
    return () => watcher.close();
  } catch {
    return () => undefined;
  }
}

/** A question asked again and again; a different answer is a change. For systems that tell nothing by themselves. */
export function watchAnswer(ask: () => Promise<string | null>, everyMs: number, changed: () => void): () => void {
  let last: string | null = null;
  let asking = false;
  const timer = setInterval(() => {
    if (asking) return;
    asking = true;
    void ask().then((answer) => {
      asking = false;
      if (answer !== null && last !== null && answer !== last) changed();
      last = answer ?? last;
    });
  }, everyMs);
  timer.unref();
  return () => clearInterval(timer);
}
