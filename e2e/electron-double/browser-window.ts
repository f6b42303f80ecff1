/** BrowserWindow and its webContents: a page of Chromium, with the preload in a world of its own. */
import { randomUUID } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import { originOf, toChromium, toElectron } from './app-address.ts';
import { chromium, type Fields, type Target } from './chromium.ts';
import { cloneChecked, deliver } from './ipc.ts';
import { pageScript, preloadScript, preloadWorld, sendBinding } from './preload-runtime.ts';
import { record, strict } from './record.ts';
import { intercept } from './session.ts';
import { refuseInsecure, type WindowOptions } from './window-options.ts';

/** Windows that are open, oldest first. */
export const windows = new Set<BrowserWindow>();

/** Called when the last one has gone. */
export const lastWindow = new EventEmitter();

export class WebContents extends EventEmitter {
  readonly mainFrame: { readonly parent: null; readonly url: string; readonly origin: string };
  address = 'about:blank';
  target: Target | undefined;
  #context: unknown;
  #destroyed = false;
  #expected: string | undefined;

  constructor() {
    super();
    const address = (): string => this.address;
    this.mainFrame = { parent: null, get url() { return toElectron(address()); }, get origin() { return originOf(address()); } };
  }

  isDestroyed(): boolean {
    return this.#destroyed;
  }

  destroy(): void {
    this.#destroyed = true;
  }

  setWindowOpenHandler(handler: (details: { readonly url: string }) => { readonly action: string }): void {
    if (handler({ url: 'https://example.com/' }).action !== 'deny') throw new Error('this window would open others');
    record('webContents.setWindowOpenHandler', 'deny');
  }

  send(channel: string, ...values: readonly unknown[]): void {
    const text = JSON.stringify(cloneChecked(values));
    const expression = `electronDoubleReceive(${JSON.stringify(channel)}, ${text})`;
    if (this.#context !== undefined) void this.target?.send('Runtime.evaluate', { expression, contextId: this.#context }).catch(() => undefined);
  }

  /** Makes the page behave as Electron's: preload, IPC, interception, navigation events. */
  async attach(target: Target, preload: string): Promise<void> {
    this.target = target;
    const key = randomUUID();
    target.on('Runtime.executionContextCreated', ({ context }) => this.#noteContext(context as Fields));
    target.on('Runtime.bindingCalled', (params) => this.#receive(params));
    target.on('Page.frameNavigated', ({ frame }) => this.#navigated(frame as Fields));
    target.on('Page.loadEventFired', () => this.emit('did-finish-load'));
    target.on('Inspector.targetCrashed', () => this.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 1 }));
    await target.send('Page.enable');
    await target.send('Runtime.enable');
    await target.send('Inspector.enable');
    await target.send('Page.addScriptToEvaluateOnNewDocument', { source: pageScript(key) });
    await target.send('Runtime.addBinding', { name: sendBinding, executionContextName: preloadWorld });
    await target.send('Page.addScriptToEvaluateOnNewDocument', { source: preloadScript(key, preload), worldName: preloadWorld });
    await intercept(target, (url) => this.#allowNavigation(url));
  }

  async load(url: string): Promise<void> {
    this.#expected = url;
    await this.target?.send('Page.navigate', { url: toChromium(url) });
  }

  /** The app's own navigations and reloads pass; a page's are asked about. */
  #allowNavigation(url: string): boolean {
    if (url === this.#expected || url === toElectron(this.address)) return true;
    let prevented = false;
    this.emit('will-navigate', { url, preventDefault: () => (prevented = true) });
    record('navigation', url, prevented ? 'prevented' : 'allowed');
    return !prevented;
  }

  #noteContext(context: Fields): void {
    if (context['name'] === preloadWorld) this.#context = context['id'];
  }

  #navigated(frame: Fields): void {
    if (frame['parentId'] === undefined) this.address = String(frame['url']);
  }

  #receive({ name, payload, executionContextId }: Fields): void {
    if (name !== sendBinding || typeof payload !== 'string') return;
    const { channel, values } = JSON.parse(payload) as { readonly channel: string; readonly values: readonly unknown[] };
    // A message of a page that has been left meanwhile has no frame any more, as in Electron.
    const senderFrame = executionContextId === this.#context ? this.mainFrame : null;
    deliver(channel, { sender: this.reference, senderFrame }, values);
  }

  /** What the app holds, so that senders compare equal. */
  reference: unknown = this;
}

export class BrowserWindow extends EventEmitter {
  readonly webContents: WebContents;
  readonly #opening: Promise<void>;
  readonly #contents = new WebContents();
  #id: string | undefined;
  #bounds: Electron.Rectangle;
  #destroyed = false;
  #visible: boolean;

  constructor(options: WindowOptions) {
    super();
    refuseInsecure(options);
    record('BrowserWindow', options);
    this.webContents = strict('webContents', this.#contents);
    this.#contents.reference = this.webContents;
    this.#bounds = { x: options.x ?? 0, y: options.y ?? 0, width: options.width ?? 800, height: options.height ?? 600 };
    this.#visible = options.show !== false;
    this.#opening = this.#open(readFileSync(options.webPreferences?.preload ?? '', 'utf8'));
    this.#contents.once('did-finish-load', () => this.emit('ready-to-show'));
    windows.add(this);
  }

  async #open(preload: string): Promise<void> {
    const browser = await chromium();
    const { id, target } = await browser.open();
    this.#id = id;
    await this.#contents.attach(target, preload);
    const { width, height } = this.#bounds;
    await target.send('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor: 1, mobile: false });
  }

  async loadURL(url: string): Promise<void> {
    record('BrowserWindow.loadURL', url);
    await this.#opening;
    await this.#contents.load(url);
  }

  reload(): void {
    record('BrowserWindow.reload');
    void this.#contents.target?.send('Page.reload');
  }

  show(): void {
    this.#visible = true;
    record('BrowserWindow.show');
  }

  hide(): void {
    this.#visible = false;
    record('BrowserWindow.hide');
  }

  isVisible(): boolean {
    return this.#visible;
  }

  getNormalBounds(): Electron.Rectangle {
    return this.#bounds;
  }

  isDestroyed(): boolean {
    return this.#destroyed;
  }

  /** As when the person closes it: the app may prevent that. */
  close(): void {
    let prevented = false;
    this.emit('close', { preventDefault: () => (prevented = true) });
    if (!prevented) this.destroy();
  }

  destroy(): void {
    if (this.#destroyed) return;
    this.#destroyed = true;
    this.#contents.destroy();
    windows.delete(this);
    const id = this.#id;
    if (id !== undefined) void chromium().then((browser) => browser.browser.send('Target.closeTarget', { targetId: id }));
    this.emit('closed');
    if (windows.size === 0) lastWindow.emit('gone');
  }
}
