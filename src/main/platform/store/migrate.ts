/** Brings a document of any earlier format to the present one. Each migration is a frozen file in `migrations/`. */
import { isObject, type JsonObject } from './json.ts';
import { migrateInitial } from './migrations/0001-initial.ts';

/** The migration at index n makes format n + 1 out of format n; a document without a number is format 0. */
const migrations: readonly ((before: unknown) => unknown)[] = [migrateInitial];

/** The format this Byway writes. */
export const currentVersion = migrations.length;

/** `newer`: written by a later Byway, untouched here. `damaged`: the number, or what came of it, makes no sense. */
export type Migrated =
  | { readonly kind: 'current'; readonly document: JsonObject }
  | { readonly kind: 'newer'; readonly document: JsonObject }
  | { readonly kind: 'damaged' };

/** Pure. A migration that fails counts as damage: the file is kept, nothing is lost. */
export function migrate(document: JsonObject): Migrated {
  const version = document['version'] ?? 0;
  if (typeof version !== 'number' || !Number.isSafeInteger(version) || version < 0) return { kind: 'damaged' };
  if (version > currentVersion) return { kind: 'newer', document };
  try {
    const after = migrations.slice(version).reduce<unknown>((value, step) => step(value), document);
    return isObject(after) ? { kind: 'current', document: after } : { kind: 'damaged' };
  } catch {
    return { kind: 'damaged' };
  }
}
