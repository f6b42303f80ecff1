/** What was let go over the window, or pasted outside a field. */
import { importAnywhere } from '../import-actions.ts';
import { noteText } from './known-texts.ts';
import { takeFiles } from './take-files.ts';

/** True for files and texts; whatever else is dragged is nothing for Byway. */
export function holdsSomething(data: DataTransfer | null): boolean {
  return data?.types.some((type) => type === 'Files' || type === 'text/plain' || type === 'text/uri-list') === true;
}

/** Files first: a file that is dragged has its address as text beside it. */
export function takeDrop(data: DataTransfer): void {
  const files = [...data.files];
  const text = data.getData('text/plain') || data.getData('text/uri-list');
  if (files.length > 0) void takeFiles(files);
  else if (text.trim() !== '') void importAnywhere(text);
}

/**
 * A paste: true when there was something in it. Text first, since programs add a picture of their text to it; but the
 * addresses of copied files are not meant as text.
 */
export function takePaste(data: DataTransfer | null, isInField: boolean): boolean {
  const text = data?.getData('text/plain') ?? '';
  const files = [...(data?.files ?? [])];
  const isText = text.trim() !== '' && !(files.length > 0 && /^\s*file:\/\//i.test(text));
  if (!isText && files.length > 0) {
    void takeFiles(files);
    return true;
  }
  if (!isText || isInField) return false;
  noteText(text);
  void importAnywhere(text);
  return true;
}
