/** Keys that work everywhere in the window. */
import { useEffect } from 'react';
import { toggleConnection, undoLast } from '../actions.ts';
import { takePaste } from '../intake/take-drop.ts';
import { changeUi, useStore } from '../store.ts';
import { walkRegions } from './regions.ts';
import { shortcutOf } from './shortcut-view.ts';

function isField(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'));
}

/** True while a dialog is open: it has the keys then. */
export function hasDialog(): boolean {
  return document.querySelector('[role="dialog"], [role="alertdialog"]') !== null;
}

function onKeyDown(event: KeyboardEvent): void {
  const shortcut = shortcutOf(event);
  if (shortcut === undefined || event.defaultPrevented) return;
  if (shortcut === 'next-region' || shortcut === 'previous-region') walkRegions(document, shortcut === 'previous-region');
  else if (hasDialog()) return;
  else if (shortcut === 'toggle') void toggleConnection();
  else if (shortcut === 'undo' && !isField(event.target)) void undoLast();
  else if (shortcut === 'escape') {
    const { toast, open } = useStore.getState().ui;
    if (open !== undefined) changeUi({ open: null });
    else if (toast !== undefined) changeUi({ toast: null });
    return;
  } else return;
  event.preventDefault();
}

function onPaste(event: ClipboardEvent): void {
  if (event.defaultPrevented || hasDialog()) return;
  if (takePaste(event.clipboardData, isField(event.target))) event.preventDefault();
}

/** Listens for as long as the component is there. */
export function useShortcuts(): void {
  useEffect(() => {
    document.addEventListener('keydown', onKeyDown);
    document.addEventListener('paste', onPaste);
    return () => {
      document.removeEventListener('keydown', onKeyDown);
      document.removeEventListener('paste', onPaste);
    };
  }, []);
}
