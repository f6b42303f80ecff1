/** Lists typed by hand, one entry a line: what they mean and what is wrong with them. Pure. The app checks again. */
import type { TextKey } from '../../../shared/text.ts';

export interface LineProblem {
  /** 1-based line in what was typed. */
  readonly line: number;
  readonly problem: TextKey;
}

export interface ListRead {
  readonly entries: readonly string[];
  readonly problems: readonly LineProblem[];
  /** A problem of the list as a whole. */
  readonly whole?: { readonly problem: TextKey; readonly count?: number };
}

/** How one kind of list is read. */
export interface ListRules {
  readonly most: number;
  readonly mayBeEmpty: boolean;
  readonly check: (entry: string) => TextKey | undefined;
}

const longestAddress = 2048;
const longestHost = 253;

/** Same rules as `checkAddresses` in the settings. */
export const addressRules: ListRules = {
  most: 8,
  mayBeEmpty: false,
  check(entry) {
    if (entry.length > longestAddress) return 'settings.list.too-long';
    const url = URL.parse(entry);
    return url !== null && (url.protocol === 'http:' || url.protocol === 'https:') && url.hostname !== '' ? undefined : 'settings.list.not-address';
  },
};

/** Same rules as `bypass` in the settings. */
export const bypassRules: ListRules = {
  most: 64,
  mayBeEmpty: true,
  check(entry) {
    if (entry.length > longestHost) return 'settings.list.too-long';
    return /^[A-Za-z0-9_.:*/-]+$/.test(entry) ? undefined : 'settings.list.not-host';
  },
};

/** Reads what was typed. Empty lines and repetitions mean nothing. */
export function readList(typed: string, rules: ListRules): ListRead {
  const entries: string[] = [];
  const problems: LineProblem[] = [];
  typed.split(/\r?\n/).forEach((raw, index) => {
    const entry = raw.trim();
    if (entry === '' || entries.includes(entry)) return;
    const problem = rules.check(entry);
    if (problem === undefined) entries.push(entry);
    else problems.push({ line: index + 1, problem });
  });
  if (entries.length > rules.most) return { entries, problems, whole: { problem: 'settings.list.too-many', count: rules.most } };
  if (entries.length === 0 && problems.length === 0 && !rules.mayBeEmpty) return { entries, problems, whole: { problem: 'settings.list.empty' } };
  return { entries, problems };
}

/** True when there is nothing to mend. */
export function isFine(read: ListRead): boolean {
  return read.problems.length === 0 && read.whole === undefined;
}
