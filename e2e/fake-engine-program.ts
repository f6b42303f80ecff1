/** The fake engine as a program at a path of its own, for hosts that are told only where their engine is. */
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { execPath } from 'node:process';
import type { FakeEngineScript } from './fake-engine.ts';

/**
 * Writes an executable at `file` (its folder is made) that plays `script`. Its subcommands (`guard`) are those of `real`,
 * the engine itself, where one is named. Needs `/bin/sh`: not for Windows.
 */
export async function writeFakeEngine(file: string, script: FakeEngineScript = {}, real?: string): Promise<void> {
  const command = [execPath, join(import.meta.dirname, 'fake-engine.ts'), JSON.stringify(script)].map(quote).join(' ');
  await mkdir(dirname(file), { recursive: true });
  const subcommands = real === undefined ? '' : `[ $# = 0 ] || exec ${quote(real)} "$@"\n`;
  await writeFile(file, `#!/bin/sh\n${subcommands}exec ${command}\n`);
  await chmod(file, 0o755);
}

function quote(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
