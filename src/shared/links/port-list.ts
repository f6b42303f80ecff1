/** Port lists for hopping: `443,5000-6000`, in the wild also with `;` between items and `:` inside a range. */
import { fail, succeed, type Result } from '../fault.ts';

export interface PortList {
  /** Canonical text: `a,b-c`. */
  readonly text: string;
  /** First port of the list. */
  readonly first: number;
  /** True when it names one port only. */
  readonly isSingle: boolean;
}

/** Reads a list of at most 1,000 items. Faults: link-bad-port. */
export function readPortList(text: string): Result<PortList> {
  const items = text.split(/[,;]/).map((item) => item.trim()).filter((item) => item !== '');
  const canonical: string[] = [];
  let first = 0;
  for (const item of items.length > 1_000 ? [] : items) {
    const range = readRange(item);
    if (range === undefined) return refusal();
    if (first === 0) first = range.low;
    canonical.push(range.low === range.high ? String(range.low) : `${range.low}-${range.high}`);
  }
  if (first === 0) return refusal();
  return succeed({ text: canonical.join(','), first, isSingle: canonical.length === 1 && canonical[0] === String(first) });
}

function refusal(): Result<PortList> {
  return fail('link-bad-port', 'Ports must be whole numbers from 1 to 65535, or ranges such as 5000-6000.');
}

function readRange(text: string): { readonly low: number; readonly high: number } | undefined {
  const found = /^(\d{1,7})(?:\s*[-:]\s*(\d{1,7}))?$/.exec(text);
  if (found === null) return undefined;
  const low = Number(found[1]);
  const high = Number(found[2] ?? found[1]);
  return low >= 1 && low <= high && high <= 65_535 ? { low, high } : undefined;
}
