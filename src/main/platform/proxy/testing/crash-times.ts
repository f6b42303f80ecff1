/** How long restoring took, by step and restorer, printed as one table at the end of a suite. */
import type { CrashRow, Restorer } from './crash-table.ts';

export interface CrashTimes {
  add(row: CrashRow, ms: number): void;
  print(): void;
}

/** Collects times; the table shows the slowest of all stores in ms. */
export function crashTimes(title: string, restorers: readonly Restorer[]): CrashTimes {
  const slowest = new Map<string, Map<Restorer, number>>();
  let count = 0;
  return {
    add: ({ step, restorer }, ms) => {
      count += 1;
      const row = slowest.get(step) ?? new Map<Restorer, number>();
      row.set(restorer, Math.max(row.get(restorer) ?? 0, ms));
      slowest.set(step, row);
    },
    print: () => {
      const cell = (text: string): string => text.padStart(11);
      const line = ([step, row]: readonly [string, ReadonlyMap<Restorer, number>]): string =>
        `  ${step.padEnd(34)}${restorers.map((restorer) => cell(row.get(restorer)?.toFixed(0) ?? '–')).join('')}`;
      const head = `  ${'step'.padEnd(34)}${restorers.map(cell).join('')}`;
      process.stdout.write(`\n${title}: ${count} combinations restored; ms until then, slowest of the stores\n${[head, ...[...slowest].map(line)].join('\n')}\n`);
    },
  };
}
