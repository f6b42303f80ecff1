/** Files and pictures that were chosen, dropped or pasted → texts to look at, one after the other. */
import { fileText } from '../../shared/file-text.ts';
import { joinFrames } from '../../shared/qr/frames.ts';
import { importText, maxPasteLength } from '../import-actions.ts';
import { showToast } from '../store.ts';
import { gatherTexts, isPicture, mostFiles } from './file-kinds.ts';
import { readPictures } from './read-pictures.ts';
import { untilDecided } from './until-decided.ts';

/** A UTF-16 unit comes from at most three UTF-8 bytes; more bytes than that cannot fit. */
const maxFileBytes = maxPasteLength * 3;

/** Looks into all of them. What cannot be read is told in one sentence; the rest is looked at all the same. */
export async function takeFiles(given: readonly File[]): Promise<void> {
  const files = given.slice(0, mostFiles);
  const pictures = files.filter(isPicture);
  const documents = files.filter((file) => !isPicture(file));
  const fitting = documents.filter(({ size }) => size <= maxFileBytes);
  if (pictures.length > 0) showToast('picture.reading');
  const { texts: codes, tooLarge } = await readPictures(pictures);
  const joined = joinFrames(codes);
  const texts = gatherTexts([...(await Promise.all(fitting.map(textOf))), ...joined.texts]);
  if (given.length > mostFiles) showToast('file.too-many', { count: mostFiles });
  else if (fitting.length < documents.length || tooLarge > 0) showToast('file.too-large');
  else if (joined.missing > 0) showToast('picture.missing');
  else if (texts.length === 0) showToast(pictures.length > 0 ? 'picture.nothing' : 'file.nothing');
  for (const text of texts) await lookAt(text);
}

async function textOf(file: File): Promise<string> {
  try {
    return fileText(new Uint8Array(await file.arrayBuffer()));
  } catch {
    return ''; // a folder, or a file that has gone meanwhile
  }
}

/** One at a time: the next is looked at when the person has decided about this one. */
async function lookAt(text: string): Promise<void> {
  await untilDecided();
  const code = await importText(text);
  if (code === 'input-empty') showToast('file.nothing');
  else if (code !== undefined && code !== 'cancelled') showToast(`fault.${code}`);
}
