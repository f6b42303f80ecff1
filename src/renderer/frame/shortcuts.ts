/** Keys that work everywhere in the window. */
import { useEffect } from 'react';
import { importAnywhere, maxPasteLength, toggleConnection, undoLast } from '../actions.ts';
import { importPictures } from '../share-actions.ts';
import { changeUi, showToast, useStore } from '../store.ts';
import { walkRegions } from './regions.ts';
import { shortcutOf } from './shortcut-view.ts';

function isField(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'));
}

/** True while a dialog is open: it has the keys then. */
function hasDialog(): boolean {
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
  const text = event.clipboardData?.getData('text/plain') ?? '';
  const pictures = picturesOf(event.clipboardData);
  if (text.trim() === '' && pictures.length > 0) {
    event.preventDefault();
    void importPictures(pictures);
    return;
  }
  if (text.trim() === '' || isField(event.target)) return;
  event.preventDefault();
  void importAnywhere(text);
}

function picturesOf(data: DataTransfer | null): readonly File[] {
  return [...(data?.files ?? [])].filter(({ type }) => type.startsWith('image/')).slice(0, mostPictures);
}

/** Pictures of one drop or paste that are read. */
const mostPictures = 16;

function onDragOver(event: DragEvent): void {
  event.preventDefault(); // else the page would be left for the file
}

/** Files and texts may be let go anywhere: pictures are searched for codes, everything else is read as text. */
function onDrop(event: DragEvent): void {
  event.preventDefault();
  if (hasDialog()) return;
  const { dataTransfer } = event;
  const files = [...(dataTransfer?.files ?? [])].slice(0, mostPictures);
  const pictures = picturesOf(dataTransfer);
  if (pictures.length > 0) void importPictures(pictures);
  for (const file of files) if (!file.type.startsWith('image/')) void importFile(file);
  const text = dataTransfer?.getData('text/plain') ?? '';
  if (files.length === 0 && text.trim() !== '') void importAnywhere(text);
}

async function importFile(file: File): Promise<void> {
  if (file.size > maxPasteLength * 3) return showToast('fault.input-too-large');
  await importAnywhere(await file.text());
}

/** Listens for as long as the component is there. */
export function useShortcuts(): void {
  useEffect(() => {
    document.addEventListener('keydown', onKeyDown);
    document.addEventListener('paste', onPaste);
    document.addEventListener('dragover', onDragOver);
    document.addEventListener('drop', onDrop);
    return () => {
      document.removeEventListener('keydown', onKeyDown);
      document.removeEventListener('paste', onPaste);
      document.removeEventListener('dragover', onDragOver);
      document.removeEventListener('drop', onDrop);
    };
  }, []);
}
