/** What the page's session may do: show our files, write to the clipboard, and nothing else. */
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

/** Every permission, device and request is denied but our own page and writing plain text to the clipboard. */
export function lockSession(session: Session): void {
  const allowed = 'clipboard-sanitized-write';
  session.setPermissionRequestHandler((_contents, permission, answer) => answer(permission === allowed));
  session.setPermissionCheckHandler((_contents, permission) => permission === allowed);
  session.setDevicePermissionHandler(() => false);
  session.webRequest.onBeforeRequest((details, answer) => answer({ cancel: !details.url.startsWith(`${pageOrigin}/`) }));
  session.on('will-download', (event) => event.preventDefault());
}

/** Keeps the contents on our page: no navigation, no second window, no frame from elsewhere, no webview. */
export function lockContents(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  for (const event of ['will-navigate', 'will-redirect', 'will-frame-navigate'] as const) {
    contents.on(event as 'will-navigate', (details) => details.preventDefault()); // the three share this member
  }
  contents.on('will-attach-webview', (event) => event.preventDefault());
}
