/** What came of a paste: a card for each server, and for each refused line the reason. */
import { useState, type ReactNode } from 'react';
import type { ImportReport } from '../../shared/contract.ts';
import type { ProfileCard } from '../../shared/snapshot.ts';
import { takeAndConnect, undoLast } from '../actions.ts';
import { useText } from '../language/language.tsx';
import { Technical } from '../language/sentence.tsx';
import { Button } from '../parts/button.tsx';
import { Card, Row } from '../parts/card.tsx';
import { Glyph } from '../parts/glyph.tsx';
import { Icon } from '../parts/icon.tsx';
import { Sheet } from '../parts/sheet.tsx';
import { kindText, serverName } from '../server-view.ts';
import { changeUi, useStore } from '../store.ts';
import styles from './report-sheet.module.css';
import { firstToUse, rowsAtFirst } from './report-view.ts';

export function ReportSheet(): ReactNode {
  const { t } = useText();
  const report = useStore(({ ui }) => ui.report);
  const close = (): void => changeUi({ report: null });
  if (report === undefined) return null;
  const { added } = report;
  const first = firstToUse(report);
  return (
    <Sheet
      title={added.length === 0 ? t('import.added.none') : t('import.added', { count: added.length })}
      line={added.length === 0 ? undefined : t('import.not-contacted')}
      closeWord={t('action.close')}
      isOpen
      onClose={close}
      footer={
        <>
          {added.length > 0 && (
            <Button kind="quiet" onPress={() => (close(), void undoLast())}>
              {t('action.undo')}
            </Button>
          )}
          <Button kind={first === undefined ? 'primary' : 'secondary'} onPress={close}>
            {t('action.done')}
          </Button>
          {first !== undefined && (
            <Button kind="primary" onPress={() => (close(), void takeAndConnect(first))}>
              {t('import.connect')}
            </Button>
          )}
        </>
      }
    >
      <Report report={report} />
    </Sheet>
  );
}

function Report({ report }: { readonly report: ImportReport }): ReactNode {
  const { t } = useText();
  return (
    <>
      {report.added.length > 0 && <Servers cards={report.added} />}
      {report.known.length > 0 && (
        <div className={styles['note']}>
          <Glyph kind="untested" />
          <p>
            <strong>{t('import.known', { count: report.known.length })}</strong>
            <span>{t('import.known.line')}</span>
          </p>
        </div>
      )}
      {report.rejected.length > 0 && <Rejected report={report} />}
    </>
  );
}

function Servers({ cards }: { readonly cards: readonly ProfileCard[] }): ReactNode {
  const text = useText();
  const [all, setAll] = useState(false);
  const shown = all || cards.length <= rowsAtFirst + 1 ? cards.slice(0, mostRows) : cards.slice(0, rowsAtFirst);
  const rest = cards.length - shown.length;
  return (
    <Card>
      <ul>
        {shown.map((card) => (
          <Server key={card.id} card={card} />
        ))}
      </ul>
      {rest > 0 && !all && (
        <div className={styles['more']}>
          <Button kind="link" size="small" onPress={() => setAll(true)}>
            {text.t('import.show-more', { count: rest })}
          </Button>
        </div>
      )}
    </Card>
  );
}

/** Name, what it is, where it is, and what to know before using it. */
function Server({ card }: { readonly card: ProfileCard }): ReactNode {
  const text = useText();
  const notes = [...(card.cannotRun === undefined ? [] : [text.t(`fault.${card.cannotRun.code}`)]), ...card.warnings.map((warning) => text.t(`warning.${warning}`))];
  return (
    <li className={styles['server']}>
      <span className={styles['name']} dir="auto">
        {serverName(text, card)}
      </span>
      <span className={styles['kind']}>{kindText(text, card)}</span>
      <span className={styles['address']}>
        <Technical>{card.server}</Technical>
      </span>
      {notes.map((note) => (
        <span key={note} className={styles['warning']}>
          <Icon name="warning" size={16} />
          {note}
        </span>
      ))}
    </li>
  );
}

/** Beyond this the list on Servers is the better place to look. */
const mostRows = 200;

function Rejected({ report }: { readonly report: ImportReport }): ReactNode {
  const { t } = useText();
  return (
    <section>
      <h3 className={styles['heading']}>{t('import.rejected', { count: report.rejected.length })}</h3>
      <Card>
        {report.rejected.slice(0, mostRows).map(({ line, code, excerpt }, index) => (
          // Two refusals may be alike; the list never changes.
          // oxlint-disable-next-line react/no-array-index-key
          <Row key={index} lead={<Glyph kind="no-answer" />} title={t(`fault.${code}`)} line={<Refusal line={line} excerpt={excerpt} />} />
        ))}
      </Card>
    </section>
  );
}

function Refusal({ line, excerpt }: { readonly line: number; readonly excerpt: string }): ReactNode {
  const { t } = useText();
  return (
    <>
      {t('import.rejected.line', { line })}
      {excerpt !== '' && (
        <span className={styles['excerpt']}>
          <Technical>{excerpt}</Technical>
        </span>
      )}
    </>
  );
}
