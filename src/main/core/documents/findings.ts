/** What reading a document collects, and how an item that cannot be read is told. */
import { fail, type FaultCode, type Result } from '../../../shared/fault.ts';
import type { FoundSubscription, Profile, Reject } from '../../../shared/profile.ts';
import { checkBounds } from '../../../shared/links/bounds.ts';
import { textAt, type Places, type TreeMap } from './tree.ts';

/** Most servers that one document may bring. */
export const maxProfiles = 50_000;
/** Most subscriptions that one document may name. */
export const maxSubscriptions = 32;

/** Collected while reading; the order is the document's. */
export interface Findings {
  readonly profiles: Profile[];
  readonly rejected: Reject[];
  /** Addresses of further lists. */
  readonly subscriptions: FoundSubscription[];
  /** What was left out and why, in plain English sentences. */
  readonly notes: string[];
}

/** Nothing found yet. */
export function emptyFindings(): Findings {
  return { profiles: [], rejected: [], subscriptions: [], notes: [] };
}

/** A document that is refused as a whole. */
export function refusedDocument(code: FaultCode, reason: string, line = 1): Findings {
  return { ...emptyFindings(), rejected: [{ line, code, reason, excerpt: '' }] };
}

/** Line numbers of offsets, counted from 1. The line starts are looked up once. */
export class LineIndex {
  readonly #starts: number[] = [0];

  constructor(text: string) {
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) this.#starts.push(at + 1);
  }

  lineOf(offset: number): number {
    let low = 0;
    let high = this.#starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((this.#starts[middle] ?? 0) <= offset) low = middle;
      else high = middle;
    }
    return low + 1;
  }
}

/** Where the items of one document stand. */
export interface Site {
  readonly lines: LineIndex;
  readonly places: Places;
  /** Items of which a part is missing; none of them may be used. */
  readonly incomplete?: WeakSet<TreeMap>;
}

/** Why a cut off or damaged item is refused, whatever could be read of it. */
const incompleteReason = 'This entry is damaged or cut off.';

/** The outcome, unless the item is not whole. */
export function ifWhole(outcome: Result<Profile>, item: TreeMap, site: Site): Result<Profile> {
  return site.incomplete?.has(item) === true ? fail('link-malformed', incompleteReason) : outcome;
}

/** The line of an item. */
export function lineOf(item: TreeMap, site: Site): number {
  return site.lines.lineOf(site.places.get(item) ?? 0);
}

/** Adds an item's outcome; false when the limit of servers is reached. */
export function addItem(findings: Findings, outcome: Result<Profile>, item: TreeMap, site: Site): boolean {
  const line = lineOf(item, site);
  if (findings.profiles.length >= maxProfiles) {
    findings.rejected.push({ line, code: 'input-too-large', reason: 'Only the first 50,000 servers of this document were read.', excerpt: '' });
    return false;
  }
  const whole = ifWhole(outcome, item, site);
  const checked = whole.ok ? checkBounds(whole.value) : whole;
  if (checked.ok) findings.profiles.push(checked.value);
  else findings.rejected.push({ line, code: checked.fault.code, reason: checked.fault.cause ?? 'This entry cannot be read.', excerpt: excerptOf(item) });
  return true;
}

/** Type and name of an item, without anything that could be secret. */
export function excerptOf(item: TreeMap): string {
  const type = textAt(item, 'type') ?? textAt(item, 'protocol') ?? '';
  const name = textAt(item, 'name') ?? textAt(item, 'tag') ?? textAt(item, 'remarks') ?? '';
  return safeExcerpt(type, name);
}

/** A type and a name as far as they cannot hide a secret. */
export function safeExcerpt(type: string, name: string): string {
  const shownType = /^[a-z0-9-]{1,20}$/i.test(type) ? type : '';
  const shownName = /^[\p{L}\p{N} ._-]{1,40}$/u.test(name) && !/[0-9a-f]{8}-|[A-Za-z0-9+_-]{20}/i.test(name) ? name : '';
  return [shownType, shownName].filter((part) => part !== '').join(' · ');
}
