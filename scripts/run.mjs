/** `node scripts/run.mjs FILE.ts …`: sets up for tests, then runs a TypeScript file on the project's own Node. */
import { join } from 'node:path';
import { guarded, setUp } from './setup.mjs';
import { become, environment, root } from './tools.mjs';

await guarded(async () => {
  const [file = '', ...rest] = process.argv.slice(2);
  const node = setUp('test');
  return become(node, [join(root, file), ...rest], { env: environment(node) });
});
