/** Servers leave and locked texts come in: what the person sets going. */
import type { CallInput } from '../shared/contract.ts';
import type { ShareAnswers, ShareFormat } from '../shared/contract-share.ts';
import { isLockedText } from '../shared/locked-text.ts';
import { askAndTell } from './actions.ts';
import { writeClipboard } from './clipboard.ts';
import { maxPasteLength } from './import-actions.ts';
import { saveFile } from './save-file.ts';
import { changeUi, showToast } from './store.ts';

/** What would leave; undefined when it cannot be had, which a banner tells. */
export async function describeShare(ids: readonly string[]): Promise<ShareAnswers['share.describe'] | undefined> {
  const result = await askAndTell('share.describe', { ids: [...ids] });
  return result.ok ? result.value : undefined;
}

/** The links, a line each, keys and all. */
export async function shareLinks(ids: readonly string[], withoutNames: boolean): Promise<ShareAnswers['share.export'] | undefined> {
  const result = await askAndTell('share.export', { ids: [...ids], format: 'link', withoutNames });
  return result.ok ? result.value : undefined;
}

/** The same locked, with words of its own. */
export async function shareLocked(ids: readonly string[], withoutNames: boolean): Promise<ShareAnswers['share.export'] | undefined> {
  const result = await askAndTell('share.export', { ids: [...ids], format: 'sealed', withoutNames });
  return result.ok ? result.value : undefined;
}

/** Saves them as a file; answers the words that open it, where they are the app's own. */
export async function saveServers(ids: readonly string[], format: Exclude<ShareFormat, 'telegram'>, withoutNames: boolean): Promise<string | undefined> {
  const result = await askAndTell('share.export', { ids: [...ids], format, withoutNames });
  if (!result.ok) return undefined;
  const { text, leftOut, passphrase } = result.value;
  if (text === '') {
    showToast('share.nothing-fits');
    return undefined;
  }
  saveFile(format, text);
  if (leftOut.length > 0) showToast('share.saved-part', { count: leftOut.length });
  else if (passphrase === undefined) showToast('share.saved');
  return passphrase;
}

/** Telegram's own links, a line each: for the app, or for a browser that leads into it. */
export async function copyTelegram(ids: readonly string[], opener: 'tg' | 't.me', withoutNames: boolean): Promise<void> {
  const result = await askAndTell('share.export', { ids: [...ids], format: 'telegram', withoutNames });
  if (!result.ok) return;
  const { text } = result.value;
  const copied = await writeClipboard(opener === 'tg' ? text.replaceAll('https://t.me/', 'tg://') : text);
  showToast(copied ? 'share.copied-link' : 'copy.failed');
}

/** Everything into a locked file; undefined when that failed, which a banner tells. */
export async function saveBackup(passphrase: string | undefined): Promise<ShareAnswers['share.backup'] | undefined> {
  const result = await askAndTell('share.backup', passphrase === undefined ? {} : { passphrase });
  if (!result.ok) return undefined;
  saveFile('backup', result.value.text);
  if (passphrase !== undefined) showToast('backup.saved');
  return result.value;
}

/** Takes what was opened, with a way back; false when that failed, which a banner tells. */
export async function takeSealed(token: string, wishes: Omit<CallInput<'sealed.take'>, 'token'>): Promise<boolean> {
  const result = await askAndTell('sealed.take', { token, ...wishes });
  if (!result.ok) return false;
  const { added, known, lists, undo } = result.value;
  showToast('unlock.taken', { added: added.length, known: known.length, lists }, { kind: 'sealed', token: undo });
  return true;
}

/** A backup from a file the person picked; a toast says when it is none. */
export async function openBackup(file: Blob): Promise<void> {
  const text = file.size > maxPasteLength ? '' : await file.text();
  if (isLockedText(text)) changeUi({ locked: { from: 'paste', text } });
  else showToast('backup.none');
}
