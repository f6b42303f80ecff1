/** ipcMain. Values that Electron's structured clone would refuse are refused here too. */
import { EventEmitter } from 'node:events';
import { strict } from './record.ts';

const emitter = new EventEmitter();

export const ipcMain = strict('ipcMain', {
  on(channel: string, listener: (...values: unknown[]) => void) {
    emitter.on(channel, listener);
    return ipcMain;
  },
  removeListener(channel: string, listener: (...values: unknown[]) => void) {
    emitter.removeListener(channel, listener);
    return ipcMain;
  },
});

/** A page's message arrives. */
export function deliver(channel: string, event: object, values: readonly unknown[]): void {
  emitter.emit(channel, event, ...values);
}

/** Throws for what cannot be cloned; answers the clone. */
export function cloneChecked(values: readonly unknown[]): readonly unknown[] {
  return structuredClone(values);
}
