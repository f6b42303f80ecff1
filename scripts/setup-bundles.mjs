/** Set-up: the JavaScript bundles in out/. The work is in build.mjs, which needs the project's Node and packages. */
import { fingerprint, isCurrent, writeStamp } from './stamp.mjs';
import { findNode, run } from './tools.mjs';

const sources = ['src', 'assets', 'package.json', 'package-lock.json', 'electron.vite.config.ts', 'scripts/build.mjs', 'scripts/pack-networks.ts', 'tsconfig.json'];

/** Builds out/ when its sources have changed. */
export function buildBundles(say) {
  const print = fingerprint(sources, '', (path) => /\.test\.tsx?$/.test(path));
  if (isCurrent('out/.stamp', print, ['out/node/byway.js', 'out/main/main.js', 'out/renderer/index.html', 'out/networks/networks.bin'])) return false;
  say('building the bundles');
  run('Building the bundles', findNode() ?? process.execPath, ['scripts/build.mjs']);
  writeStamp('out/.stamp', print);
  return true;
}
