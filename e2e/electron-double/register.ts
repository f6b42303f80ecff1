/**
 * `node --import …/register.ts out/main/main.js`: the unmodified Electron bundles on plain Node, with `electron` resolved
 * to a stand-in whose windows are pages of the system's Chromium. What the stand-in does not know, it refuses.
 */
import { registerHooks } from 'node:module';

const standIn = new URL('electron.ts', import.meta.url).href;

registerHooks({
  resolve: (specifier, context, next) => (specifier === 'electron' || specifier === 'electron/main' ? { url: standIn, shortCircuit: true } : next(specifier, context)),
});
