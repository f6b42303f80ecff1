import { describe, expect, it } from 'vitest';
import { shortcutOf, type KeyPress } from './shortcut-view.ts';

const plain: KeyPress = { key: '', code: '', ctrlKey: false, metaKey: false, shiftKey: false, altKey: false };

describe('a key press', () => {
  it.each([
    [{ key: 'F6' }, 'next-region'],
    [{ key: 'F6', shiftKey: true }, 'previous-region'],
    [{ key: 'Escape' }, 'escape'],
    [{ key: 'Enter', ctrlKey: true }, 'toggle'],
    [{ key: 'Enter', metaKey: true }, 'toggle'],
    [{ key: 'Enter' }, undefined],
    [{ key: 'Enter', ctrlKey: true, altKey: true }, undefined],
    [{ key: 'я', code: 'KeyZ', ctrlKey: true }, 'undo'],
    [{ key: 'Z', code: 'KeyZ', ctrlKey: true, shiftKey: true }, undefined],
    [{ key: 'z', code: 'KeyZ' }, undefined],
  ])('%j is %s', (change, shortcut) => {
    expect(shortcutOf({ ...plain, ...change })).toBe(shortcut);
  });
});
