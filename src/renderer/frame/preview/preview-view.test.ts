import { describe, expect, it } from 'vitest';
import type { ImportPreview } from '../../../shared/import-preview.ts';
import { canUseOne, isGoodAlone, kindOf, onlyKnown, titleOf } from './preview-view.ts';

const nothing: ImportPreview = {
  token: 't', found: 0, fresh: 0, known: 0, rejected: 0, repeated: 0, networks: { count: 0, largest: [] }, rows: [], warnings: [], knownServers: [], rejects: [], lists: [], hasSettings: false,
};
const list = { url: 'https://lists.example/s', line: 1 };
const known = { id: 'k', name: 'a', listName: 'mine' };
const warning = { kind: 'insecure', count: 1, names: ['a'] } as const;

describe('one good link', () => {
  it('needs no question', () => expect(isGoodAlone({ ...nothing, found: 1, fresh: 1 })).toBe(true));

  it.each<[string, Partial<ImportPreview>]>([
    ['two', { fresh: 2 }], ['a known one beside it', { known: 1 }], ['a refused part', { rejected: 1 }], ['a list', { lists: [list] }],
    ['a warning', { warnings: [warning] }], ['settings', { hasSettings: true }], ['none', { fresh: 0 }],
  ])('but %s does', (_name, change) => expect(isGoodAlone({ ...nothing, fresh: 1, ...change })).toBe(false));
});

describe('a server that is known already', () => {
  it('is told without a sheet when it is alone', () => {
    expect(onlyKnown({ ...nothing, known: 1, knownServers: [known] })).toEqual(known);
    expect(onlyKnown({ ...nothing, known: 2, knownServers: [known, known] })).toBeUndefined();
    expect(onlyKnown({ ...nothing, known: 1, fresh: 1, knownServers: [known] })).toBeUndefined();
  });
});

describe('the sheet', () => {
  it.each<[string, Partial<ImportPreview>, string]>([
    ['servers', { fresh: 1, known: 2, found: 3, lists: [list] }, 'import.found'],
    ['settings', { hasSettings: true, known: 2 }, 'import.found.settings'],
    ['lists', { lists: [list], rejected: 1 }, 'offer.title'],
    ['lists', { lists: [list, list] }, 'offer.titles'],
    ['known', { known: 2, lists: [list] }, 'import.found.known'],
    ['nothing', { rejected: 3 }, 'import.found.nothing'],
  ])('is about %s', (kind, change, key) => {
    const preview = { ...nothing, ...change };
    expect(kindOf(preview)).toBe(kind);
    expect(titleOf(preview).key).toBe(key);
  });

  it('offers to connect only where one of them can run', () => {
    const cannotRun = { kind: 'cannot-run', code: 'link-unsupported', count: 1, names: ['a'] } as const;
    expect(canUseOne({ ...nothing, fresh: 1, warnings: [cannotRun] })).toBe(false);
    expect(canUseOne({ ...nothing, fresh: 2, warnings: [cannotRun, warning] })).toBe(true);
    expect(canUseOne({ ...nothing, fresh: 2, warnings: [cannotRun, { ...cannotRun, code: 'link-malformed' }] })).toBe(false);
  });
});
