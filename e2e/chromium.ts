/** The system's browser of the Chromium family, and the flags under which it stays quiet in tests. */
import { existsSync } from 'node:fs';

const candidates = [
  '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/usr/bin/microsoft-edge',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:/Program Files/Google/Chrome/Application/chrome.exe', 'C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe',
];

/** Path of the browser; set-up has made sure that there is one. */
export function chromiumPath(): string {
  const found = candidates.find((path) => existsSync(path));
  if (found === undefined) throw new Error('no browser of the Chromium family is installed');
  return found;
}

/** No sandbox only as root (where Chromium refuses to start with one), no calls home. */
export const chromiumFlags: readonly string[] = [
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync',
];
