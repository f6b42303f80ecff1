/** The clipboard, as far as a page is let near it. Both ways can be refused; then the person is told what to press. */
import { noteText } from './intake/known-texts.ts';

/** The text in the clipboard; undefined when the page may not read it. */
export async function readClipboard(): Promise<string | undefined> {
  try {
    return await navigator.clipboard.readText();
  } catch {
    return undefined; // refused by the browser, the host or the person
  }
}

/** The picture in the clipboard; undefined when there is none, or the page may not read it. */
export async function readClipboardPicture(): Promise<File | undefined> {
  try {
    for (const item of await navigator.clipboard.read()) {
      const type = item.types.find((each) => each.startsWith('image/'));
      if (type !== undefined) return new File([await item.getType(type)], 'clipboard', { type });
    }
  } catch {
    // refused by the browser, the host or the person
  }
  return undefined;
}

/** True when the text is in the clipboard now. */
export async function writeClipboard(text: string): Promise<boolean> {
  noteText(text);
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelection(text);
  }
}

/** The older way, which works on a press without any permission. */
function copyBySelection(text: string): boolean {
  const field = document.createElement('textarea');
  field.value = text;
  field.setAttribute('aria-hidden', 'true');
  document.body.append(field);
  field.select();
  const copied = document.execCommand('copy');
  field.remove();
  return copied;
}

/** How the paste keys are called on this system. */
export function pasteKeys(platform: string): string {
  return platform === 'darwin' ? '⌘ V' : 'Ctrl + V';
}
