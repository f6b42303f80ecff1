/**
 * `npm start`: sets up, then opens the app. An Electron window where there is a display and Electron's binary can be
 * had; else the headless host, which prints its address, and one line that says why.
 */
import { join } from 'node:path';
import { electronBinary, fetchElectron } from './electron.mjs';
import { guarded, setUp } from './setup.mjs';
import { become, environment, root } from './tools.mjs';

/** The headless host says this one itself. */
const noDisplay = 'this session has no display';

await guarded(async () => {
  const node = setUp('start');
  const rest = process.argv.slice(2);
  const reason = whyNoWindow();
  if (reason === undefined) return become(electronBinary(), [root, ...rest], { env: environment(node) });
  if (reason !== noDisplay) console.error(`No window here: ${reason}. Open the address below in a browser instead.`);
  return become(node, [join(root, 'out', 'node', 'byway.js'), 'serve', ...rest], { env: environment(node) });
});

/** A plain reason why Electron cannot open a window, or undefined when it can. */
function whyNoWindow() {
  if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return noDisplay;
  if (process.platform === 'linux' && process.getuid?.() === 0) return 'Electron does not run as root';
  fetchElectron();
  return electronBinary() === undefined ? 'Electron’s binary could not be fetched' : undefined;
}
