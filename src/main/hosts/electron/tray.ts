/**
 * The tray: the state as a glyph and a word, connect or turn off, the way back while the system's settings are Byway's,
 * open, quit. A small mirror of the app's state.
 */
import { join } from 'node:path';
import { Menu, Tray, nativeImage } from 'electron';
import { canConnect, canDisconnect, type ConnectionState } from '../../../shared/connection.ts';
import type { Snapshot } from '../../../shared/snapshot.ts';
import { chooseLanguage, textFor, type Text, type TextKey } from '../../../shared/text.ts';
import type { App } from '../../services/app.ts';

export interface TrayOptions {
  readonly app: App;
  /** Folder of the glyphs. */
  readonly pictures: string;
  readonly platform: 'linux' | 'darwin' | 'win32';
  readonly open: () => void;
  readonly quit: () => void;
}

/** Shows it and follows the state until the returned function is called. Keep the tray referenced, or it is collected. */
export function showTray(options: TrayOptions): () => void {
  const tray = new Tray(picture(options, options.app.state.get().connection));
  tray.on('click', options.open);
  let shown = '';
  const paint = (snapshot: Snapshot): void => {
    const now = `${word(snapshot.connection)} ${glyph(snapshot.connection)} ${isAstray(snapshot.connection)} ${holdsSettings(snapshot)} ${snapshot.settings.language} ${snapshot.chosen ?? ''}`;
    if (now === shown) return;
    shown = now;
    const text = textFor(chooseLanguage(snapshot.settings.language, snapshot.host.languages));
    tray.setImage(picture(options, snapshot.connection));
    tray.setToolTip(`${text.t('app.name')}: ${text.t(word(snapshot.connection))}`);
    tray.setContextMenu(menu(options, snapshot, text));
  };
  paint(options.app.state.get());
  const stop = options.app.state.onChange((_change, snapshot) => paint(snapshot));
  return () => {
    stop();
    tray.destroy();
  };
}

function menu(options: TrayOptions, snapshot: Snapshot, text: Text): Menu {
  const { handlers } = options.app;
  const { connection, chosen } = snapshot;
  return Menu.buildFromTemplate([
    { label: text.t(word(connection)), enabled: false },
    ...(isAstray(connection)
      ? [
          { label: text.t('home.scope.lost'), enabled: false },
          { label: text.t('home.scope.again'), click: () => void handlers['proxy.apply']({}) },
        ]
      : []),
    canDisconnect(connection)
      ? { label: text.t('action.turn-off'), click: () => void handlers['connection.disconnect']({}) }
      : { label: text.t('action.connect'), enabled: canConnect(connection) && chosen !== undefined, click: () => void handlers['connection.connect']({}) },
    ...(holdsSettings(snapshot) ? [{ label: text.t('home.restore'), click: () => void handlers['proxy.restore']({}) }] : []),
    { type: 'separator' },
    { label: text.t('tray.open'), click: options.open },
    { label: text.t('tray.quit'), click: options.quit },
  ]);
}

function word(connection: ConnectionState): TextKey {
  if (connection.kind === 'on' && connection.isVerifying === true) return 'state.verifying';
  return `state.${connection.kind}`;
}

/** Somebody else changed the system's proxy settings. */
function isAstray(connection: ConnectionState): boolean {
  return 'systemProxy' in connection && connection.systemProxy === 'not-in-effect';
}

/** Whether anything of the system's settings may still be Byway's: while connected, and where restoring failed. */
export function holdsSettings({ connection, notices }: Pick<Snapshot, 'connection' | 'notices'>): boolean {
  if (notices.some((notice) => notice.kind === 'proxy-not-restored')) return true;
  switch (connection.kind) {
    case 'on':
    case 'recovering':
      return connection.systemProxy === 'set' || connection.systemProxy === 'not-in-effect';
    case 'failed':
      return connection.fault.code === 'proxy-not-restored';
    case 'starting':
    case 'stopping':
    case 'off':
      return false;
  }
}

type Glyph = 'off' | 'connecting' | 'on' | 'hold' | 'failed';

/** Which of the glyphs stands for a state. */
export function glyph(state: ConnectionState): Glyph {
  switch (state.kind) {
    case 'off':
    case 'failed':
      return state.kind;
    case 'on':
      if (state.isVerifying === true) return 'connecting';
      return state.systemProxy === 'not-in-effect' ? 'hold' : 'on';
    case 'starting':
    case 'stopping':
      return 'connecting';
    case 'recovering':
      return state.systemProxy === 'released' ? 'connecting' : 'hold';
  }
}

function picture({ pictures, platform }: TrayOptions, state: ConnectionState): Electron.NativeImage {
  const image = nativeImage.createFromPath(join(pictures, `${glyph(state)}${platform === 'darwin' ? 'Template' : ''}.png`));
  image.setTemplateImage(platform === 'darwin');
  return image;
}
