/** Files and texts may be let go anywhere in the window; while something is held over it, the window says so. */
import { useEffect, useState, type ReactNode } from 'react';
import { holdsSomething, takeDrop } from '../intake/take-drop.ts';
import { useText } from '../language/language.tsx';
import { Icon } from '../parts/icon.tsx';
import styles from './intake.module.css';
import { hasDialog } from './shortcuts.ts';

export function DropTarget(): ReactNode {
  const { t } = useText();
  const [isOver, setOver] = useState(false);
  useEffect(() => followDrags(setOver), []);
  if (!isOver) return null;
  return (
    <div className={styles['drop']} aria-hidden="true">
      <div className={styles['dropWords']}>
        <Icon name="paste" size={28} />
        <p className={styles['dropTitle']}>{t('drop.title')}</p>
        <p>{t('drop.line')}</p>
      </div>
    </div>
  );
}

/** Listens to the whole document; the returned function stops. */
function followDrags(setOver: (isOver: boolean) => void): () => void {
  let isOwn = false;
  const listeners: { readonly [Event in 'dragstart' | 'dragend' | 'dragenter' | 'dragover' | 'dragleave' | 'drop']: (event: DragEvent) => void } = {
    dragstart: () => (isOwn = true),
    dragend: () => (isOwn = false),
    dragenter: (event) => setOver(isTaken(event)),
    dragover(event) {
      event.preventDefault(); // else the page would be left for the file
      if (!isTaken(event) && event.dataTransfer !== null) event.dataTransfer.dropEffect = 'none';
    },
    dragleave: (event) => event.relatedTarget === null && setOver(false),
    drop(event) {
      event.preventDefault();
      setOver(false);
      if (isTaken(event) && event.dataTransfer !== null) takeDrop(event.dataTransfer);
    },
  };
  const isTaken = (event: DragEvent): boolean => !isOwn && !hasDialog() && holdsSomething(event.dataTransfer);
  const entries = Object.entries(listeners) as [keyof typeof listeners, (event: DragEvent) => void][]; // the keys are those above
  for (const [name, listener] of entries) document.addEventListener(name, listener);
  return () => {
    for (const [name, listener] of entries) document.removeEventListener(name, listener);
  };
}
