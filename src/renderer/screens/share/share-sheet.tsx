/** What leaves with a server, before it leaves; and the ways out: a code to scan, the link, the same locked with words. */
import { useEffect, useState, type ReactNode } from 'react';
import type { ShareAnswers } from '../../../shared/contract-share.ts';
import { writeClipboard } from '../../clipboard.ts';
import { useText } from '../../language/language.tsx';
import { Button } from '../../parts/button.tsx';
import { Sheet } from '../../parts/sheet.tsx';
import { serverName } from '../../server-view.ts';
import { describeShare, shareLinks, shareLocked } from '../../share-actions.ts';
import { changeUi, showToast, useStore } from '../../store.ts';
import { ShareCode } from './share-code.tsx';
import { ShareFacts } from './share-facts.tsx';
import { ShareFiles } from './share-files.tsx';
import { savePicture } from './share-picture.ts';
import { ShareWords } from './share-words.tsx';
import styles from './share.module.css';

export function ShareSheet(): ReactNode {
  const ids = useStore(({ ui }) => ui.share);
  return ids === undefined ? null : <Share key={ids.join(' ')} ids={ids} />;
}

function Share({ ids }: { readonly ids: readonly string[] }): ReactNode {
  const text = useText();
  const { t } = text;
  const only = useStore(({ mirror }) => (ids.length === 1 ? mirror?.profiles.find(({ id }) => id === ids[0]) : undefined));
  const [withNames, setWithNames] = useState(false);
  const [words, setWords] = useState<{ readonly words: string; readonly said: 'share.copied' | 'share.saved-locked' }>();
  const [locking, setLocking] = useState(false);
  const { facts, links } = useShare(ids, withNames);
  const close = (): void => changeUi({ share: null });
  const copyLink = async (): Promise<void> => {
    if (links !== undefined) showToast((await writeClipboard(links)) ? 'share.copied-link' : 'copy.failed');
  };
  const copyLocked = async (): Promise<void> => {
    if (locking) return; // not disabled meanwhile: that would take the focus away
    setLocking(true);
    const locked = await shareLocked(ids, !withNames);
    setLocking(false);
    if (locked === undefined) return;
    if (await writeClipboard(locked.text)) setWords({ words: locked.passphrase ?? '', said: 'share.copied' });
    else showToast('copy.failed');
  };
  return (
    <Sheet
      wide
      title={only === undefined ? t('share.many', { count: ids.length }) : t('share.title', { name: serverName(text, only) })}
      line={t('share.warning')}
      closeWord={t('action.close')}
      isOpen
      onClose={close}
      footer={
        <>
          <Button kind="quiet" icon="page" isDisabled={(links ?? '') === ''} onPress={() => void savePicture(links ?? '').then((saved) => showToast(saved ? 'share.picture.saved' : 'share.code.too-much'))}>
            {t('share.picture')}
          </Button>
          <Button icon="copy" isDisabled={(links ?? '') === ''} onPress={() => void copyLink()}>
            {t('drawer.copy-link')}
          </Button>
          <Button kind="primary" icon="lock" onPress={() => void copyLocked()}>
            {t(locking ? 'share.locking' : 'share.copy-locked')}
          </Button>
        </>
      }
    >
      {words !== undefined && <ShareWords key={words.words} {...words} tell="share.words.tell" />}
      <div className={styles['columns']}>
        <div className={styles['facts']}>{facts !== undefined && <ShareFacts facts={facts} withNames={withNames} onNames={setWithNames} />}</div>
        {links !== undefined && links !== '' && <ShareCode key={links} links={links} />}
      </div>
      {facts !== undefined && <ShareFiles ids={ids} withNames={withNames} onWords={(own) => setWords(own === undefined ? undefined : { words: own, said: 'share.saved-locked' })} />}
    </Sheet>
  );
}

interface Shared {
  readonly facts?: ShareAnswers['share.describe'];
  readonly links?: string;
}

/** What would leave, and the links as they would. A server that is gone meanwhile closes the dialog. */
function useShare(ids: readonly string[], withNames: boolean): Shared {
  const [shared, setShared] = useState<Shared>({});
  useEffect(() => {
    let isCurrent = true;
    void Promise.all([describeShare(ids), shareLinks(ids, !withNames)]).then(([facts, links]) => {
      if (!isCurrent) return;
      if (facts === undefined || links === undefined) changeUi({ share: null });
      else setShared({ facts, links: links.text });
    });
    return () => {
      isCurrent = false;
    };
  }, [ids, withNames]);
  return shared;
}
