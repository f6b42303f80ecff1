/** A long text is being read: it can be stopped, and nothing is kept meanwhile. */
import type { ReactNode } from 'react';
import { stopReading } from '../../import-actions.ts';
import { useText } from '../../language/language.tsx';
import { Button } from '../../parts/button.tsx';
import { Glyph } from '../../parts/glyph.tsx';
import { Sheet } from '../../parts/sheet.tsx';
import { useStore } from '../../store.ts';
import styles from './preview.module.css';

export function ReadingSheet(): ReactNode {
  const { t } = useText();
  const isReading = useStore(({ ui }) => ui.reading !== undefined);
  if (!isReading) return null;
  const stop = (): void => void stopReading();
  return (
    <Sheet title={t('paste.reading')} closeWord={t('action.stop')} isOpen onClose={stop} footer={<Button onPress={stop}>{t('action.stop')}</Button>}>
      <p className={styles['reading']} role="status">
        <Glyph kind="asking" />
        {t('import.reading.line')}
      </p>
    </Sheet>
  );
}
