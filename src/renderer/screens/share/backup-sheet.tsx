/** Everything into one locked file: what is in it, the words that open it, and the file itself. */
import { useState, type ReactNode } from 'react';
import { useText } from '../../language/language.tsx';
import { Button } from '../../parts/button.tsx';
import { Card, CardBlock, Row } from '../../parts/card.tsx';
import { Segments } from '../../parts/choice.tsx';
import { Sheet } from '../../parts/sheet.tsx';
import { TextField } from '../../parts/text-field.tsx';
import { Tag } from '../../parts/tag.tsx';
import { saveBackup } from '../../share-actions.ts';
import { changeUi, useStore } from '../../store.ts';
import { ShareWords } from './share-words.tsx';

/** What is shorter is guessed in no time; the app refuses it as well. */
const shortestWords = 12;

export function BackupSheet(): ReactNode {
  const isOpen = useStore(({ ui }) => ui.backup === true);
  return isOpen ? <Backup /> : null;
}

function Backup(): ReactNode {
  const { t } = useText();
  const [way, setWay] = useState<'words' | 'own'>('words');
  const [own, setOwn] = useState('');
  const [words, setWords] = useState<string>();
  const [saving, setSaving] = useState(false);
  const [tooShort, setTooShort] = useState(false);
  const close = (): void => changeUi({ backup: null });
  const save = async (): Promise<void> => {
    if (saving) return;
    if (way === 'own' && own.trim().length < shortestWords) return setTooShort(true);
    setSaving(true);
    const saved = await saveBackup(way === 'own' ? own : undefined);
    setSaving(false);
    if (saved === undefined) return;
    if (saved.passphrase === undefined) close();
    else setWords(saved.passphrase);
  };
  return (
    <Sheet
      title={t('backup.title')}
      line={t('backup.line')}
      closeWord={t('action.close')}
      isOpen
      onClose={close}
      footer={
        words === undefined ? (
          <Button kind="primary" icon="lock" onPress={() => void save()}>
            {t(saving ? 'share.locking' : 'backup.save')}
          </Button>
        ) : (
          <Button kind="primary" onPress={close}>
            {t('backup.noted')}
          </Button>
        )
      }
    >
      {words === undefined ? (
        <>
          <Inside />
          <Card title={t('backup.opens-with')}>
            <CardBlock>
              <Segments label={t('backup.opens-with')} value={way} options={[{ value: 'words', label: t('backup.words') }, { value: 'own', label: t('backup.own') }]} onChange={setWay} />
              {way === 'words' ? <p>{t('backup.words.line')}</p> : <TextField label={t('backup.own.label')} line={t('backup.own.line')} value={own} onChange={(value) => (setOwn(value), setTooShort(false))} maxLength={1024} problem={tooShort ? t('backup.own.short') : undefined} />}
            </CardBlock>
          </Card>
        </>
      ) : (
        <ShareWords words={words} said="backup.saved" tell="backup.words.tell" />
      )}
    </Sheet>
  );
}

/** The one card that says what leaves. */
function Inside(): ReactNode {
  const { t } = useText();
  const servers = useStore(({ mirror }) => mirror?.profiles.filter(({ source }) => source !== 'practice').length ?? 0);
  const lists = useStore(({ mirror }) => mirror?.subscriptions.length ?? 0);
  return (
    <Card title={t('backup.inside')}>
      <Row title={t('servers.count', { count: servers })} line={t('backup.inside.servers')} end={<Tag>{t('share.in')}</Tag>} />
      {lists > 0 && <Row title={t('backup.inside.lists', { count: lists })} line={t('backup.inside.lists.line')} end={<Tag>{t('share.in')}</Tag>} />}
      <Row title={t('settings.title')} line={t('backup.inside.settings')} end={<Tag>{t('share.in')}</Tag>} />
    </Card>
  );
}
