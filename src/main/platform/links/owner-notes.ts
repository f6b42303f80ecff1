/** What stood in the system before Byway took a scheme: written before anything is changed, so that it can be put back. */
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { succeed, type Result } from '../../../shared/fault.ts';
import { parseJson } from '../store/json.ts';
import { writeDurably } from '../store/durable-file.ts';

export interface OwnerNotes {
  /** What was noted; undefined when nothing is. `null` says that nothing stood there. */
  get(scheme: string): Promise<string | null | undefined>;
  /** `undefined` forgets it. Faults: those of writing. */
  set(scheme: string, before: string | null | undefined): Promise<Result<null>>;
}

const schema = z.record(z.string().max(32), z.string().max(8192).nullable());

/** Kept in one small file; a damaged one counts as empty, since the system itself says who owns what. */
export function createOwnerNotes(file: string): OwnerNotes {
  const load = async (): Promise<Readonly<Record<string, string | null>>> => {
    const text = await readFile(file, 'utf8').catch(() => '');
    const read = schema.safeParse(parseJson(text)?.value);
    return read.success ? read.data : {};
  };
  return {
    get: async (scheme) => (await load())[scheme],
    async set(scheme, before) {
      const { [scheme]: noted, ...rest } = await load();
      if (before === undefined && noted === undefined) return succeed(null);
      return writeDurably(file, JSON.stringify(before === undefined ? rest : { ...rest, [scheme]: before }));
    },
  };
}
