/**
 * `node scripts/run.mjs [--own-network] FILE.ts …`: sets up for tests, then runs a TypeScript file on the project's own
 * Node, in the little internet of the browser tests if asked for.
 */
import { join } from 'node:path';
import { guarded, setUp } from './setup.mjs';
import { inOwnNetwork } from './suites.mjs';
import { become, environment, root } from './tools.mjs';

await guarded(async () => {
  const words = process.argv.slice(2);
  const isApart = words[0] === '--own-network';
  const [file = '', ...rest] = isApart ? words.slice(1) : words;
  const node = setUp('test');
  const program = [join(root, file), ...rest];
  const [command, args] = isApart ? inOwnNetwork(node, program) : [node, program];
  return become(command, args, { env: environment(node) });
});
