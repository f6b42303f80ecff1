/** What was just done, and the way back. Goes by itself, but never while somebody looks at it closely. */
import { useEffect, useState, type ReactNode } from 'react';
import { classes } from './classes.ts';
import { Icon } from './icon.tsx';
import { Button } from 'react-aria-components';
import styles from './toast.module.css';

export interface ToastProps {
  readonly children: ReactNode;
  readonly closeLabel: string;
  readonly onClose: () => void;
  /** The way back, where there is one. */
  readonly undo?: { readonly label: string; readonly onPress: () => void };
}

const staysMs = 8000;

/** At most one at a time; give each a `key` of its own. */
export function Toast({ children, closeLabel, onClose, undo }: ToastProps) {
  const [isHeld, setHeld] = useState(false);
  useEffect(() => {
    if (isHeld) return;
    const timer = setTimeout(onClose, staysMs);
    return () => clearTimeout(timer);
  }, [isHeld, onClose]);
  return (
    <div className={styles['place']}>
      <div
        className={styles['toast']}
        role="status"
        onPointerEnter={() => setHeld(true)}
        onPointerLeave={() => setHeld(false)}
        onFocus={() => setHeld(true)}
        onBlur={() => setHeld(false)}
      >
        <div className={styles['text']}>{children}</div>
        {undo === undefined ? undefined : (
          <Button className={classes(styles['undo'])} onPress={undo.onPress}>
            {undo.label}
          </Button>
        )}
        <Button className={classes(styles['close'])} aria-label={closeLabel} onPress={onClose}>
          <Icon name="close" size={16} />
        </Button>
      </div>
    </div>
  );
}
