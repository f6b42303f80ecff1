/** The paste field joined to the app: used on first run, on Home and on Servers. */
import type { ReactNode } from 'react';
import { pasteKeys, readClipboard, readClipboardPicture } from '../clipboard.ts';
import { adviceFor } from '../fault-view.ts';
import { importText } from '../import-actions.ts';
import { acceptedFiles } from '../intake/file-kinds.ts';
import { noteText } from '../intake/known-texts.ts';
import { takeFiles } from '../intake/take-files.ts';
import { useText } from '../language/language.tsx';
import { PasteField } from '../parts/paste-field.tsx';
import { sentences } from '../quantity.ts';
import { useStore } from '../store.ts';

interface LinkFieldProps {
  readonly large?: boolean;
  readonly autoFocus?: boolean;
}

export function LinkField({ large = false, autoFocus = false }: LinkFieldProps): ReactNode {
  const text = useText();
  const keys = useStore(({ mirror }) => pasteKeys(mirror?.host.platform ?? 'linux'));
  const take = async (given: string): Promise<string | undefined> => {
    noteText(given);
    const code = await importText(given);
    if (code === undefined) return undefined;
    return code === 'input-empty' ? text.t('paste.nothing') : sentences(text, text.t(`fault.${code}`), text.t(adviceFor(code)));
  };
  return (
    <PasteField
      large={large}
      autoFocus={autoFocus}
      label={text.t('paste.label')}
      placeholder={large ? text.t('first.placeholder', { keys }) : text.t('paste.placeholder')}
      button={text.t('action.paste')}
      busyWord={text.t('paste.reading')}
      byKeys={text.t('paste.by-keys', { keys })}
      onText={take}
      readClipboard={readClipboardOrPicture}
      files={{ word: text.t('paste.file'), label: text.t('paste.file.label'), accept: acceptedFiles, onFiles: (files) => void takeFiles(files) }}
    />
  );
}

/** A copied screenshot has no text: its codes are read instead. */
async function readClipboardOrPicture(): Promise<string | undefined | null> {
  const text = await readClipboard();
  if (text !== '') return text;
  const picture = await readClipboardPicture();
  if (picture === undefined) return text;
  void takeFiles([picture]);
  return null;
}
