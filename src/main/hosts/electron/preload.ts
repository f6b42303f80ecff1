/** All that a page gets: one Wire, of functions only. Runs in Electron's sandbox, apart from the page's own scripts. */
import { contextBridge, ipcRenderer, type IpcRendererEvent } from 'electron';
import type { Wire } from '../../../shared/wire.ts';
import { wireChannel, wireName, type AppEnvelope, type PageEnvelope } from './wire-channel.ts';

const connection = crypto.randomUUID();

/** Hears what the app sends to this load of the page; never hands the event object on, which leads to Electron's insides. */
function hear(receive: (envelope: AppEnvelope) => void): () => void {
  const listen = (_event: IpcRendererEvent, envelope: AppEnvelope): void => {
    if (envelope.connection === connection) receive(envelope);
  };
  ipcRenderer.on(wireChannel, listen);
  return () => {
    ipcRenderer.removeListener(wireChannel, listen);
  };
}

const wire: Wire = {
  send(message) {
    const envelope: PageEnvelope = { connection, message };
    ipcRenderer.send(wireChannel, envelope);
  },
  onMessage: (receive) => hear((envelope) => ('message' in envelope ? receive(envelope.message) : undefined)),
  onClose: (closed) => hear((envelope) => ('closed' in envelope ? closed() : undefined)),
  // A page ends its wire by going away; there is nothing to end before.
  close: () => undefined,
};

contextBridge.exposeInMainWorld(wireName, wire);
