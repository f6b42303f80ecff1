/** Electron's IPC as Wires: only from the main frame of our own window, only from our own page. */
import type { IpcMain, IpcMainEvent, WebContents } from 'electron';
import type { Wire } from '../../../shared/wire.ts';
import { pageOrigin, wireChannel, type AppEnvelope, type PageEnvelope } from './wire-channel.ts';

/** Longest name of a connection: a UUID. */
const nameLength = 36;

interface OpenWire {
  readonly connection: string;
  readonly receivers: Set<(message: unknown) => void>;
  readonly closers: Set<() => void>;
}

/**
 * Listens on the channel for the life of the app. `contents` answers the window's contents, or undefined while there is
 * none. `admit` gets one wire for each load of the page; a new load or `closeAll` ends the one before.
 */
export function acceptWindowWires(ipc: IpcMain, contents: () => WebContents | undefined, admit: (wire: Wire) => void): { closeAll(): void } {
  let current: OpenWire | undefined;

  function closeAll(): void {
    const open = current;
    current = undefined;
    for (const closed of open?.closers ?? []) closed();
  }

  ipc.on(wireChannel, (event, envelope: unknown) => {
    const own = contents();
    if (own === undefined || !isOwnPage(event, own) || !isEnvelope(envelope)) return;
    if (current?.connection !== envelope.connection) {
      closeAll();
      current = { connection: envelope.connection, receivers: new Set(), closers: new Set() };
      admit(windowWire(own, current, () => current, closeAll));
    }
    for (const receive of current.receivers) receive(envelope.message);
  });
  return { closeAll };
}

/** The main frame of our window, showing our page. A frame that is gone already (null) is refused. */
export function isOwnPage(event: Pick<IpcMainEvent, 'sender' | 'senderFrame'>, own: WebContents): boolean {
  const frame = event.senderFrame;
  return event.sender === own && frame !== null && frame === own.mainFrame && frame.parent === null && frame.origin === pageOrigin;
}

function isEnvelope(value: unknown): value is PageEnvelope {
  if (typeof value !== 'object' || value === null || !('connection' in value) || !('message' in value)) return false;
  return typeof value.connection === 'string' && value.connection.length === nameLength;
}

/** Sizes of messages are bounded where they are read: `shared/serve.ts`. */
function windowWire(own: WebContents, wire: OpenWire, current: () => OpenWire | undefined, closeAll: () => void): Wire {
  const post = (envelope: AppEnvelope): void => {
    if (!own.isDestroyed()) own.send(wireChannel, envelope);
  };
  return {
    send(message) {
      if (current() === wire) post({ connection: wire.connection, message });
    },
    onMessage(receive) {
      wire.receivers.add(receive);
      return () => wire.receivers.delete(receive);
    },
    onClose(closed) {
      wire.closers.add(closed);
      return () => wire.closers.delete(closed);
    },
    close() {
      if (current() !== wire) return;
      post({ connection: wire.connection, closed: true });
      closeAll();
    },
  };
}
