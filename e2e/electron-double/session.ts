/** session.defaultSession and protocol: handlers kept, and every request of a page led through them. */
import { EventEmitter } from 'node:events';
import { toElectron } from './app-address.ts';
import { isReady } from './readiness.ts';
import { record, strict } from './record.ts';
import type { Fields, Target } from './chromium.ts';

type Decide = (details: { readonly url: string; readonly resourceType: string }, answer: (decision: { readonly cancel?: boolean }) => void) => void;
type PermissionRequest = (contents: unknown, permission: string, answer: (granted: boolean) => void) => void;
type PermissionCheck = (contents: unknown, permission: string) => boolean;

const handlers = new Map<string, (request: Request) => Response | Promise<Response>>();
let beforeRequest: Decide | undefined;
let permissionRequest: PermissionRequest | undefined;
let permissionCheck: PermissionCheck | undefined;
const privileged = new Set<string>();

export const protocol = strict('protocol', {
  registerSchemesAsPrivileged(schemes: readonly { readonly scheme: string; readonly privileges: Fields }[]) {
    if (isReady()) throw new Error('registerSchemesAsPrivileged must be called before the app is ready');
    for (const { scheme, privileges } of schemes) if (privileges['standard'] === true && privileges['secure'] === true) privileged.add(scheme);
    record('protocol.registerSchemesAsPrivileged', schemes);
  },
});

const defaultSession = strict('session.defaultSession', {
  protocol: strict('session.protocol', {
    handle(scheme: string, handler: (request: Request) => Response | Promise<Response>) {
      if (!privileged.has(scheme)) throw new Error(`${scheme} was not registered as a standard, secure scheme`);
      handlers.set(scheme, handler);
      record('session.protocol.handle', scheme);
    },
  }),
  setPermissionRequestHandler(handler: PermissionRequest) {
    permissionRequest = handler;
  },
  setPermissionCheckHandler(handler: PermissionCheck) {
    permissionCheck = handler;
  },
  setDevicePermissionHandler(handler: (details: unknown) => boolean) {
    record('session.setDevicePermissionHandler', handler({}));
  },
  webRequest: strict('session.webRequest', {
    onBeforeRequest(decide: Decide) {
      beforeRequest = decide;
    },
  }),
  on(event: string, listener: (...values: unknown[]) => void) {
    events.on(event, listener);
  },
});
const events = new EventEmitter();

export const session = strict('session', { defaultSession });

/** What the two permission handlers say to these contents; without handlers Electron grants. */
export function askPermission(contents: unknown, permission: string): { readonly request: boolean; readonly check: boolean } {
  let request = permissionRequest === undefined;
  permissionRequest?.(contents, permission, (granted) => (request = granted));
  return { request, check: permissionCheck?.(contents, permission) ?? true };
}

/** Answers every request of a page: refused by webRequest, served by a protocol handler, or failed, never from the network. */
export function intercept(target: Target, allowNavigation: (url: string) => boolean): Promise<Fields> {
  target.on('Fetch.requestPaused', (params) => {
    void answer(target, params, allowNavigation).catch(() => undefined); // the page may be gone before its answer
  });
  return target.send('Fetch.enable', { patterns: [{ urlPattern: '*' }] });
}

async function answer(target: Target, params: Fields, allowNavigation: (url: string) => boolean): Promise<void> {
  const { requestId, resourceType } = params;
  const request = params['request'] as { readonly url: string; readonly method: string }; // CDP Fetch.requestPaused
  const url = toElectron(request.url);
  const fail = (errorReason: string) => target.send('Fetch.failRequest', { requestId, errorReason });
  if (resourceType === 'Document' && !allowNavigation(url)) return void (await fail('Aborted'));
  const cancelled = await new Promise<boolean>((resolve) => {
    if (beforeRequest === undefined) resolve(false);
    else beforeRequest({ url, resourceType: String(resourceType) }, (decision) => resolve(decision.cancel === true));
  });
  record('request', url, cancelled ? 'cancelled' : 'allowed');
  const handler = handlers.get(new URL(url).protocol.slice(0, -1));
  if (cancelled || handler === undefined) return void (await fail(cancelled ? 'BlockedByClient' : 'NameNotResolved'));
  const response = await handler(new Request(url, { method: request.method }));
  await target.send('Fetch.fulfillRequest', {
    requestId,
    responseCode: response.status,
    responseHeaders: [...response.headers].map(([name, value]) => ({ name, value })),
    body: Buffer.from(await response.arrayBuffer()).toString('base64'),
  });
}
