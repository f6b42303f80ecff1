/**
 * Notices a link on the clipboard as the window comes to the front. The text is looked at where it lies: by the app in a
 * window of its own, by the page where the browser lets it already. Nobody is asked for anything, and no text is told of
 * twice, nor one that was pasted or copied here.
 */
import { linkMark } from '../../shared/clipboard-link.ts';
import { ask } from '../actions.ts';
import { openCopied } from '../import-actions.ts';
import { readClipboard } from '../clipboard.ts';
import { changeUi, showToast, useStore } from '../store.ts';
import { isKnownMark, noteMark, noteText } from './known-texts.ts';

/** Looks, and shows the line when there is something new. */
export async function lookAtClipboard(): Promise<void> {
  const { mirror } = useStore.getState();
  if (mirror?.settings.noticeClipboard !== true) return changeUi({ clipboard: null });
  const mark = mirror.host.kind === 'electron' ? await markFromApp() : await markFromBrowser();
  if (mark === useStore.getState().ui.clipboard) return;
  changeUi({ clipboard: mark === undefined || isKnownMark(mark) ? null : mark });
  if (mark !== undefined) noteMark(mark);
}

async function markFromApp(): Promise<string | undefined> {
  const looked = await ask('clipboard.look', {});
  return looked.ok ? (looked.value ?? undefined) : undefined;
}

async function markFromBrowser(): Promise<string | undefined> {
  try {
    // Chromium knows this permission; the compiler's list of names does not.
    const { state } = await navigator.permissions.query({ name: 'clipboard-read' as PermissionName });
    return state === 'granted' ? linkMark(await navigator.clipboard.readText()) : undefined;
  } catch {
    return undefined; // another browser, or a page that lost the focus meanwhile
  }
}

/** The person wants to see it: read again now, since another text may lie there. */
export async function takeClipboard(keys: string): Promise<void> {
  changeUi({ clipboard: null });
  const text = await readClipboard();
  if (text === undefined) return showToast('paste.by-keys', { keys });
  noteText(text);
  await openCopied(text);
}

/** Not this one. */
export function leaveClipboard(): void {
  changeUi({ clipboard: null });
}
