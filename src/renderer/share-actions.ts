/** Servers leave and locked texts come in: what the person sets going. */
import type { ShareAnswers } from '../shared/contract-share.ts';
import type { FaultCode } from '../shared/fault.ts';
import { joinFrames } from '../shared/qr/frames.ts';
import { ask, askAndTell, importAnywhere, receive } from './actions.ts';
import { readPictures } from './intake/read-pictures.ts';
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

/** Opens a locked text with its words; answers the fault when they do not. */
export async function unlock(text: string, passphrase: string): Promise<FaultCode | undefined> {
  const result = await ask('profiles.unseal', { text, passphrase });
  if (!result.ok) return result.fault.code;
  changeUi({ locked: null });
  await receive(result.value);
  return undefined;
}

/** Reads the codes of pictures and imports what they say; a toast says when there was none. */
export async function importPictures(files: readonly Blob[]): Promise<void> {
  const { texts, missing } = joinFrames((await readPictures(files)).texts);
  if (texts.length > 0) await importAnywhere(texts.join('\n'));
  else showToast(missing > 0 ? 'picture.missing' : 'picture.nothing');
}
