/** One quiet line: a link lies on the clipboard. Nothing is taken from there before the press. */
import { useEffect, type ReactNode } from 'react';
import { pasteKeys } from '../clipboard.ts';
import { leaveClipboard, lookAtClipboard, takeClipboard } from '../intake/clipboard-watch.ts';
import { useText } from '../language/language.tsx';
import { Button, IconButton } from '../parts/button.tsx';
import { Icon } from '../parts/icon.tsx';
import { useStore } from '../store.ts';
import styles from './intake.module.css';

export function ClipboardLine(): ReactNode {
  const { t } = useText();
  const isShown = useStore(({ ui }) => ui.clipboard !== undefined);
  const keys = useStore(({ mirror }) => pasteKeys(mirror?.host.platform ?? 'linux'));
  const isWanted = useStore(({ mirror }) => mirror?.settings.noticeClipboard === true);
  useEffect(() => {
    if (!isWanted) return leaveClipboard();
    const look = (): void => void lookAtClipboard();
    if (document.hasFocus()) look();
    window.addEventListener('focus', look);
    return () => window.removeEventListener('focus', look);
  }, [isWanted]);
  return (
    <div role="status">
      {isShown && (
        <div className={styles['line']}>
          <Icon name="paste" />
          <span className={styles['words']}>{t('clipboard.found')}</span>
          <Button size="small" onPress={() => void takeClipboard(keys)}>
            {t('clipboard.look')}
          </Button>
          <IconButton icon="close" label={t('action.dismiss')} onPress={leaveClipboard} />
        </div>
      )}
    </div>
  );
}
