import { describe, expect, it } from 'vitest';
import { pictureOf, type PictureKind } from './picture-view.ts';

const kinds: readonly PictureKind[] = ['off', 'prepare', 'reach', 'hear', 'on', 'recovering', 'hold', 'failed', 'stopping'];

describe('the line and the block', () => {
  it('has a tick at the end for "on" alone', () => {
    expect(kinds.filter((kind) => pictureOf(kind).end === 'tick')).toEqual(['on']);
  });

  it('shows the whole line for "on" alone, where it goes round the block', () => {
    expect(kinds.filter((kind) => pictureOf(kind).shown === 1 && pictureOf(kind).line === pictureOf('on').line)).toEqual(['on']);
  });

  it('grows with every step', () => {
    const shown = (['prepare', 'reach', 'hear', 'on'] as const).map((kind) => pictureOf(kind).shown);
    expect(shown).toEqual(shown.toSorted((a, b) => a - b));
  });

  it('moves only while something is waited for', () => {
    expect(kinds.filter((kind) => pictureOf(kind).dots?.march === true)).toEqual(['prepare', 'reach', 'hear', 'recovering', 'hold']);
  });

  it('tells every state from every other without colour', () => {
    const seen = kinds.map((kind) => JSON.stringify(pictureOf(kind)));
    expect(new Set(seen).size).toBe(kinds.length);
  });
});
