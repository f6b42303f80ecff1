/** What a paste brought, in the order it is told. Pure. */
import type { ImportReport } from '../../shared/contract.ts';
import type { ProfileWarning } from '../../shared/profile.ts';

/** Rows shown before "show the other 10". */
export const rowsAtFirst = 4;

export interface ReportView {
  /** The server that "Connect" would use: the first new one without a warning, else the first. */
  readonly first: string | undefined;
  /** Warnings that occur, most frequent first. */
  readonly warnings: readonly ProfileWarning[];
}

export function reportView({ added }: ImportReport): ReportView {
  const usable = added.filter((card) => card.cannotRun === undefined);
  const counts = new Map<ProfileWarning, number>();
  for (const warning of added.flatMap((card) => card.warnings)) counts.set(warning, (counts.get(warning) ?? 0) + 1);
  return {
    first: (usable.find((card) => card.warnings.length === 0) ?? usable[0])?.id,
    warnings: [...counts].toSorted((a, b) => b[1] - a[1]).map(([warning]) => warning),
  };
}
