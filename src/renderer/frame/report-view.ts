/** What a paste brought. Pure. */
import type { ImportReport } from '../../shared/contract.ts';

/** Rows shown before "show the other 10". */
export const rowsAtFirst = 4;

/** The server that "Connect" would use: the first new one without a warning, else the first that can run. */
export function firstToUse({ added }: ImportReport): string | undefined {
  const usable = added.filter((card) => card.cannotRun === undefined);
  return (usable.find((card) => card.warnings.length === 0) ?? usable[0])?.id;
}
