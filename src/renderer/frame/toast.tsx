/** What was done, and the way back; at most one, eight seconds, waiting while it is looked at. */
import { useEffect, useState, type ReactNode } from 'react';
import { undoLast } from '../actions.ts';
import { useText } from '../language/language.tsx';
import { changeUi, useStore } from '../store.ts';
import styles from './toast.module.css';

const shownMs = 8000;

export function ToastPlace(): ReactNode {
  const { t } = useText();
  const toast = useStore(({ ui }) => ui.toast);
  const [held, setHeld] = useState(false);
  useEffect(() => {
    if (toast === undefined || held) return;
    const timer = setTimeout(() => changeUi({ toast: null }), shownMs);
    return () => clearTimeout(timer);
  }, [toast, held]);
  return (
    <div className={styles['place']} role="status">
      {toast !== undefined && (
        <div
          key={toast.id}
          className={styles['toast']}
          onPointerEnter={() => setHeld(true)}
          onPointerLeave={() => setHeld(false)}
          onFocus={() => setHeld(true)}
          onBlur={() => setHeld(false)}
        >
          <span className={styles['words']}>
            {t(toast.key, isolated(toast.values))}
          </span>
          {toast.undo !== undefined && (
            <button type="button" className={styles['undo']} onClick={() => void undoLast()}>
              {t('action.undo')}
            </button>
          )}
        </div>
      )}
    </div>
  );
}

/** Names inside a plain sentence keep their own direction: first strong isolate … pop, the characters behind `<bdi>`. */
function isolated(values: Readonly<Record<string, string | number>> | undefined): Readonly<Record<string, string | number>> {
  return Object.fromEntries(Object.entries(values ?? {}).map(([name, value]) => [name, typeof value === 'string' ? `\u2068${value}\u2069` : value]));
}
