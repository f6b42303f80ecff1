/** Texts that are no news when they lie on the clipboard: pasted, copied or looked at here. Only their marks are kept. */
import { linkMark } from '../../shared/clipboard-link.ts';
import { changeUi, useStore } from '../store.ts';

const marks = new Set<string>();

export function isKnownMark(mark: string): boolean {
  return marks.has(mark);
}

/** From now on nothing is said about it. */
export function noteMark(mark: string): void {
  marks.add(mark);
}

/** The same for a text; a line about it that is still shown goes. */
export function noteText(text: string): void {
  const mark = linkMark(text);
  if (mark === undefined) return;
  marks.add(mark);
  if (useStore.getState().ui.clipboard === mark) changeUi({ clipboard: null });
}
