/** A backup asks for its words, and shows what is in it before any of it is taken. */
import { useId, useState, type FormEvent, type ReactNode } from 'react';
import type { FaultCode } from '../../../shared/fault.ts';
import type { SealedContents } from '../../../shared/share.ts';
import { useText } from '../../language/language.tsx';
import { Button } from '../../parts/button.tsx';
import { Glyph } from '../../parts/glyph.tsx';
import { Sheet } from '../../parts/sheet.tsx';
import { openSealed } from '../../share-actions.ts';
import { changeUi, useStore } from '../../store.ts';
import { ContentsSheet } from './sealed-contents.tsx';
import styles from './share.module.css';

export function RestoreSheet(): ReactNode {
  const locked = useStore(({ ui }) => ui.restoring);
  return locked === undefined ? null : <Restore key={locked} locked={locked} />;
}

/** First its words, then what is in it. */
function Restore({ locked }: { readonly locked: string }): ReactNode {
  const [contents, setContents] = useState<SealedContents>();
  const close = (): void => changeUi({ restoring: null });
  return contents === undefined ? <Words locked={locked} onOpen={setContents} onClose={close} /> : <ContentsSheet contents={contents} onClose={close} />;
}

interface WordsProps {
  readonly locked: string;
  readonly onOpen: (contents: SealedContents) => void;
  readonly onClose: () => void;
}

function Words({ locked, onOpen, onClose }: WordsProps): ReactNode {
  const { t } = useText();
  const errorId = useId();
  const [words, setWords] = useState('');
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<FaultCode>();
  const open = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (words.trim() === '' || busy) return;
    setBusy(true);
    const opened = await openSealed(locked, words);
    setBusy(false);
    if (opened.ok) onOpen(opened.value);
    else setFault(opened.fault.code);
  };
  return (
    <Sheet title={t('unlock.title')} line={t('unlock.line')} closeWord={t('action.close')} isOpen onClose={onClose}>
      <form className={styles['unlock']} onSubmit={(event) => void open(event)}>
        <input
          className={styles['unlockInput']}
          dir="auto"
          // oxlint-disable-next-line jsx-a11y/no-autofocus -- the words are all that is asked for
          autoFocus
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          maxLength={1024}
          aria-label={t('unlock.words')}
          aria-invalid={fault !== undefined}
          aria-describedby={fault === undefined ? undefined : errorId}
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
        <Button type="submit" kind="primary">
          {t(busy ? 'unlock.opening' : 'unlock.open')}
        </Button>
      </form>
      {fault !== undefined && (
        <p id={errorId} role="alert" className={styles['unlockFault']}>
          <Glyph kind="no-answer" />
          <span>{t(`fault.${fault}`)}</span>
        </p>
      )}
    </Sheet>
  );
}
