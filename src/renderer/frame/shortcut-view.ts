/** Which shortcut a key press is. Pure. */

export type Shortcut = 'toggle' | 'undo' | 'next-region' | 'previous-region' | 'escape';

/** The part of a keyboard event that matters. */
export interface KeyPress {
  readonly key: string;
  /** Place on the keyboard: a Russian or Persian layout has no `z`. */
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}

export function shortcutOf(press: KeyPress): Shortcut | undefined {
  const command = (press.ctrlKey || press.metaKey) && !press.altKey;
  if (press.key === 'F6') return press.shiftKey ? 'previous-region' : 'next-region';
  if (press.key === 'Escape') return 'escape';
  if (command && press.key === 'Enter') return 'toggle';
  if (command && !press.shiftKey && press.code === 'KeyZ') return 'undo';
  return undefined;
}
