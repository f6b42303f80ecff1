/**
 * The only file that knows under which host the page runs: Electron's preload offers a wire; in a browser it is a
 * WebSocket to where the page came from, opened with the key from the address.
 */
import type { Wire } from '../shared/wire.ts';

declare global {
  interface Window {
    readonly byway?: Wire;
  }
}

/** Where a wire comes from. `open` rejects with a `LinkTrouble`. */
export interface Host {
  open(): Promise<OpenWire>;
}

export interface OpenWire {
  readonly wire: Wire;
  /** Why it closed, once it has. */
  trouble(): LinkTrouble;
}

export type LinkTrouble = 'gone' | 'refused' | 'no-token';

const tokenKey = 'byway-token';
/** Close code of a host that does not accept the key. */
const refusedCode = 1008;

/** Finds the host. Takes the key out of the address bar at once, so that it is not copied or seen by accident. */
export function findHost(page: Window): Host {
  const offered = page.byway;
  if (offered !== undefined) return { open: () => Promise.resolve({ wire: offered, trouble: () => 'gone' }) };
  const token = takeToken(page);
  return { open: () => (token === undefined ? Promise.reject(new LinkError('no-token')) : openSocket(page.location, token)) };
}

/** A wire could not be opened. */
export class LinkError extends Error {
  readonly trouble: LinkTrouble;
  constructor(trouble: LinkTrouble) {
    super(trouble);
    this.trouble = trouble;
  }
}

/** From the fragment, else from this tab's own storage, which a reload keeps and another tab cannot see. */
function takeToken(page: Window): string | undefined {
  const given = new URLSearchParams(page.location.hash.slice(1)).get('token');
  if (given !== null) {
    page.sessionStorage.setItem(tokenKey, given);
    page.history.replaceState(null, '', page.location.pathname);
  }
  return given ?? page.sessionStorage.getItem(tokenKey) ?? undefined;
}

function openSocket(location: Location, token: string): Promise<OpenWire> {
  const socket = new WebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/wire`);
  let trouble: LinkTrouble = 'gone';
  socket.addEventListener('close', ({ code }) => {
    if (code === refusedCode) trouble = 'refused';
  });
  return new Promise((resolve, reject) => {
    socket.addEventListener('open', () => {
      socket.send(JSON.stringify({ kind: 'token', token }));
      resolve({ wire: socketWire(socket), trouble: () => trouble });
    });
    socket.addEventListener('close', () => reject(new LinkError(trouble)));
  });
}

function socketWire(socket: WebSocket): Wire {
  return {
    send: (message) => socket.send(JSON.stringify(message)),
    onMessage: (receive) => {
      const listen = (event: MessageEvent<string>): void => receive(JSON.parse(event.data));
      socket.addEventListener('message', listen);
      return () => socket.removeEventListener('message', listen);
    },
    onClose: (closed) => {
      socket.addEventListener('close', closed);
      return () => socket.removeEventListener('close', closed);
    },
    close: () => socket.close(),
  };
}
