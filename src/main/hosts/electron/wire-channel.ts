/** The one IPC channel between a page and the app, and the envelope on it. Shared by preload and main process. */

export const wireChannel = 'byway-wire';

/** What the page may find in `window`. */
export const wireName = 'byway';

/** Address of the page; nothing else is ever shown. */
export const pageOrigin = 'app://byway';
export const pageAddress = `${pageOrigin}/index.html`;

/** From the page. Each load of the page takes a new connection name, so that a reload is a new wire and never a mixed one. */
export interface PageEnvelope {
  readonly connection: string;
  readonly message: unknown;
}

/** To the page. `closed` means the app is done with this connection. */
export type AppEnvelope = { readonly connection: string; readonly message: unknown } | { readonly connection: string; readonly closed: true };
