/**
 * A process of its own that takes a data folder, for tests of the lock. Arguments: folder, mode.
 * `hold`: waits for a line on stdin, takes the folder, prints the outcome as JSON, holds it until stdin ends.
 * `race`: takes and releases it as often as it can within a second; prints how often, or `broken` when two had it at once.
 */
import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { acquireLock, type Lock } from '../lock.ts';
import { random } from '../random.ts';

const [folder = '', mode = 'hold'] = process.argv.slice(2);
const acquire = () => acquireLock({ folder, host: 'cli', now: Date.now, random });

/** One process at a time, or this throws EEXIST. */
async function beAlone(lock: Lock): Promise<void> {
  const file = join(folder, 'alone');
  await (await open(file, 'wx')).close();
  await new Promise(setImmediate);
  await rm(file);
  await lock.release();
}

async function race(): Promise<string> {
  const end = Date.now() + 1000;
  let count = 0;
  while (Date.now() < end) {
    const lock = await acquire();
    if (lock.ok) {
      await beAlone(lock.value);
      count += 1;
    } else if (lock.fault.code !== 'store-locked') return lock.fault.cause ?? lock.fault.code;
  }
  return String(count);
}

async function hold(): Promise<void> {
  await new Promise((resolve) => process.stdin.once('data', resolve));
  const lock = await acquire();
  process.stdout.write(`${JSON.stringify(lock.ok ? { ok: true } : lock)}\n`);
  if (!lock.ok) return process.exit();
  await new Promise((resolve) => process.stdin.once('end', resolve));
  await lock.value.release();
}

if (mode === 'race') process.stdout.write(await race().catch((error: unknown) => `broken ${String(error)}`));
else await hold();
