/** What one reading of a text collects, and how its findings become profiles, subscriptions and refusals. */
import type { FoundSubscription, Parsed, Profile, Reject } from '../profile.ts';
import type { Draft } from './codec.ts';
import { reject } from './excerpt.ts';
import type { Finding, ReadTools } from './wrapper.ts';

/** Collected so far. */
export interface Reading {
  readonly profiles: Profile[];
  readonly rejected: Reject[];
  /** By address, so that each is told once. */
  readonly subscriptions: Map<string, FoundSubscription>;
  readonly notes: string[];
  /** Web addresses and strange schemes in prose: told only when nothing else was found. */
  readonly mentioned: { readonly rejected: Reject[]; readonly subscriptions: Map<string, FoundSubscription> };
  readonly tools: ReadTools;
}

/** Nothing found yet. */
export function emptyReading(tools: ReadTools): Reading {
  return { profiles: [], rejected: [], subscriptions: new Map(), notes: [], mentioned: { rejected: [], subscriptions: new Map() }, tools };
}

/** The outcome; undefined when there was nothing to read. Mentions count when they are all there is. */
export function parsedOf({ profiles, rejected, subscriptions, notes, mentioned }: Reading): Parsed | undefined {
  const isEmpty = profiles.length + rejected.length + subscriptions.size === 0;
  const refused = isEmpty ? mentioned.rejected : rejected;
  const lists = [...(isEmpty ? mentioned.subscriptions : subscriptions).values()];
  if (profiles.length + refused.length + lists.length === 0) return undefined;
  return { profiles, rejected: refused, ...(lists.length === 0 ? {} : { subscriptions: lists }), ...(notes.length === 0 ? {} : { notes }) };
}

/** Adds what one link held; texts are handed to `readText`. */
export function addFindings(reading: Reading, findings: readonly Finding[], line: number, isMention: boolean, readText: (text: string) => void): void {
  for (const finding of findings) {
    switch (finding.kind) {
      case 'profile':
        reading.profiles.push(finding.profile);
        break;
      case 'subscription':
        addSubscription(isMention ? reading.mentioned.subscriptions : reading.subscriptions, finding.url, finding.name, line);
        break;
      case 'text':
        readText(finding.text);
        break;
      case 'document':
        addDocument(reading, finding.text, finding.name, line);
        break;
      case 'refusal':
        reading.rejected.push(reject(line, finding.code, finding.reason, ''));
        break;
      case 'note':
        reading.notes.push(finding.text);
        break;
    }
  }
}

function addSubscription(lists: Map<string, FoundSubscription>, url: string, name: string, line: number): void {
  if (!lists.has(url)) lists.set(url, { url, ...(name === '' ? {} : { name }), line });
}

function addDocument(reading: Reading, text: string, name: string, line: number): void {
  const parsed = reading.tools.readDocument?.(text);
  if (parsed === undefined) {
    reading.rejected.push(reject(line, 'link-unsupported', 'The configuration inside this link is of a kind that Byway does not read.', ''));
    return;
  }
  for (const profile of parsed.profiles) {
    if (profile.name === '') (profile as Draft<Profile>).name = name; // freshly made by the reader
    reading.profiles.push(profile);
  }
  for (const entry of parsed.rejected) reading.rejected.push({ ...entry, line });
  for (const { url, name: own = '' } of parsed.subscriptions ?? []) addSubscription(reading.subscriptions, url, own, line);
  reading.notes.push(...(parsed.notes ?? []));
}
