/** `app`: the life of the process. */
import { EventEmitter } from 'node:events';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lastWindow } from './browser-window.ts';
import { chromium } from './chromium.ts';
import { answerTest } from './control.ts';
import { becomeReady } from './readiness.ts';
import { record, strict } from './record.ts';

const paths = new Map<string, string>();
const { promise: ready, resolve: setReady } = Promise.withResolvers<void>();

class DoubleApp extends EventEmitter {
  readonly isPackaged = false;
  readonly whenReady = () => ready;

  enableSandbox(): void {
    record('app.enableSandbox');
  }

  setPath(name: string, path: string): void {
    paths.set(name, path);
    record('app.setPath', name, path);
  }

  getPreferredSystemLanguages(): readonly string[] {
    return (process.env['LANGUAGE'] ?? 'en-US').split(':');
  }

  /** By a file with a process number, which is enough for tests. */
  requestSingleInstanceLock(): boolean {
    const folder = paths.get('userData') ?? '';
    const file = join(folder, 'SingletonLock');
    const holder = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0;
    if (holder !== 0 && isRunning(holder)) return false;
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, String(process.pid));
    process.once('exit', () => rmSync(file, { force: true }));
    return true;
  }

  quit(): void {
    let prevented = false;
    this.emit('before-quit', { preventDefault: () => (prevented = true) });
    if (!prevented) this.exit(0);
  }

  exit(code = 0): void {
    process.exit(code);
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

const double = new DoubleApp();
export const app = strict('app', double);

lastWindow.on('gone', () => {
  if (double.listenerCount('window-all-closed') === 0) double.quit();
  else double.emit('window-all-closed');
});

setImmediate(() => {
  void chromium().then((browser) => {
    answerTest(browser.endpoint, double);
    becomeReady();
    setReady();
    double.emit('ready');
  });
});
