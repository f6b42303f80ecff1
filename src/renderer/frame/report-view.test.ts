import { describe, expect, it } from 'vitest';
import type { ProfileCard } from '../../shared/snapshot.ts';
import { firstToUse } from './report-view.ts';

function card(id: string, more: Partial<ProfileCard> = {}): ProfileCard {
  return { id, name: id, type: 'trojan', server: 'a.example', port: 443, security: 'tls', transport: 'tcp', warnings: [], source: 'paste', addedAt: 0, ...more };
}

describe('the server that Connect would use', () => {
  it.each([
    ['the first new one', [card('a'), card('b')], 'a'],
    ['one without a warning before one with', [card('a', { warnings: ['insecure'] }), card('b')], 'b'],
    ['one with a warning when there is no other', [card('a', { warnings: ['insecure'] })], 'a'],
    ['never one that cannot run', [card('a', { cannotRun: { code: 'link-unsupported' } })], undefined],
    ['none when nothing is new', [], undefined],
  ])('is %s', (_what, added, expected) => {
    expect(firstToUse({ added, known: [], rejected: [] })).toBe(expected);
  });
});
