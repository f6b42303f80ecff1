/** What an opened backup holds, before anything of it is taken. */
import { useState, type ReactNode } from 'react';
import type { SealedContents, SealedList } from '../../../shared/share.ts';
import { useText } from '../../language/language.tsx';
import { Technical } from '../../language/sentence.tsx';
import { Button } from '../../parts/button.tsx';
import { Card, Row } from '../../parts/card.tsx';
import { Sheet } from '../../parts/sheet.tsx';
import { SwitchRow } from '../../parts/switch-row.tsx';
import { takeSealed } from '../../share-actions.ts';
import { changeUi, useStore } from '../../store.ts';
import styles from './share.module.css';

interface Wishes {
  readonly withLists: boolean;
  readonly withUnsafeLists: boolean;
  readonly withSettings: boolean;
}

export function RestoreSheet(): ReactNode {
  const contents = useStore(({ ui }) => ui.restoring);
  return contents === undefined ? null : <Restore contents={contents} />;
}

function Restore({ contents }: { readonly contents: SealedContents }): ReactNode {
  const { t } = useText();
  const { servers, unreadable, lists } = contents;
  // The person's own backup is meant to come back whole; what can lead astray is asked for apart.
  const [wishes, setWishes] = useState<Wishes>({ withLists: true, withUnsafeLists: false, withSettings: true });
  const onClose = (): void => changeUi({ restoring: null });
  const [taking, setTaking] = useState(false);
  const take = async (): Promise<void> => {
    if (taking) return;
    setTaking(true);
    if (await takeSealed(contents.token, wishes)) onClose();
    setTaking(false);
  };
  const set = (change: Partial<Wishes>): void => setWishes({ ...wishes, ...change });
  return (
    <Sheet
      title={t('unlock.backup', { count: servers })}
      line={t('unlock.nothing-yet')}
      closeWord={t('action.close')}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>{t('action.cancel')}</Button>
          <Button kind="primary" onPress={() => void take()}>
            {t('unlock.restore')}
          </Button>
        </>
      }
    >
      <Servers contents={contents} />
      <Card title={t('unlock.beside')}>
        <Lists lists={lists.filter(({ unsafe }) => unsafe.length === 0)} title={t('unlock.lists')} line={t('unlock.lists.line')} isOn={wishes.withLists} onChange={(withLists) => set({ withLists, ...(withLists ? {} : { withUnsafeLists: false }) })} />
        <Lists lists={lists.filter(({ unsafe }) => unsafe.length > 0)} title={t('unlock.unsafe')} line={t('unlock.unsafe.line')} isOn={wishes.withUnsafeLists} onChange={(withUnsafeLists) => set({ withUnsafeLists, ...(withUnsafeLists ? { withLists: true } : {}) })} />
        <SwitchRow title={t('unlock.settings')} line={t('unlock.settings.line')} isSelected={wishes.withSettings} onChange={(withSettings) => set({ withSettings })} />
      </Card>
      {unreadable > 0 && <p className={styles['why']}>{t('unlock.unread', { count: unreadable })}</p>}
    </Sheet>
  );
}

function Servers({ contents: { servers, known, names } }: { readonly contents: SealedContents }): ReactNode {
  const { t } = useText();
  if (servers === 0) return null;
  return (
    <Card title={known > 0 ? t('unlock.known', { count: known }) : t('servers.title')}>
      {names.map((name, index) => (
        // Names may be alike; the list never changes.
        // oxlint-disable-next-line react/no-array-index-key
        <Row key={index} title={<span dir="auto">{name}</span>} />
      ))}
      {servers > names.length && <Row title={t('unlock.more', { count: servers - names.length })} />}
    </Card>
  );
}

interface ListsProps {
  readonly lists: readonly SealedList[];
  readonly title: string;
  readonly line: string;
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
}

function Lists({ lists, title, line, isOn, onChange }: ListsProps): ReactNode {
  if (lists.length === 0) return null;
  const hosts = (
    <>
      {line}
      {lists.map(({ title: name, host }, index) => (
        // oxlint-disable-next-line react/no-array-index-key
        <span key={index} className={styles['hostLine']}>
          {name !== host && <span dir="auto">{name}</span>} <Technical>{host}</Technical>
        </span>
      ))}
    </>
  );
  return <SwitchRow title={title} line={hosts} isSelected={isOn} onChange={onChange} />;
}
