/** What the page's session may do: show our files, use the clipboard when a person presses something, and nothing else. */
import type { Protocol, Session, WebContents } from 'electron';
import { pageHeaders } from '../page-policy.ts';
import type { ServedFiles } from '../renderer-files.ts';
import { pageOrigin } from './wire-channel.ts';

/** Must run before the app is ready: a standard, secure scheme gives the page an origin of its own. */
export function registerPageScheme(protocol: Protocol): void {
  protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } }]);
}

/** Serves the closed list of files under `app://byway/`; everything else is 404. */
export function servePage(session: Session, files: ServedFiles): void {
  const headers = pageHeaders([]);
  session.protocol.handle('app', (request) => {
    const address = new URL(request.url);
    const file = request.method === 'GET' && address.host === 'byway' && address.search === '' ? files.get(address.pathname) : undefined;
    if (file === undefined) return new Response(null, { status: 404, headers });
    return new Response(new Uint8Array(file.body), { headers: { ...headers, 'Content-Type': file.type } });
  });
}

/** How long after a key or button the page may read the clipboard: the *Paste* button's doing, never the page's own idea. */
const pressLastsMs = 2000;
const presses: ReadonlySet<string> = new Set(['mouseDown', 'keyDown', 'rawKeyDown', 'touchStart', 'gestureTap']);
const lastPress = new WeakMap<WebContents, number>();

/** Every permission, device and request is denied but our own page, writing plain text to the clipboard, and reading it right after a press. */
export function lockSession(session: Session, now: () => number): void {
  const allows = (contents: WebContents | null, permission: string): boolean => {
    if (permission === 'clipboard-sanitized-write') return true;
    const pressed = contents === null ? undefined : lastPress.get(contents);
    return permission === 'clipboard-read' && pressed !== undefined && now() - pressed <= pressLastsMs;
  };
  session.setPermissionRequestHandler((contents, permission, answer) => answer(allows(contents, permission)));
  session.setPermissionCheckHandler((contents, permission) => allows(contents, permission));
  session.setDevicePermissionHandler(() => false);
  session.webRequest.onBeforeRequest((details, answer) => answer({ cancel: !details.url.startsWith(`${pageOrigin}/`) }));
  session.on('will-download', (event) => event.preventDefault());
}

/** Keeps the contents on our page: no navigation, no second window, no frame from elsewhere, no webview. */
export function lockContents(contents: WebContents, now: () => number): void {
  contents.on('input-event', (_event, input) => {
    if (presses.has(input.type)) lastPress.set(contents, now());
  });
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  for (const event of ['will-navigate', 'will-redirect', 'will-frame-navigate'] as const) {
    contents.on(event as 'will-navigate', (details) => details.preventDefault()); // the three share this member
  }
  contents.on('will-attach-webview', (event) => event.preventDefault());
}
