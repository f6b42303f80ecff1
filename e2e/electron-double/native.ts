/** Tray, menu, dialogs, screens, power, key store: recorded, and played by the test through `control.ts`. */
import { EventEmitter } from 'node:events';
import { existsSync } from 'node:fs';
import { record, strict } from './record.ts';

type Item = Pick<Electron.MenuItemConstructorOptions, 'label' | 'enabled' | 'role' | 'type'> & { readonly click?: () => void };

class DoubleMenu {
  readonly items: readonly Item[];
  constructor(items: readonly Item[]) {
    this.items = items;
  }
}

export const Menu = strict('Menu', {
  buildFromTemplate: (items: readonly Item[]) => new DoubleMenu(items),
  setApplicationMenu: (menu: DoubleMenu | null) => record('Menu.setApplicationMenu', menu),
});

export const nativeImage = strict('nativeImage', {
  createFromPath(path: string) {
    if (!existsSync(path)) throw new Error(`no picture at ${path}`);
    return strict('NativeImage', { path, setTemplateImage: (_on: boolean) => undefined });
  },
});

/** The tray that is shown now. */
export let tray: Tray | undefined;

export class Tray extends EventEmitter {
  menu: DoubleMenu | undefined;
  constructor(image: { readonly path: string }) {
    super();
    record('Tray', image.path);
    // oxlint-disable-next-line typescript/no-this-alias -- the test reaches it
    tray = this;
  }

  setImage(image: { readonly path: string }): void {
    record('Tray.setImage', image.path);
  }

  setToolTip(text: string): void {
    record('Tray.setToolTip', text);
  }

  setContextMenu(menu: DoubleMenu): void {
    this.menu = menu;
    record('Tray.setContextMenu', menu.items.map((item) => item.label ?? ''));
  }

  destroy(): void {
    tray = undefined;
    record('Tray.destroy');
  }
}

export const dialog = strict('dialog', {
  showErrorBox(title: string, content: string) {
    record('dialog.showErrorBox', title, content);
    process.stderr.write(`${title}: ${content}\n`);
  },
});

/** What the test has copied. */
let copied = '';

export const clipboard = strict('clipboard', {
  readText: () => Promise.resolve(copied),
});

/** As when the person copies something in another program. */
export function copy(text: string): void {
  copied = text;
}

export const screen = strict('screen', { getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1920, height: 1040 } }] });

export const powerMonitor = strict('powerMonitor', new EventEmitter());

/** No key store of the system: what a bare Linux session has. */
export const safeStorage = strict('safeStorage', {
  isAsyncEncryptionAvailable: () => Promise.resolve(false),
  getSelectedStorageBackend: () => 'basic_text',
});
