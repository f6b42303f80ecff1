/** The other forms that servers leave in: files for other programs, and Telegram's own links. All hold what was told above. */
import { useState, type ReactNode } from 'react';
import type { ShareFormat } from '../../../shared/contract-share.ts';
import { useText } from '../../language/language.tsx';
import { Button } from '../../parts/button.tsx';
import { Card, Row } from '../../parts/card.tsx';
import { Picker } from '../../parts/choice.tsx';
import { copyTelegram, saveServers } from '../../share-actions.ts';
import { useStore } from '../../store.ts';
import styles from './share.module.css';

type FileFormat = Exclude<ShareFormat, 'telegram'>;

const formats: readonly FileFormat[] = ['sealed', 'link', 'base64', 'clash', 'sing-box'];

interface ShareFilesProps {
  readonly ids: readonly string[];
  readonly withNames: boolean;
  /** The words that open a locked file, where one was saved. */
  readonly onWords: (words: string | undefined) => void;
}

export function ShareFiles({ ids, withNames, onWords }: ShareFilesProps): ReactNode {
  const { t } = useText();
  const [format, setFormat] = useState<FileFormat>('sealed');
  const [saving, setSaving] = useState(false);
  const telegram = useStore(({ mirror }) => mirror?.profiles.some((card) => ids.includes(card.id) && isTelegram(card)) === true);
  const save = async (): Promise<void> => {
    if (saving) return; // not disabled meanwhile: that would take the focus away
    setSaving(true);
    const words = await saveServers(ids, format, !withNames);
    setSaving(false);
    if (words !== undefined) onWords(words);
  };
  return (
    <Card title={t('share.forms')}>
      <Row
        wraps
        title={t('share.file')}
        line={t(`share.file.${format}`)}
        end={
          <span className={styles['fileTools']}>
            <Picker label={t('share.file')} value={format} options={formats.map((value) => ({ value, label: t(`share.form.${value}`) }))} onChange={setFormat} />
            <Button onPress={() => void save()}>{t(saving ? 'share.saving' : 'share.save')}</Button>
          </span>
        }
      />
      {telegram && (
        <Row
          wraps
          title={t('share.telegram')}
          line={t('share.telegram.line')}
          end={
            <span className={styles['fileTools']}>
              <Button onPress={() => void copyTelegram(ids, 'tg', !withNames)}>{t('share.telegram.app')}</Button>
              <Button onPress={() => void copyTelegram(ids, 't.me', !withNames)}>{t('share.telegram.web')}</Button>
            </span>
          }
        />
      )}
    </Card>
  );
}

/** What Telegram itself can use. */
function isTelegram({ type, security }: { readonly type: string; readonly security: string }): boolean {
  return type === 'mtproto' || (type === 'socks5' && security === 'none');
}
