/** The one window. */
import { join } from 'node:path';
import { BrowserWindow, screen } from 'electron';
import { lockContents } from './page-session.ts';
import { pageAddress } from './wire-channel.ts';
import { firstSize, readBounds, smallest, writeBounds } from './window-bounds.ts';

export interface WindowOptions {
  /** Folder of this bundle's siblings. */
  readonly out: string;
  /** File with the remembered place. */
  readonly boundsFile: string;
  /** Asked when the person closes the window: true hides it instead (tray). */
  readonly keepsRunning: () => boolean;
}

/** Opens it; shown when first painted, so that no white flash is seen. */
export function openWindow(options: WindowOptions): BrowserWindow {
  const bounds = readBounds(options.boundsFile, screen.getAllDisplays().map((display) => display.workArea));
  const window = new BrowserWindow({
    ...(bounds ?? firstSize),
    minWidth: smallest.width,
    minHeight: smallest.height,
    show: false,
    title: 'Byway',
    icon: join(options.out, 'main', 'icon.png'), // Linux and Windows; macOS takes it from the package
    autoHideMenuBar: true,
    webPreferences: {
      preload: join(options.out, 'preload', 'preload.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
      devTools: false,
      backgroundThrottling: true,
    },
  });
  lockContents(window.webContents, Date.now);
  window.once('ready-to-show', () => window.show());
  window.on('close', (event) => {
    writeBounds(options.boundsFile, window.getNormalBounds());
    if (!options.keepsRunning()) return;
    event.preventDefault();
    window.hide();
  });
  window.webContents.on('render-process-gone', (_event, details) => {
    if (details.reason !== 'clean-exit' && !window.isDestroyed()) window.reload();
  });
  void window.loadURL(pageAddress);
  return window;
}
