/** Whether the stand-in app is ready; Electron becomes so a moment after its main script ran. */
let ready = false;

export function isReady(): boolean {
  return ready;
}

export function becomeReady(): void {
  ready = true;
}
