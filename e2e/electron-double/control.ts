/** The test's hand on the stand-in: what a person would do outside the page, and what the app has asked for. */
import type { EventEmitter } from 'node:events';
import { windows } from './browser-window.ts';
import { copy, powerMonitor, tray } from './native.ts';
import { record, recorded } from './record.ts';
import { askPermission } from './session.ts';

/** What a test may ask. */
export type Ask =
  | { readonly kind: 'calls' }
  | { readonly kind: 'tray-item'; readonly label: string }
  | { readonly kind: 'close-window' }
  | { readonly kind: 'app-event'; readonly event: 'second-instance' | 'activate' }
  | { readonly kind: 'copy'; readonly text: string }
  | { readonly kind: 'open-url'; readonly url: string }
  | { readonly kind: 'open-file'; readonly path: string }
  | { readonly kind: 'quit' }
  | { readonly kind: 'resume' }
  | { readonly kind: 'input'; readonly type: string }
  | { readonly kind: 'permission'; readonly permission: string };

/** Listens on the channel the test started this process with; tells it where Chromium is. */
export function answerTest(endpoint: string, app: EventEmitter & { quit(): void }): void {
  if (process.send === undefined) return;
  process.on('message', (message: { readonly id: number; readonly ask: Ask }) => {
    process.send?.({ id: message.id, answer: answer(message.ask, app) });
  });
  process.channel?.unref();
  process.send({ endpoint });
}

function answer(ask: Ask, app: EventEmitter & { quit(): void }): unknown {
  const contents = [...windows].at(-1)?.webContents;
  switch (ask.kind) {
    case 'calls':
      return recorded();
    case 'tray-item': {
      const item = tray?.menu?.items.find((each) => each.label === ask.label && each.enabled !== false);
      item?.click?.();
      return item !== undefined;
    }
    case 'close-window':
      for (const window of windows) window.close();
      return windows.size;
    case 'app-event':
      record('app.event', ask.event);
      return app.emit(ask.event);
    case 'copy':
      copy(ask.text);
      return true;
    case 'open-url':
      return openUrl(app, ask.url);
    case 'open-file':
      return app.emit('open-file', { preventDefault: () => undefined }, ask.path);
    case 'quit':
      setImmediate(() => app.quit());
      return true;
    case 'resume':
      return powerMonitor.emit('resume');
    case 'permission':
      return askPermission(contents, ask.permission);
    case 'input':
      return contents?.emit('input-event', {}, { type: ask.type });
  }
}

/** As macOS tells of a link; an app that does not say that it took it would be told again. */
export function openUrl(app: EventEmitter, url: string): boolean {
  let taken = false;
  app.emit('open-url', { preventDefault: () => (taken = true) }, url);
  record('app.open-url', url.slice(0, 80), taken);
  return taken;
}
