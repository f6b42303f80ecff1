/** What a text holds, before anything of it is kept: what is new, what to know, what is refused, and one word to say. */
import { useState, type ReactNode } from 'react';
import { addPreviewed, cancelPreview } from '../../import-actions.ts';
import { useText } from '../../language/language.tsx';
import { Button } from '../../parts/button.tsx';
import { Card } from '../../parts/card.tsx';
import { Roads } from '../../parts/roads.tsx';
import { Sheet } from '../../parts/sheet.tsx';
import { SwitchRow } from '../../parts/switch-row.tsx';
import { useStore, type Look } from '../../store.ts';
import { FoundLists } from './found-lists.tsx';
import { KnownNote, RefusedNote, Warnings } from './preview-notes.tsx';
import { PreviewRows } from './preview-rows.tsx';
import styles from './preview.module.css';
import { canUseOne, kindOf, titleOf } from './preview-view.ts';

export function PreviewSheet(): ReactNode {
  const look = useStore(({ ui }) => ui.preview);
  return look === undefined ? null : <Preview key={look.preview.token} look={look} />;
}

function Preview({ look }: { readonly look: Look }): ReactNode {
  const { t } = useText();
  const { preview, source } = look;
  const [withSettings, setWithSettings] = useState(false);
  const kind = kindOf(preview);
  const title = titleOf(preview);
  const close = (): void => void cancelPreview();
  return (
    <Sheet
      title={t(title.key, { count: title.count })}
      line={t(kind === 'lists' && source.from === 'paste' ? 'offer.line' : `import.from.${source.from}`)}
      closeWord={t('action.close')}
      isOpen
      onClose={close}
      {...(kind === 'lists' && preview.lists.length === 1 ? {} : { footer: <Answers look={look} withSettings={withSettings} /> })}
    >
      {preview.fresh > 1 && <Spread {...preview} />}
      {preview.fresh > 0 && <PreviewRows preview={preview} />}
      {preview.warnings.length > 0 && <Warnings warnings={preview.warnings} />}
      {preview.known > 0 && <KnownNote preview={preview} />}
      {preview.rejected > 0 && <RefusedNote preview={preview} />}
      {preview.hasSettings && (
        <Card>
          <SwitchRow title={t('import.settings')} line={t('import.settings.line')} isSelected={withSettings} onChange={setWithSettings} />
        </Card>
      )}
      {preview.lists.length > 0 && <FoundLists preview={preview} isAll={kind === 'lists'} />}
    </Sheet>
  );
}

/** The safe answer first; one that can be connected to offers that too. */
function Answers({ look, withSettings }: { readonly look: Look; readonly withSettings: boolean }): ReactNode {
  const { t } = useText();
  const { preview } = look;
  const [busy, setBusy] = useState(false);
  const add = (connects: boolean): void => (setBusy(true), void addPreviewed(look, { connects, withSettings }));
  const canAdd = preview.fresh > 0 || (preview.hasSettings && withSettings);
  if (!canAdd) return <Button kind="primary" onPress={() => void cancelPreview()}>{t('action.close')}</Button>;
  const connects = preview.fresh > 0 && canUseOne(preview);
  return (
    <>
      <Button kind="quiet" onPress={() => void cancelPreview()}>{t('action.cancel')}</Button>
      <Button kind={connects ? 'secondary' : 'primary'} isDisabled={busy} onPress={() => add(false)}>{t(connects ? 'import.only-add' : 'action.add')}</Button>
      {connects && <Button kind="primary" isDisabled={busy} onPress={() => add(true)}>{t('import.add-connect')}</Button>}
    </>
  );
}

/** How much one block would stop, as a picture and in words. */
function Spread({ fresh, networks }: Look['preview']): ReactNode {
  const { t } = useText();
  return (
    <div className={styles['spread']}>
      <Roads servers={networks.largest} />
      <p>
        <strong>{t('import.networks', { count: networks.count, fresh: t('import.fresh', { count: fresh }) })}</strong>
        <span>{t(networks.count === 1 ? 'import.networks.single' : 'import.networks.several')}</span>
      </p>
    </div>
  );
}
