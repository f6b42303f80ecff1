/**
 * Builds the bundles in out/: `node scripts/build.mjs [TARGET…]`, all of them when none is named. `npm run build` calls
 * it only when sources have changed. Needs the project's Node and packages.
 *
 *   main      out/main/main.js         the Electron host (ESM; `electron` stays outside), and its pictures
 *   preload   out/preload/preload.cjs  its sandboxed preload (CommonJS, as the sandbox asks)
 *   renderer  out/renderer/            the screens, minified
 *   node      out/node/byway.js        command line and headless host in one file
 *             out/node/parse-worker.js reads pasted text in a process of its own
 *   networks  out/networks/            the table of networks and countries
 */
import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { packedNetworks } from './pack-networks.ts';
import { root } from './tools.mjs';

/** `ws` asks for these two at run time and does without them. */
const outside = [/^electron($|\/)/, 'bufferutil', 'utf-8-validate', ...builtinModules, /^node:/];

/** A bundle for Node or Electron's main process: everything inside but what stands in `outside`. */
function nodeBundle(folder, entries, format = 'es', extension = 'js') {
  return {
    ...base(),
    ssr: { noExternal: true, target: 'node' },
    build: {
      ...output(folder),
      ssr: true,
      target: 'node22',
      minify: false,
      rolldownOptions: {
        input: entries,
        external: outside,
        output: { format, entryFileNames: `[name].${extension}`, chunkFileNames: '[name]-[hash].js' },
      },
    },
  };
}

function base() {
  return { root, configFile: false, logLevel: 'warn', publicDir: false, define: { 'process.env.NODE_ENV': '"production"' } };
}

function output(folder) {
  return { outDir: join(root, 'out', folder), emptyOutDir: true, reportCompressedSize: false, modulePreload: { polyfill: false } };
}

async function rendererBundle() {
  const { default: react } = await import('@vitejs/plugin-react');
  return {
    ...base(),
    root: join(root, 'src/renderer'),
    base: './',
    plugins: [react()],
    // No data: addresses: fonts and pictures come as files, which the policy of both hosts demands.
    build: { ...output('renderer'), target: 'chrome140', minify: true, cssMinify: 'lightningcss', assetsInlineLimit: 0 },
  };
}

const hosts = join(root, 'src/main/hosts');
const targets = {
  main: () => nodeBundle('main', { main: join(hosts, 'electron/main.ts') }),
  preload: () => nodeBundle('preload', { preload: join(hosts, 'electron/preload.ts') }, 'cjs', 'cjs'),
  renderer: rendererBundle,
  node: () => nodeBundle('node', { byway: join(hosts, 'cli/main.ts'), 'parse-worker': join(root, 'src/main/platform/parse-worker.ts') }),
};

/** Builds the named targets, one after another; throws when one fails. */
export async function build(names = [...Object.keys(targets), 'networks']) {
  const { build: bundle } = await import('vite');
  for (const name of names) {
    if (name === 'networks') copyNetworks();
    else if (name in targets) await bundle(await targets[name]());
    else throw new Error(`targets: ${Object.keys(targets).join(', ')}, networks`);
    if (name === 'main') for (const picture of ['tray', 'icon.png']) cpSync(join(root, 'assets', picture), join(root, 'out/main', picture), { recursive: true });
  }
}

function copyNetworks() {
  mkdirSync(join(root, 'out/networks'), { recursive: true });
  cpSync(packedNetworks(), join(root, 'out/networks/networks.bin'));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const names = process.argv.slice(2);
  if (names.length === 0) rmSync(join(root, 'out'), { recursive: true, force: true });
  await build(names.length === 0 ? undefined : names);
}
