/** What the app asks of a window, held against Electron's security checklist. */

export type WindowOptions = Electron.BrowserWindowConstructorOptions;

/** The settings that Electron's security checklist asks for; a window without them is a failed test. */
export function refuseInsecure({ webPreferences = {} }: WindowOptions): void {
  const wanted = { sandbox: true, contextIsolation: true, nodeIntegration: false, webSecurity: true, webviewTag: false, devTools: false } as const;
  for (const [name, value] of Object.entries(wanted)) {
    if (webPreferences[name as keyof typeof wanted] !== value) throw new Error(`insecure window: ${name} is not ${value}`);
  }
  for (const name of ['nodeIntegrationInWorker', 'nodeIntegrationInSubFrames', 'allowRunningInsecureContent', 'experimentalFeatures', 'enableBlinkFeatures', 'navigateOnDragDrop'] as const) {
    if (webPreferences[name]) throw new Error(`insecure window: ${name}`);
  }
}
