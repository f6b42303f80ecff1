import { expect, test } from 'vitest';
import { assert, property, subarray, uniqueArray, record, integer, constantFrom } from 'fast-check';
import type { Profile } from '../../shared/profile.ts';
import { dueRemovals, goneAfterMs, mergeSubscription, type MergeInput } from './subscription-merge.ts';

function server(number: number, more: Partial<Extract<Profile, { type: 'trojan' }>> = {}): Profile {
  return { type: 'trojan', name: `s${number}`, server: `s${number}.example`, port: 443, password: `p${number}`, security: 'tls', transport: { type: 'tcp' }, ...more };
}

function merge(present: readonly Profile[], incoming: readonly Profile[], more: Partial<MergeInput> = {}) {
  return mergeSubscription({ present: present.map((profile, index) => ({ id: `id${index}`, profile })), incoming, gone: {}, now: 1000, held: new Set(), ...more });
}

test('new, gone and kept are told apart', () => {
  expect(merge([server(1), server(2)], [server(2), server(3, { port: 8443 })])).toEqual({ fresh: [server(3, { port: 8443 })], changed: [], kept: ['id1'], gone: { id0: 1000 }, removed: [] });
});

test('another password, another name, another address: a change under the same id', () => {
  const incoming = [server(1, { password: 'new' }), server(2, { name: 'renamed' }), server(3, { server: 'moved.example' })];
  const { changed, fresh, gone } = merge([server(1), server(2), server(3)], incoming);
  expect(changed).toEqual(incoming.map((profile, index) => ({ id: `id${index}`, profile })));
  expect([fresh, gone]).toEqual([[], {}]);
});

test('what could be either is neither: two on one address with other names and keys', () => {
  const present = [server(1, { name: 'a' }), server(1, { name: 'b', password: 'pb' })];
  const { fresh, gone, changed } = merge(present, [server(1, { name: 'c', password: 'x' }), server(1, { name: 'd', password: 'y' })]);
  expect([fresh.length, Object.keys(gone), changed]).toEqual([2, ['id0', 'id1'], []]);
});

test('doubles in a list count once, the first one', () => {
  expect(merge([], [server(1, { name: 'first' }), server(1, { name: 'second' })]).fresh).toEqual([server(1, { name: 'first' })]);
});

test('who is missing waits a week, keeps its time, and is not removed while it is in use', () => {
  const gone = { id0: 1000 };
  const early = merge([server(1)], [server(2, { name: 'x' })], { gone, now: 999 + goneAfterMs });
  expect([early.gone, early.removed]).toEqual([gone, []]);
  const late = { gone, now: 1000 + goneAfterMs };
  expect(merge([server(1)], [server(9, { name: 'x' })], late)).toMatchObject({ gone: {}, removed: ['id0'] });
  expect(merge([server(1)], [server(9, { name: 'x' })], { ...late, held: new Set(['id0']) })).toMatchObject({ gone, removed: [] });
  expect(dueRemovals(gone, late.now, new Set())).toEqual(['id0']);
  expect(dueRemovals(gone, late.now, new Set(['id0']))).toEqual([]);
});

test('who comes back is kept', () => {
  expect(merge([server(1)], [server(1)], { gone: { id0: 5 } })).toMatchObject({ kept: ['id0'], gone: {} });
});

test('kept by hand is never gone; a list that came in part takes nobody away, and changes all the same', () => {
  const late = { gone: { id0: 1000 }, now: 1000 + goneAfterMs };
  const other = server(9, { name: 'x' });
  expect(merge([server(1)], [other], { keptByHand: new Set(['id0']) })).toMatchObject({ kept: ['id0'], gone: {}, removed: [] });
  expect(merge([server(1), server(2)], [server(2, { password: 'new' })], { isPartial: true })).toMatchObject({ kept: ['id0'], changed: [{ id: 'id1' }], gone: {} });
  expect(merge([server(1)], [other], { ...late, isPartial: true })).toMatchObject({ gone: { id0: 1000 }, removed: [] });
});

test('property: each present server has one fate, each new one is used once, and the same list again changes nothing', () => {
  const profiles = uniqueArray(record({ host: integer({ min: 1, max: 4 }), password: integer({ min: 1, max: 3 }), name: constantFrom('a', 'b', 'c') }), { maxLength: 12, selector: (item) => JSON.stringify([item.host, item.password]) })
    .map((items) => items.map((item) => server(item.host, { password: String(item.password), name: item.name })));
  assert(property(profiles.chain((all) => subarray(all).map((before) => ({ all, before }))), profiles, ({ before }, incoming) => {
    const result = merge(before, incoming);
    const fates = [...result.changed.map(({ id }) => id), ...result.kept, ...Object.keys(result.gone), ...result.removed];
    expect(fates.toSorted()).toEqual(before.map((_profile, index) => `id${index}`).toSorted());
    expect(result.fresh.length + result.changed.length + result.kept.length).toBe(incoming.length);
    const again = merge(incoming, incoming);
    expect([again.fresh, again.changed, again.gone]).toEqual([[], [], {}]);
  }));
});
