/**
 * 1 (frozen): documents carry the number of their format. Before, a document without a number had this very shape.
 * A migration imports nothing, is never changed once released, and keeps every member that it does not know.
 */

/** Adds the number. Takes and gives a whole document; what is no object stays as it is. */
export function migrateInitial(before: unknown): unknown {
  if (typeof before !== 'object' || before === null || Array.isArray(before)) return before;
  return { ...before, version: 1 };
}
