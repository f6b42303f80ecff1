/** Whether the settings still hold what a journal says that Byway wrote. Reads only. */
import type { FoundProxy } from '../../../shared/connection.ts';
import type { Stores } from './backend.ts';
import { describeNow } from './describe.ts';
import { readJournal } from './journal-file.ts';
import type { Journal } from './journal.ts';

/** A store that holds something else, or cannot be read. */
export interface Astray {
  describe(): Promise<FoundProxy>;
}

/** The first such store; null when all is in effect. */
export async function findAstray(journal: Journal, stores: Pick<Stores, 'open'>): Promise<Astray | null> {
  for (const entry of journal.stores) {
    const now = await stores.open(entry.store, entry.scope)?.read();
    if (now?.ok === false && now.fault.code === 'not-found') continue; // that connection is gone
    if (now?.ok !== true) return { describe: () => Promise.resolve({ kind: 'unknown' }) };
    const { values } = now.value;
    const wanted = Object.entries(entry.ours.at(-1) ?? {});
    if (!wanted.every(([key, raw]) => (values[key] ?? null) === raw)) return { describe: () => describeNow(entry.store, values) };
  }
  return null;
}

/** For an onlooker: whether a data folder has a journal, and what the settings say where they are not as it says. */
export async function inspectFolder(folder: string, stores: () => Promise<Pick<Stores, 'open'>>): Promise<{ readonly isChanged: boolean; readonly found?: FoundProxy }> {
  const journal = await readJournal(folder);
  if (journal?.ok !== true) return { isChanged: journal !== null };
  const astray = await findAstray(journal.value, await stores());
  return astray === null ? { isChanged: true } : { isChanged: true, found: await astray.describe() };
}
