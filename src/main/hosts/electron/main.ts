/** The Electron host: one process per data folder, one window, one tray; what they show and do is the app's. */
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { app as electron, clipboard, dialog, ipcMain, powerMonitor, protocol, safeStorage, session, type BrowserWindow } from 'electron';
import type { Fault } from '../../../shared/fault.ts';
import { chooseLanguage, textFor } from '../../../shared/text.ts';
import { random } from '../../platform/random.ts';
import { commandNames } from '../cli/commands.ts';
import { runProgram } from '../cli/run-program.ts';
import { composeApp, folderOf, type ComposedApp, type Composition } from '../compose.ts';
import { currentPlatform, placeOf } from '../place.ts';
import { loadRendererFiles } from '../renderer-files.ts';
import { collectOpenings } from './deep-links.ts';
import { arrangeLeaving } from './leaving.ts';
import { openLinkOwners } from './link-owners.ts';
import { setMenu } from './menu.ts';
import { lockSession, registerPageScheme, servePage } from './page-session.ts';
import { spawnParseUtility } from './parse-process.ts';
import { openSystemBox } from './secrets.ts';
import { showTray } from './tray.ts';
import { acceptWindowWires } from './window-wire.ts';
import { openWindow } from './window.ts';

const platform = currentPlatform(process.platform);
const place = placeOf(import.meta.url, platform, process.env, electron.isPackaged ? process.resourcesPath : undefined);
const openings = collectOpenings(electron);
/** After the program's own; Electron in a checkout has its folder as first word. */
const words = process.argv.slice(electron.isPackaged ? 1 : 2);
const out = dirname(dirname(fileURLToPath(import.meta.url)));

function dataDirectory(): string | undefined {
  // Chromium adds switches of its own, so what is not known is passed over; links are the business of `openings`.
  const { values } = parseArgs({ args: [...words], options: { 'data-dir': { type: 'string' } }, strict: false });
  return typeof values['data-dir'] === 'string' && values['data-dir'] !== '' ? values['data-dir'] : undefined;
}

const spawnParse: Composition['spawnParse'] = () => spawnParseUtility(place.parseWorker);
const openSecrets: NonNullable<Composition['openSecrets']> = (folder, log) => openSystemBox({ storage: safeStorage, platform }, { folder, random, log });

/** True for a command: `byway list`. After `--` stands what the system opens, and that never orders anything. */
function isCommand(): boolean {
  const end = words.indexOf('--');
  const own = end < 0 ? words : words.slice(0, end);
  return own.some((word) => word === 'help' || commandNames.some((name) => name === word));
}

function composition(dataDir: string | undefined): Composition {
  return {
    kind: 'electron',
    place,
    dataDir,
    access: 'write',
    app: { warmEngine: true, refreshLists: true },
    environment: process.env,
    languages: electron.getPreferredSystemLanguages(),
    tray: true,
    quit: () => electron.quit(),
    spawnParse,
    openSecrets,
    readClipboard: () => clipboard.readText(),
    openLinkOwners: (folder) => openLinkOwners({ electron, platform, process, folder }),
  };
}

/** Nothing can be shown without the app: the fault's sentence in a native box, then the end. */
function giveUp(fault: Fault): void {
  const text = textFor(chooseLanguage('system', electron.getPreferredSystemLanguages()));
  dialog.showErrorBox(text.t('app.name'), text.t(`fault.${fault.code}`, fault.detail));
  electron.exit(1);
}

function show(composed: ComposedApp): void {
  const { app, folder } = composed;
  let window: BrowserWindow | undefined;
  const wires = acceptWindowWires(ipcMain, () => window?.webContents, (wire) => app.serve(wire));
  const leaving = arrangeLeaving({
    electron,
    process,
    close: () => composed.close(),
    onLeaving: () => hideTray(),
  });
  const open = (): void => {
    if (window !== undefined) return window.show();
    window = openWindow({ out, boundsFile: join(folder, 'window.json'), keepsRunning: () => !leaving.isLeaving() && app.state.get().settings.keepRunning });
    leaving.watchWindow(window);
    window.on('closed', () => {
      window = undefined;
      wires.closeAll();
    });
  };
  const hideTray = showTray({ app, pictures: join(out, 'main', 'tray'), platform, open, quit: leaving.leave });
  electron.on('second-instance', open);
  electron.on('activate', open);
  electron.on('window-all-closed', leaving.leave);
  powerMonitor.on('resume', () => app.tell('woke-up'));
  powerMonitor.on('unlock-screen', () => app.tell('woke-up'));
  open();
  openings.deliver((arrival) => {
    app.receive(arrival);
    open();
  });
}

async function start(): Promise<void> {
  if (!isCommand()) return startWindow();
  await electron.whenReady(); // the key store answers only then
  electron.exit(await runProgram({ words, place, process, spawnParse, openSecrets }));
}

async function startWindow(): Promise<void> {
  const dataDir = dataDirectory();
  // Chromium's own files, and by them the single-instance lock, belong to the data folder.
  electron.setPath('userData', join(folderOf({ place, dataDir, environment: process.env }), 'window'));
  if (!openings.takeLock(words)) return electron.exit(0); // the other one opens its window, and the link
  await electron.whenReady();
  setMenu(platform);
  lockSession(session.defaultSession, Date.now);
  servePage(session.defaultSession, loadRendererFiles(place.renderer));
  const composed = await composeApp(composition(dataDir));
  if (composed.ok) show(composed.value);
  else giveUp(composed.fault);
}

electron.enableSandbox();
registerPageScheme(protocol);
void start();
