/** The log: what Byway did, already without addresses and keys. */
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import type { LogLine } from '../../../shared/snapshot.ts';
import { writeClipboard } from '../../clipboard.ts';
import { useText } from '../../language/language.tsx';
import { Button } from '../../parts/button.tsx';
import { Picker } from '../../parts/choice.tsx';
import { showToast, useStore } from '../../store.ts';
import { clockTime, copiedText, shownLines, type LevelFilter } from './log-view.ts';
import styles from './log.module.css';

const levels = [
  { value: 'debug', label: 'log.level.all' },
  { value: 'info', label: 'log.level.info' },
  { value: 'warning', label: 'log.level.warning' },
  { value: 'error', label: 'log.level.error' },
] as const;

export function Log(): ReactNode {
  const { t } = useText();
  const all = useStore(({ log }) => log);
  const [least, setLeast] = useState<LevelFilter>('info');
  const lines = shownLines(all, least);
  const copy = async (): Promise<void> => {
    const copied = await writeClipboard(copiedText(lines));
    if (copied) showToast('log.copied', { count: lines.length });
    else showToast('copy.failed');
  };
  return (
    <div className={styles['page']}>
      <header className={styles['head']}>
        <div>
          <h1 className={styles['title']}>{t('log.title')}</h1>
          <p className={styles['line']}>{t('log.line')}</p>
        </div>
        <div className={styles['tools']}>
          <Picker label={t('log.level')} value={least} options={levels.map(({ value, label }) => ({ value, label: t(label) }))} onChange={setLeast} />
          <Button size="small" icon="copy" isDisabled={lines.length === 0} onPress={() => void copy()}>
            {t('log.copy')}
          </Button>
        </div>
      </header>
      {lines.length === 0 ? <p className={styles['empty']}>{t('log.empty')}</p> : <Lines lines={lines} />}
    </div>
  );
}

/** Follows the newest line while the reader is at the end. */
function Lines({ lines }: { readonly lines: readonly LogLine[] }): ReactNode {
  const { t } = useText();
  const scroller = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 30,
    getItemKey: (index) => lines[index]?.sequence ?? index,
    overscan: lines.length <= 200 ? 200 : 20,
  });
  const newest = lines.at(-1)?.sequence;
  useEffect(() => {
    if (atEnd.current) virtual.scrollToIndex(lines.length - 1, { align: 'end' });
  }, [newest, lines.length, virtual]);
  return (
    <div
      ref={scroller}
      className={styles['scroller']}
      role="group"
      aria-label={t('log.lines')}
      // Scrolls, so it must be reachable by keyboard.
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      onScroll={({ currentTarget }) => {
        atEnd.current = currentTarget.scrollHeight - currentTarget.scrollTop - currentTarget.clientHeight < 40;
      }}
    >
      <div className={styles['sizer']} style={{ blockSize: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, key, start }) => {
          const line = lines[index];
          return line === undefined ? null : (
            <div key={key} ref={virtual.measureElement} data-index={index} className={styles['entry']} style={{ transform: `translateY(${start}px)` }}>
              <bdi dir="ltr" className={styles['time']}>
                {clockTime(line.at)}
              </bdi>
              <span className={styles['level']} data-level={line.level}>
                {t(`log.mark.${line.level}`)}
              </span>
              <span className={styles['text']} dir="ltr" lang="en" translate="no">
                {line.text}
              </span>
            </div>
          );
        })}
      </div>
    </div>
  );
}
