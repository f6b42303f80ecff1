import { describe, expect, it } from 'vitest';
import type { LogLine } from '../../../shared/snapshot.ts';
import { clockTime, copiedText, shownLines } from './log-view.ts';

const lines: readonly LogLine[] = (['debug', 'info', 'warning', 'error'] as const).map((level, sequence) => ({ sequence, at: 0, level, source: 'app', text: level }));

describe('the log', () => {
  it('shows a level and what is more serious', () => {
    expect(shownLines(lines, 'warning').map(({ level }) => level)).toEqual(['warning', 'error']);
    expect(shownLines(lines, 'debug')).toHaveLength(4);
  });

  it('is copied with date, level and source', () => {
    expect(copiedText(shownLines(lines, 'error'))).toBe('1970-01-01T00:00:00.000Z error app: error');
  });

  it('tells the time of day in two digits each', () => {
    expect(clockTime(Date.now())).toMatch(/^\d\d:\d\d:\d\d$/);
  });
});
