import { expect, test } from 'vitest';
import { migrateInitial } from './0001-initial.ts';

const fixtures = [
  {
    name: 'a list',
    before: { items: [{ id: 'a', sealed: 'v1.x' }, 'not an item'], chosen: 'a', later: { kept: [1] } },
    after: { version: 1, items: [{ id: 'a', sealed: 'v1.x' }, 'not an item'], chosen: 'a', later: { kept: [1] } },
  },
  { name: 'settings', before: { settings: { theme: 'dark' } }, after: { version: 1, settings: { theme: 'dark' } } },
  { name: 'an empty document', before: {}, after: { version: 1 } },
  { name: 'an array', before: [1, 2], after: [1, 2] },
  { name: 'nothing', before: null, after: null },
];

test.each(fixtures)('0001 on $name', ({ before, after }) => {
  const untouched = structuredClone(before);
  expect(migrateInitial(before)).toEqual(after);
  expect(before).toEqual(untouched);
});

test('0001 keeps a member called __proto__ a member', () => {
  const before: unknown = JSON.parse('{"__proto__":{"polluted":1}}');
  expect(JSON.stringify(migrateInitial(before))).toBe('{"__proto__":{"polluted":1},"version":1}');
  expect('polluted' in {}).toBe(false);
});
