import { describe, expect, it } from 'vitest';
import { sparkHeight, sparkLength, sparkPath, sparkWidth } from './traffic-view.ts';

/** Points of a path as numbers. */
function points(path: string): readonly (readonly number[])[] {
  return path.split(/[ML]/).filter((part) => part !== '').map((part) => part.split(' ').map(Number));
}

describe('the traffic line', () => {
  it('ends at the newest value, at the end side', () => {
    expect(points(sparkPath([1, 2, 3], 3)).at(-1)?.[0]).toBe(sparkWidth);
  });

  it('shows one minute and stays inside', () => {
    const path = points(sparkPath(Array.from({ length: 500 }, (_, index) => index * 1e6), 499e6));
    expect(path).toHaveLength(sparkLength);
    for (const [x = -1, y = -1] of path) expect(x >= 0 && x <= sparkWidth && y >= 0 && y <= sparkHeight).toBe(true);
  });

  it('does not make a mountain of a few stray bytes', () => {
    expect(points(sparkPath([0, 40], 40)).at(-1)?.[1]).toBeGreaterThan(sparkHeight - 3);
  });

  it('begins flat at the start side while there is less than a minute to show', () => {
    expect(points(sparkPath([5000], 5000))[0]).toEqual([0, sparkHeight - 1]);
  });

  it('is empty when there is nothing', () => {
    expect(sparkPath([], 0)).toBe('');
  });
});
