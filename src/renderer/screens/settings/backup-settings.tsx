/** Everything into a locked file, and back. */
import type { ReactNode } from 'react';
import { FileTrigger } from 'react-aria-components';
import { useText } from '../../language/language.tsx';
import { Button } from '../../parts/button.tsx';
import { Card, Row } from '../../parts/card.tsx';
import { openBackup } from '../../share-actions.ts';
import { changeUi } from '../../store.ts';
import { Section } from './section.tsx';

export function BackupSettings(): ReactNode {
  const { t } = useText();
  const open = (files: FileList | null): void => {
    const [file] = files ?? [];
    if (file !== undefined) void openBackup(file);
  };
  return (
    <Section title={t('settings.section.backup')}>
      <Card>
        <Row
          wraps
          title={t('settings.backup')}
          line={t('settings.backup.line')}
          end={
            <Button size="small" onPress={() => changeUi({ backup: true })}>
              {t('settings.backup.button')}
            </Button>
          }
        />
        <Row
          wraps
          title={t('settings.backup.restore')}
          line={t('settings.backup.restore.line')}
          end={
            <FileTrigger onSelect={open}>
              <Button size="small">{t('settings.backup.restore.button')}</Button>
            </FileTrigger>
          }
        />
      </Card>
    </Section>
  );
}
