/** The names that the main process imports from `electron`. A name missing here fails the import, as it should. */
export { app } from './app.ts';
export { BrowserWindow } from './browser-window.ts';
export { ipcMain } from './ipc.ts';
export { clipboard, dialog, Menu, nativeImage, powerMonitor, safeStorage, screen, Tray } from './native.ts';
export { protocol, session } from './session.ts';
export { utilityProcess } from './utility-process.ts';
