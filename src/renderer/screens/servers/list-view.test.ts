import { describe, expect, it } from 'vitest';
import type { ProbeState, ProfileCard } from '../../../shared/snapshot.ts';
import { countGood, headAbove, listItems, serverIds, type ListQuery } from './list-view.ts';

function server(id: string, change: Partial<ProfileCard> = {}): ProfileCard {
  return { id, name: id, type: 'vless', server: `${id}.example.com`, port: 443, security: 'tls', transport: 'tcp', warnings: [], source: 'paste', addedAt: 0, ...change };
}

function good(ms: number): ProbeState {
  return { kind: 'good', at: 1, ms, stages: [], bytes: 1 };
}

function failed(code: 'timeout' | 'cancelled'): ProbeState {
  return { kind: 'failed', at: 1, fault: { code }, stages: [], bytes: 0 };
}

function lines(query: Partial<ListQuery>): readonly string[] {
  const items = listItems({ cards: [], probes: {}, inUse: undefined, search: '', collapsed: new Set(), ...query });
  return items.map((item) => (item.kind === 'group' ? `${item.id}: ${item.ids.length}` : item.card.id));
}

describe('the order of servers', () => {
  it('is: in use, good by speed, slow, unknown, failed, impossible', () => {
    const cards = ['impossible', 'dead', 'unknown', 'slow', 'second', 'first', 'used'].map((id) => server(id, id === 'impossible' ? { cannotRun: { code: 'link-unsupported' } } : {}));
    const probes = { dead: failed('timeout'), slow: good(1400), second: good(90), first: good(40), used: failed('timeout') };
    expect(lines({ cards, probes, inUse: 'used' }).slice(1)).toEqual(['used', 'first', 'second', 'slow', 'unknown', 'dead', 'impossible']);
  });

  it('keeps equals as they were added, and a stopped test among the unknown', () => {
    const cards = [server('a'), server('b'), server('c')];
    expect(lines({ cards, probes: { b: failed('cancelled'), c: { kind: 'queued' } } }).slice(1)).toEqual(['a', 'b', 'c']);
  });
});

describe('the headings', () => {
  const cards = [server('own'), server('practice', { source: 'practice' }), server('listed', { source: 'subscription' }), server('opened', { source: 'link' })];

  it('hold the servers that came the same way, and are left out without any', () => {
    expect(lines({ cards })).toEqual(['own: 2', 'own', 'opened', 'subscription: 1', 'listed', 'practice: 1', 'practice']);
    expect(lines({})).toEqual([]);
  });

  it('hide their servers when folded, except while searching', () => {
    expect(lines({ cards, collapsed: new Set(['own']) })).toEqual(['own: 2', 'subscription: 1', 'listed', 'practice: 1', 'practice']);
    expect(lines({ cards, collapsed: new Set(['own']), search: 'own' })).toEqual(['own: 1', 'own']);
  });

  it('are found above each of their servers', () => {
    const items = listItems({ cards, probes: {}, inUse: undefined, search: '', collapsed: new Set() });
    expect(items.map((_, index) => headAbove(items, index))).toEqual([0, 0, 0, 3, 3, 5, 5]);
    expect(headAbove([], 3)).toBe(0);
  });

  it('count those that answered', () => {
    expect(countGood(['a', 'b', 'c', 'd'], { a: good(1), b: failed('timeout'), c: good(5000) })).toBe(2);
  });
});

describe('the search', () => {
  const cards = [
    server('1', { name: 'Лето — Ёлка' }), server('2', { name: 'سرور ايران يك' }), server('3', { name: 'Zürich 02' }),
    server('4', { name: 'x', server: '198.51.100.24' }), server('5', { name: 'می‌روم' }),
  ];

  it.each([
    ['елка', '1'], ['ел ЛЕТО', '1'], ['ایران یک', '2'], ['zurich', '3'], ['۰۲', '3'], ['198.51', '4'], ['میروم', '5'], ['  ', '12345'], ['nothing', ''],
  ])('for “%s” finds %s', (search, ids) => {
    expect(serverIds(listItems({ cards, probes: {}, inUse: undefined, search, collapsed: new Set() })).join('')).toBe(ids);
  });
});

describe('lists that are followed', () => {
  it('have groups of their own between own servers and the rest; who left their list without one stays where it was', () => {
    const cards = [server('b', { source: 'subscription', subscription: 'two' }), server('mine'), server('a', { source: 'subscription', subscription: 'one' }), server('old', { source: 'subscription', subscription: 'none' })];
    const lists = [{ id: 'one', title: 'First' }, { id: 'two', title: 'Second' }, { id: 'empty', title: 'Empty' }];
    expect(lines({ cards, lists })).toEqual(['own: 1', 'mine', 'list:one: 1', 'a', 'list:two: 1', 'b', 'subscription: 1', 'old']);
    expect(lines({ cards, lists, collapsed: new Set(['list:one'] as const) })).not.toContain('a');
  });
});
