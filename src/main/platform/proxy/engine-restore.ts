/** Restoring from outside the app, by the engine's subcommand: for when another Byway holds the data folder. */
import { join } from 'node:path';
import { fail, succeed, type Result } from '../../../shared/fault.ts';
import { run } from '../run.ts';

/** Two stores read, written and read again, and another restorer waited for, at worst. */
const timeoutMs = 30_000;

/**
 * As by hand: a journal is carried out although its writer runs. Faults: `engine-missing`, `proxy-journal-damaged`,
 * `proxy-not-restored`.
 */
export async function restoreByEngine(enginePath: string, dataDir: string, environment: NodeJS.ProcessEnv): Promise<Result<{ readonly restored: boolean }>> {
  const ran = await run(enginePath, ['restore-proxy', '--journal', join(dataDir, 'proxy-journal.json')], { environment, timeoutMs });
  if (!ran.ok) return fail(ran.fault.code === 'not-found' ? 'engine-missing' : 'proxy-not-restored', ran.fault.cause);
  const said = ran.value.stdout.trim();
  if (ran.value.code === 0) return succeed({ restored: said.startsWith('restored') });
  return fail(said.startsWith('proxy-journal-damaged') ? 'proxy-journal-damaged' : 'proxy-not-restored', 'restore-proxy');
}
