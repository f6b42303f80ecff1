/** The field for links. Pasting acts at once; a text without links stays where it is, with a sentence about what to do. */
import { useId, useRef, useState, type ChangeEvent, type ClipboardEvent, type KeyboardEvent, type ReactNode } from 'react';
import { Button } from './button.tsx';
import { Glyph } from './glyph.tsx';
import { Icon } from './icon.tsx';
import styles from './paste-field.module.css';

export interface PasteFieldProps {
  readonly label: string;
  readonly placeholder: string;
  readonly button: string;
  readonly busyWord: string;
  /** The one main action of the view (first run), or one among others. */
  readonly large?: boolean;
  readonly autoFocus?: boolean;
  /** Imports; answers a sentence when nothing came of it. */
  readonly onText: (text: string) => Promise<string | undefined>;
  /** The clipboard's text, where the page may read it; null when something else was there and is taken care of. */
  readonly readClipboard: () => Promise<string | undefined | null>;
  /** Said when it may not. */
  readonly byKeys: string;
  /** Files instead of a text. */
  readonly files: { readonly word: string; readonly label: string; readonly accept: string; readonly onFiles: (files: readonly File[]) => void };
}

export function PasteField(props: PasteFieldProps): ReactNode {
  const field = useRef<HTMLTextAreaElement>(null);
  const errorId = useId();
  const [text, setText] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<{ readonly sentence: string; readonly kind: 'error' | 'hint' }>();

  const take = async (given: string): Promise<void> => {
    setBusy(true);
    setProblem(undefined);
    const sentence = await props.onText(given);
    setBusy(false);
    setText(sentence === undefined ? '' : given.slice(0, longestShown));
    if (sentence !== undefined) setProblem({ sentence, kind: 'error' });
  };
  const press = async (): Promise<void> => {
    const given = text.trim() === '' ? await props.readClipboard() : text;
    if (given === null) return;
    if (given !== undefined) return take(given);
    field.current?.focus();
    setProblem({ sentence: props.byKeys, kind: 'hint' });
  };
  const onPaste = (event: ClipboardEvent): void => {
    const given = event.clipboardData.getData('text/plain');
    if (given.trim() === '') return;
    event.preventDefault();
    void take(given);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.shiftKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    if (text.trim() !== '') void take(text);
  };

  return (
    <div>
      <div className={styles['field']} data-large={props.large === true} data-invalid={problem?.kind === 'error'}>
        <Icon name="paste" />
        <textarea
          ref={field}
          className={styles['input']}
          rows={1}
          dir="auto"
          spellCheck={false}
          autoComplete="off"
          // oxlint-disable-next-line jsx-a11y/no-autofocus -- first run: the field is all there is to do
          autoFocus={props.autoFocus === true}
          aria-label={props.label}
          aria-invalid={problem?.kind === 'error'}
          aria-describedby={problem === undefined ? undefined : errorId}
          placeholder={props.placeholder}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onPaste={onPaste}
          onKeyDown={onKeyDown}
        />
        {props.large !== true && <FileButton {...props.files} kind="quiet" />}
        <Button kind={props.large === true ? 'primary' : 'secondary'} isDisabled={busy} onPress={() => void press()}>
          {busy ? props.busyWord : props.button}
        </Button>
      </div>
      {props.large === true && (
        <div className={styles['files']}>
          <FileButton {...props.files} word={props.files.label} kind="link" />
        </div>
      )}
      {problem !== undefined && (
        <p id={errorId} role="alert" className={styles['problem']} data-kind={problem.kind}>
          {problem.kind === 'error' && <Glyph kind="no-answer" />}
          <span>{problem.sentence}</span>
        </p>
      )}
    </div>
  );
}

function FileButton({ word, accept, onFiles, kind }: Omit<PasteFieldProps['files'], 'label'> & { readonly kind: 'quiet' | 'link' }): ReactNode {
  const input = useRef<HTMLInputElement>(null);
  const onChange = (event: ChangeEvent<HTMLInputElement>): void => {
    onFiles([...(event.target.files ?? [])]);
    event.target.value = ''; // so that the same file can be chosen again
  };
  return (
    <>
      <input ref={input} type="file" hidden multiple accept={accept} onChange={onChange} />
      <Button kind={kind} onPress={() => input.current?.click()}>
        {word}
      </Button>
    </>
  );
}

/** A huge text that held nothing is kept in part: the field stays usable. */
const longestShown = 20_000;
