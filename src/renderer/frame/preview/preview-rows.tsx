/** The new servers of a text: four at first, then page by page as the person asks. */
import { useRef, useState, type ReactNode } from 'react';
import { previewPage, type ImportPreview, type PreviewRow } from '../../../shared/import-preview.ts';
import { readableHost } from '../../../shared/look-alike.ts';
import { moreRows } from '../../import-actions.ts';
import { useText } from '../../language/language.tsx';
import { Technical } from '../../language/sentence.tsx';
import { Button } from '../../parts/button.tsx';
import { Card } from '../../parts/card.tsx';
import { Icon } from '../../parts/icon.tsx';
import { networkText } from '../../server-view.ts';
import styles from './preview.module.css';
import { rowsAtFirst } from './preview-view.ts';

export function PreviewRows({ preview }: { readonly preview: ImportPreview }): ReactNode {
  const { t } = useText();
  const list = useRef<HTMLUListElement>(null);
  const [rows, setRows] = useState(preview.rows);
  const [all, setAll] = useState(preview.fresh <= rowsAtFirst + 1);
  const shown = all ? rows : rows.slice(0, rowsAtFirst);
  const rest = preview.fresh - shown.length;
  // The button may go with what it shows: the keyboard then stands at the first of the new rows.
  const standAt = (index: number): void => void requestAnimationFrame(() => list.current?.querySelector<HTMLElement>(`[data-index="${index}"]`)?.focus());
  const more = async (): Promise<void> => {
    if (all) setRows([...rows, ...(await moreRows(preview.token, rows.length))]);
    setAll(true);
    standAt(shown.length);
  };
  return (
    <Card label={t('import.rows')}>
      <ul ref={list}>
        {shown.map((row) => (
          <Server key={row.index} row={row} />
        ))}
      </ul>
      {rest > 0 && (
        <div className={styles['more']}>
          <Button kind="link" size="small" onPress={() => void more()}>
            {all ? t('import.show-next', { count: Math.min(rest, previewPage) }) : t('import.show-more', { count: rest })}
          </Button>
        </div>
      )}
    </Card>
  );
}

/** Name, where it is, and a sign when there is something to know. */
function Server({ row }: { readonly row: PreviewRow }): ReactNode {
  const text = useText();
  const notes = [...(row.cannotRun === undefined ? [] : [text.t(`fault.${row.cannotRun.code}`)]), ...row.warnings.map((warning) => text.t(`warning.${warning}`))];
  return (
    <li className={styles['server']} data-index={row.index} tabIndex={-1}>
      <span className={styles['name']} dir="auto" title={row.name}>{row.name}</span>
      <span className={styles['place']}>
        {networkText(text, row)}
      </span>
      <span className={styles['address']}>
        <Technical>{row.server}</Technical>
        {readableHost(row.server) !== undefined && <bdi className={styles['readable']}>{readableHost(row.server)}</bdi>}
      </span>
      {notes.length > 0 && (
        <span className={styles['sign']} role="img" aria-label={notes.join(' ')} title={notes.join('\n')}>
          <Icon name="warning" size={16} />
        </span>
      )}
    </li>
  );
}
