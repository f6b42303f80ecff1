/**
 * Brings a fresh checkout to where the app (or, with `--for test`, the test suites) can run.
 * Every step is skipped when its result is current. Nothing outside the checkout is changed, except that as root on
 * Debian the browsers and servers that tests need are installed.
 */
import { pathToFileURL } from 'node:url';
import { SetUpError, findNode } from './tools.mjs';
import { installDependencies, installNode } from './setup-node.mjs';
import { buildEngine, buildPeers } from './setup-engine.mjs';
import { installTestPrograms } from './setup-programs.mjs';
import { buildBundles } from './setup-bundles.mjs';

/** Steps in order; `forTest` ones only when tests are to run. Each answers a word about what it did. */
const steps = [
  { name: 'Node', work: installNode },
  { name: 'Packages', work: installDependencies },
  { name: 'Engine', work: buildEngine },
  { name: 'Bundles', work: buildBundles },
  { name: 'Test programs', work: installTestPrograms, forTest: true },
  { name: 'Test servers', work: buildPeers, forTest: true },
];

/** Runs all steps; prints one line for each that had something to do. Throws SetUpError with a sentence. */
export function setUp(purpose) {
  const wanted = steps.filter((step) => step.forTest !== true || purpose === 'test');
  for (const [index, step] of wanted.entries()) {
    const started = Date.now();
    const done = step.work((what) => console.error(`[${index + 1}/${wanted.length}] ${step.name}: ${what}`));
    if (done) console.error(`[${index + 1}/${wanted.length}] ${step.name}: done in ${((Date.now() - started) / 1000).toFixed(1)} s`);
  }
  return findNode();
}

/** Runs `main` and turns a SetUpError into its one sentence and exit code 1. */
export async function guarded(main) {
  try {
    await main();
  } catch (error) {
    if (!(error instanceof SetUpError)) throw error;
    console.error(`\n${error.message}`);
    process.exitCode = 1;
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await guarded(async () => setUp(process.argv.includes('test') ? 'test' : 'start'));
}
