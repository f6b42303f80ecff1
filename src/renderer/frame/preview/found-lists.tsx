/** Addresses of lists in a text: where each leads. Nothing is fetched before the person says so, for each by itself. */
import { useState, type ReactNode } from 'react';
import { displayName } from '../../../shared/display-name.ts';
import type { Fault } from '../../../shared/fault.ts';
import type { ImportPreview } from '../../../shared/import-preview.ts';
import type { FoundSubscription } from '../../../shared/profile.ts';
import { adviceFor } from '../../fault-view.ts';
import { cancelPreview } from '../../import-actions.ts';
import { useText } from '../../language/language.tsx';
import { Technical } from '../../language/sentence.tsx';
import { addList, showList, unsafeReasons } from '../../list-actions.ts';
import { Button } from '../../parts/button.tsx';
import { Card, Row } from '../../parts/card.tsx';
import { Glyph } from '../../parts/glyph.tsx';
import { Icon } from '../../parts/icon.tsx';
import { sentences } from '../../quantity.ts';
import styles from './preview.module.css';

interface FoundListsProps {
  readonly preview: ImportPreview;
  /** The text holds nothing else. */
  readonly isAll: boolean;
}

export function FoundLists({ preview: { lists }, isAll }: FoundListsProps): ReactNode {
  const { t } = useText();
  const isOnly = isAll && lists.length === 1;
  return (
    <section className={styles['lists']}>
      {!isAll && <h3>{t('offer.also', { count: lists.length })}</h3>}
      {lists.map((found) => (
        <FoundList key={found.url} found={found} isOnly={isOnly} />
      ))}
    </section>
  );
}

function FoundList({ found, isOnly }: { readonly found: FoundSubscription; readonly isOnly: boolean }): ReactNode {
  const text = useText();
  const { t } = text;
  const [fault, setFault] = useState<Fault>();
  const [busy, setBusy] = useState(false);
  const [taken, setTaken] = useState<number>();
  const reasons = fault?.code === 'address-unsafe' ? unsafeReasons(fault) : [];
  const add = async (): Promise<void> => {
    setBusy(true);
    const added = await addList(found, reasons);
    setBusy(false);
    setFault(added.ok ? undefined : added.fault);
    if (!added.ok) return;
    if (!isOnly) return setTaken(added.value.fresh);
    await cancelPreview();
    showList(added.value);
  };
  return (
    <Card>
      <Row lead={<Icon name="servers" size={20} />} title={<Technical>{hostOf(found.url)}</Technical>} line={<ListLine found={found} />} />
      {reasons.map((reason) => (
        <Row key={reason} lead={<Icon name="warning" size={20} />} title={t(`offer.unsafe.${reason}`)} />
      ))}
      {fault !== undefined && reasons.length === 0 && (
        <div role="alert">
          <Row lead={<Glyph kind="no-answer" />} title={t(`fault.${fault.code}`)} line={sentences(text, t(adviceFor(fault.code)))} />
        </div>
      )}
      <div className={styles['answers']} role={taken === undefined ? undefined : 'status'}>
        {taken !== undefined && <p className={styles['taken']}><Glyph kind="done" /> {t('offer.taken', { count: taken })}</p>}
        {isOnly && <Button kind={reasons.length > 0 ? 'primary' : 'quiet'} onPress={() => void cancelPreview()}>{t('offer.not-now')}</Button>}
        {taken === undefined && (
          <Button kind={reasons.length > 0 ? 'destructive' : isOnly ? 'primary' : 'secondary'} isDisabled={busy} onPress={() => void add()}>
            {busy ? t('offer.fetching') : reasons.length > 0 ? t('offer.anyway') : t('offer.add')}
          </Button>
        )}
      </div>
    </Card>
  );
}

/** The name the text gives it, and what adding means. */
function ListLine({ found: { name } }: { readonly found: FoundSubscription }): ReactNode {
  const { t } = useText();
  const shown = name === undefined ? '' : displayName(name, '');
  return (
    <>
      {shown !== '' && <span className={styles['listName']} dir="auto">{shown}</span>}
      {t('offer.asks')}
    </>
  );
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : '';
}
