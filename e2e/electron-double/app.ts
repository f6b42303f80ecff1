/** `app`: the life of the process. */
import { EventEmitter } from 'node:events';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lastWindow } from './browser-window.ts';
import { chromium } from './chromium.ts';
import { answerTest, openUrl } from './control.ts';
import { becomeReady } from './readiness.ts';
import { record, strict } from './record.ts';
import { leaveMessage, watchMessages } from './second-start.ts';

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

  /** By a file with a process number, and a second start's message by another file, which is enough for tests. */
  requestSingleInstanceLock(data: unknown = {}): boolean {
    const folder = paths.get('userData') ?? '';
    const file = join(folder, 'SingletonLock');
    const holder = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0;
    if (holder !== 0 && isRunning(holder)) {
      leaveMessage(folder, { words: process.argv, folder: process.cwd(), data });
      return false;
    }
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, String(process.pid));
    process.once('exit', () => rmSync(file, { force: true }));
    watchMessages(folder, (message) => this.emit('second-instance', {}, message.words, message.folder, message.data));
    return true;
  }

  /** Answers like a desktop that lets itself be told; what it was told is in the record. */
  setAsDefaultProtocolClient(scheme: string, path?: string, words?: readonly string[]): boolean {
    record('app.setAsDefaultProtocolClient', scheme, path, words);
    return true;
  }

  removeAsDefaultProtocolClient(scheme: string): boolean {
    record('app.removeAsDefaultProtocolClient', scheme);
    return true;
  }

  isDefaultProtocolClient(): boolean {
    return false;
  }

  getApplicationNameForProtocol(): string {
    return '';
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
  // What macOS does with the link that started a program: told before it is ready.
  const opened = process.env['ELECTRON_DOUBLE_OPEN_URL'];
  if (opened !== undefined) openUrl(double, opened);
  void chromium().then((browser) => {
    answerTest(browser.endpoint, double);
    becomeReady();
    setReady();
    double.emit('ready');
  });
});
