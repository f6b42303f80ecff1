/** The list of servers as rows: grouped by where they came from, searched, sorted. Pure. */
import type { ProbeState, ProfileCard } from '../../../shared/snapshot.ts';
import type { TextKey } from '../../../shared/text.ts';
import { slowMs } from '../../server-view.ts';

/** A list that is followed has a group of its own. */
export type GroupId = 'own' | 'subscription' | 'practice' | `list:${string}`;

export type Item =
  | { readonly kind: 'group'; readonly id: GroupId; readonly title: TextKey; readonly name?: string; readonly ids: readonly string[]; readonly collapsed: boolean }
  | { readonly kind: 'server'; readonly card: ProfileCard };

export interface ListQuery {
  readonly cards: readonly ProfileCard[];
  /** The order is made from these: give an older copy to keep rows where they are. */
  readonly probes: Readonly<Record<string, ProbeState>>;
  readonly inUse: string | undefined;
  readonly search: string;
  readonly collapsed: ReadonlySet<GroupId>;
  /** The lists that are followed, in order. */
  readonly lists?: readonly { readonly id: string; readonly title: string }[];
}

interface Group {
  readonly id: GroupId;
  readonly title: TextKey;
  readonly name?: string;
}

const groups: readonly Group[] = [
  { id: 'own', title: 'servers.group.own' },
  { id: 'subscription', title: 'servers.group.subscription' },
  { id: 'practice', title: 'servers.group.practice' },
];

function groupOf(card: ProfileCard, lists: ReadonlySet<string>): GroupId {
  if (card.subscription !== undefined && lists.has(card.subscription)) return `list:${card.subscription}`;
  return card.source === 'subscription' || card.source === 'practice' ? card.source : 'own';
}

/** Group heads with their servers below, in-use first, then good by speed, slow, untested, failed. Empty groups are left out. */
export function listItems({ cards, probes, inUse, search, collapsed, lists = [] }: ListQuery): readonly Item[] {
  const wanted = normalise(search);
  const words = wanted.split(/\s+/);
  const found = wanted === '' ? cards : cards.filter((card) => holdsAll(normalise(`${card.name} ${card.server} ${card.network?.name ?? ''}`), words));
  const followed = new Set(lists.map((list) => list.id));
  const members = Map.groupBy(found, (card) => groupOf(card, followed));
  const own = lists.map(({ id, title }): Group => ({ id: `list:${id}`, title: 'servers.group.subscription', name: title }));
  return [...groups.slice(0, 1), ...own, ...groups.slice(1)].flatMap(({ id, title, name }): readonly Item[] => {
    const inside = members.get(id);
    if (inside === undefined) return [];
    const isCollapsed = collapsed.has(id) && wanted === '';
    const head: Item = { kind: 'group', id, title, ...(name === undefined ? {} : { name }), ids: inside.map((card) => card.id), collapsed: isCollapsed };
    if (isCollapsed) return [head];
    const ranked = inside.map((card) => ({ card, rank: card.id === inUse ? -1 : rankOf(card, probes[card.id]) }));
    return [head, ...ranked.toSorted((a, b) => a.rank - b.rank).map(({ card }): Item => ({ kind: 'server', card }))];
  });
}

/** Good servers by their milliseconds, then fixed steps that no answer time reaches. */
function rankOf(card: ProfileCard, probe: ProbeState | undefined): number {
  if (card.cannotRun !== undefined) return 1e9 + 1;
  if (probe?.kind === 'good') return probe.ms > slowMs ? 1e7 + probe.ms : probe.ms;
  if (probe?.kind === 'failed' && probe.fault.code !== 'cancelled') return 1e9;
  return 1e8;
}

/** Words may be typed in any order. */
function holdsAll(text: string, words: readonly string[]): boolean {
  return words.every((word) => text.includes(word));
}

/** Letters that look alike are found alike: case, accents, Arabic and Persian forms and digits, joiners. */
export function normalise(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f\u064b-\u065f\u200c\u200d]/g, '')
    .replace(/[يى]/g, 'ی')
    .replace(/ك/g, 'ک')
    .replace(/[٠-٩۰-۹]/g, (digit) => String((digit.codePointAt(0) ?? 0) % 16))
    .toLowerCase()
    .trim();
}

/** Ids of the servers shown, in order. */
export function serverIds(items: readonly Item[]): readonly string[] {
  return items.flatMap((item) => (item.kind === 'server' ? [item.card.id] : []));
}

/** Place of the head under which an item stands. */
export function headAbove(items: readonly Item[], index: number): number {
  for (let place = Math.min(index, items.length - 1); place > 0; place -= 1) if (items[place]?.kind === 'group') return place;
  return 0;
}

/** The id an item goes by in the page: two kinds never collide. */
export function itemKey(item: Item): string {
  return item.kind === 'group' ? `group-${item.id}` : `server-${item.card.id}`;
}

/** How many of these answered well. */
export function countGood(ids: readonly string[], probes: Readonly<Record<string, ProbeState>>): number {
  return ids.reduce((count, id) => (probes[id]?.kind === 'good' ? count + 1 : count), 0);
}
