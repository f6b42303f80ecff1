/** actionlint over the workflows, at the version that scripts/workflows/go.mod pins. No program of the project needs it. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isWindows, root } from './tools.mjs';

const folder = join(root, '.github', 'workflows');
const files = readdirSync(folder).map((name) => join(folder, name));

/** Passes when actionlint finds nothing and every action is pinned by its full commit. */
export const workflowsSuite = {
  name: 'workflows',
  what: 'the workflows of the public project',
  cwd: join(root, 'scripts', 'workflows'),
  env: { CGO_ENABLED: '0', GOTOOLCHAIN: 'local', GOFLAGS: '-buildvcs=false -mod=readonly' },
  command: () => [isWindows ? 'go.exe' : 'go', ['tool', 'actionlint', ...files]],
  count: (status) => {
    const loose = files.flatMap((file) => readFileSync(file, 'utf8').match(/uses: .*/g) ?? []).filter((line) => !/@[0-9a-f]{40} # v[\d.]+$/.test(line));
    for (const line of loose) console.log(`not pinned by commit: ${line}`);
    const failed = (status === 0 ? 0 : 1) + (loose.length === 0 ? 0 : 1);
    return { passed: 2 - failed, failed };
  },
};
