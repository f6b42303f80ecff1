/** From a text to servers in the list: looked into first, kept when the person says so. */
import type { FaultCode } from '../shared/fault.ts';
import type { Added, ImportPreview } from '../shared/import-preview.ts';
import { ask, askAndTell, takeAndConnect } from './actions.ts';
import { isGoodAlone, onlyKnown } from './frame/preview/preview-view.ts';
import { changeUi, showToast, useStore, type Look, type TextSource } from './store.ts';

/** Same limit as the app's own, in UTF-16 units: a larger text is refused here without sending it. */
export const maxPasteLength = 16 * 1024 * 1024;
/** Reading that takes longer is shown, with a way to stop it; milliseconds. */
const patienceMs = 400;

/**
 * Looks into a text of the person's own. One good new server without warnings is simply added, with a way back;
 * everything else is shown first. Answers the fault when there is nothing to show, so that a field can say so.
 */
export async function importText(text: string): Promise<FaultCode | undefined> {
  return text.length > maxPasteLength ? 'input-too-large' : lookInto({ from: 'paste', text });
}

/** A paste outside any field: a text without links gets its sentence as a toast. */
export async function importAnywhere(text: string): Promise<void> {
  tellOnly(await importText(text));
}

/** The same for a text that lay on the clipboard: it is always shown, since that is what was promised. */
export async function openCopied(text: string): Promise<void> {
  tellOnly(text.length > maxPasteLength ? 'input-too-large' : await lookInto({ from: 'clipboard', text }));
}

/** Looks into a text that came from outside: it is always shown, however good it is. */
export async function openIncoming(incoming: string, from: 'link' | 'file'): Promise<void> {
  const code = await lookInto({ from, incoming });
  if (code !== undefined) await ask('incoming.end', { id: incoming });
  tellOnly(code);
}

function tellOnly(code: FaultCode | undefined): void {
  if (code === 'input-empty') showToast('paste.nothing');
  else if (code !== undefined && code !== 'cancelled') showToast(`fault.${code}`);
}

async function lookInto(source: TextSource, passphrase?: string): Promise<FaultCode | undefined> {
  const reading = crypto.randomUUID();
  // The sheet that asks for words says itself that it is at it.
  const timer = passphrase === undefined ? setTimeout(() => changeUi({ reading }), patienceMs) : undefined;
  const where = 'text' in source ? { text: source.text } : { incoming: source.incoming };
  const result = await ask('import.preview', { ...where, reading, ...(passphrase === undefined ? {} : { passphrase }) });
  clearTimeout(timer);
  if (useStore.getState().ui.reading === reading) changeUi({ reading: null });
  if (!result.ok && result.fault.code === 'sealed-locked') return (changeUi({ locked: source }), undefined);
  if (!result.ok) return result.fault.code;
  await present({ source, preview: result.value }, passphrase !== undefined);
  return undefined;
}

async function present(look: Look, wasLocked: boolean): Promise<void> {
  const { preview, source } = look;
  const known = onlyKnown(preview);
  if (source.from === 'paste' && !wasLocked && isGoodAlone(preview)) await addAtOnce(preview);
  else if (source.from === 'paste' && known !== undefined) {
    await ask('import.forget', { token: preview.token });
    showToast('import.toast.known', { name: known.listName });
  } else {
    // The one that stood here before is put away as if cancelled.
    await leave(useStore.getState().ui.preview);
    changeUi({ preview: look });
  }
}

async function addAtOnce({ token, rows }: ImportPreview): Promise<void> {
  const added = await askAndTell('import.add', { token });
  if (!added.ok) return;
  const { best, undo } = added.value;
  if (best !== undefined) await ask('profiles.choose', { id: best });
  showToast('import.toast', { name: rows[0]?.name ?? '' }, undo === undefined ? undefined : { kind: 'import', token: undo });
}

/** What the person wants with what they look at. */
export interface Wish {
  readonly connects: boolean;
  readonly withSettings: boolean;
}

/** Keeps what is looked at. A reading that the app has forgotten meanwhile is read again and shown anew. */
export async function addPreviewed({ source, preview }: Look, wish: Wish): Promise<void> {
  const added = await ask('import.add', { token: preview.token, withSettings: wish.withSettings });
  changeUi({ preview: null });
  if (!added.ok && added.fault.code === 'not-found') return tellOnly(await lookInto(source));
  if (!added.ok) return changeUi({ fault: added.fault.code });
  await tellAdded(added.value, wish.connects);
}

async function tellAdded({ added, best, undo }: Added, connects: boolean): Promise<void> {
  if (undo !== undefined) showToast('import.added.toast', { count: added }, { kind: 'import', token: undo });
  if (connects && best !== undefined) await takeAndConnect(best);
}

/** Puts the sheet away; the app forgets what was in it. */
export async function cancelPreview(): Promise<void> {
  const look = useStore.getState().ui.preview;
  changeUi({ preview: null });
  await leave(look);
}

async function leave(look: Look | undefined): Promise<void> {
  if (look !== undefined) await ask('import.forget', { token: look.preview.token });
}

/** Ends a reading that takes too long for the person. */
export async function stopReading(): Promise<void> {
  const { reading } = useStore.getState().ui;
  changeUi({ reading: null });
  if (reading !== undefined) await ask('import.forget', { token: reading });
}

/** The rows after those that are here; empty when there are none left or the app has forgotten them. */
export async function moreRows(token: string, from: number): Promise<ImportPreview['rows']> {
  const page = await ask('import.page', { token, from });
  return page.ok ? page.value.rows : [];
}

/** Opens a locked text with its words; answers the fault when they do not. A backup is restored, anything else previewed. */
export async function unlock(locked: TextSource, passphrase: string): Promise<FaultCode | undefined> {
  const code = (await lookInto(locked, passphrase)) ?? (await lookIntoBackup(locked, passphrase));
  if (code === undefined) changeUi({ locked: null });
  return code;
}

/** A backup brings its lists, too, which a preview would ask for one by one. One that the system handed over stays there. */
async function lookIntoBackup(locked: TextSource, passphrase: string): Promise<FaultCode | undefined> {
  const look = useStore.getState().ui.preview;
  if (look?.preview.hasSettings !== true || !('text' in locked)) return undefined;
  await cancelPreview();
  const opened = await ask('sealed.look', { text: locked.text, passphrase });
  if (opened.ok) changeUi({ restoring: opened.value });
  return opened.ok ? undefined : opened.fault.code;
}

/** Puts a locked text away unopened. */
export async function leaveLocked(locked: TextSource): Promise<void> {
  changeUi({ locked: null });
  if ('incoming' in locked) await ask('incoming.end', { id: locked.incoming });
}
