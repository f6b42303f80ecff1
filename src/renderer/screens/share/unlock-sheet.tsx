/** A locked text asks for its words. */
import { useId, useState, type FormEvent, type ReactNode } from 'react';
import type { FaultCode } from '../../../shared/fault.ts';
import { useText } from '../../language/language.tsx';
import { Button } from '../../parts/button.tsx';
import { Glyph } from '../../parts/glyph.tsx';
import { Sheet } from '../../parts/sheet.tsx';
import { leaveLocked, unlock } from '../../import-actions.ts';
import { useStore, type TextSource } from '../../store.ts';
import styles from './share.module.css';

export function UnlockSheet(): ReactNode {
  const locked = useStore(({ ui }) => ui.locked);
  return locked === undefined ? null : <Unlock locked={locked} />;
}

function Unlock({ locked }: { readonly locked: TextSource }): ReactNode {
  const { t } = useText();
  const errorId = useId();
  const [words, setWords] = useState('');
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<FaultCode>();
  const open = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (words.trim() === '' || busy) return;
    setBusy(true);
    setFault(await unlock(locked, words));
    setBusy(false);
  };
  return (
    <Sheet title={t('unlock.title')} line={t('unlock.line')} closeWord={t('action.close')} isOpen onClose={() => leaveLocked(locked)}>
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
