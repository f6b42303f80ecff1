/** The native menu: on macOS the few entries without which copying, pasting and quitting have no keys; elsewhere none. */
import { Menu } from 'electron';

/** Sets it for the whole app. Labels come from the system, by role. */
export function setMenu(platform: 'linux' | 'darwin' | 'win32'): void {
  if (platform !== 'darwin') return Menu.setApplicationMenu(null);
  Menu.setApplicationMenu(Menu.buildFromTemplate([{ role: 'appMenu' }, { role: 'editMenu' }, { role: 'windowMenu' }]));
}
