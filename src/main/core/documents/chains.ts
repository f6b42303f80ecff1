/** Servers that are reached through another server of the same document (`dialer-proxy`, `detour`, `dialerProxy`). */
import { fail, succeed, type Result } from '../../../shared/fault.ts';
import type { Profile } from '../../../shared/profile.ts';
import { ifWhole, type Site } from './findings.ts';
import type { TreeMap } from './tree.ts';

/** Servers on the way, at most: as many as a stored profile may have. */
const maxHops = 4;

/** One item with the tag that others name it by and the tag it is reached through. */
export interface Entry {
  readonly item: TreeMap;
  readonly outcome: Result<Profile>;
  readonly tag: string | undefined;
  readonly via: string | undefined;
}

/** Ways that are no server: `direct` ends a chain, a group stands for its first member. */
export interface Ways {
  readonly direct: ReadonlySet<string>;
  readonly groups: ReadonlyMap<string, string>;
}

/**
 * The entries with their detours in place, in the same order. An entry whose way is unknown, goes in a circle or is
 * too long is refused, because reaching its server directly is not what its author meant. Faults: link-malformed,
 * link-unsupported.
 */
export function joinChains(given: readonly Entry[], ways: Ways, site: Site): readonly Entry[] {
  if (given.every(({ via }) => via === undefined)) return given;
  const entries = given.map((entry) => ({ ...entry, outcome: ifWhole(entry.outcome, entry.item, site) }));
  const byTag = new Map<string, Entry>();
  for (const entry of entries) if (entry.tag !== undefined && !byTag.has(entry.tag)) byTag.set(entry.tag, entry);
  return entries.map((entry) => ({ ...entry, outcome: joined(entry, byTag, ways, 0) }));
}

function joined(entry: Entry, byTag: ReadonlyMap<string, Entry>, ways: Ways, hops: number): Result<Profile> {
  const { outcome, via } = entry;
  if (!outcome.ok || via === undefined) return outcome;
  const target = resolve(via, ways);
  if (target === undefined) return outcome;
  if (hops >= maxHops) return fail('link-unsupported', 'The way to this server goes in a circle or over more than four others.');
  const next = byTag.get(target);
  if (next === undefined) return fail('link-malformed', 'This entry is reached through another one that the document does not have.');
  const way = joined(next, byTag, ways, hops + 1);
  if (!way.ok) return fail(way.fault.code, hops === 0 && next.outcome.ok ? way.fault.cause : 'The server on the way to this one cannot be used.');
  return succeed({ ...outcome.value, detour: way.value });
}

/** The tag of a server; undefined for the direct way. Groups may stand in groups. */
function resolve(tag: string, ways: Ways): string | undefined {
  let found = tag;
  for (let steps = 0; steps < 8; steps += 1) {
    if (ways.direct.has(found)) return undefined;
    const member = ways.groups.get(found);
    if (member === undefined) return found;
    found = member;
  }
  return found;
}
