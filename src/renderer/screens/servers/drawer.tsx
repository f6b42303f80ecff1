/** Everything about one server, complete, one press away from the list. Not modal: the list stays in reach. */
import { useEffect, useLayoutEffect, useRef, useState, type ReactNode, type RefObject } from 'react';
import { removeServers, startTests, takeAndConnect, takeServer } from '../../actions.ts';
import { useText } from '../../language/language.tsx';
import { Button, IconButton } from '../../parts/button.tsx';
import { serverName } from '../../server-view.ts';
import { changeUi, useStore } from '../../store.ts';
import { DrawerFacts } from './drawer-facts.tsx';
import { DrawerLeaving } from './drawer-leaving.tsx';
import { DrawerTest } from './drawer-test.tsx';
import { RenameField } from './rename-field.tsx';
import styles from './drawer.module.css';

interface DrawerProps {
  readonly id: string;
  /** Begin by changing the name. */
  readonly renaming: boolean;
}

export function Drawer({ id, renaming }: DrawerProps): ReactNode {
  const text = useText();
  const card = useStore(({ mirror }) => mirror?.profiles.find((profile) => profile.id === id));
  const [rename, setRename] = useState(renaming);
  const panel = useRef<HTMLElement>(null);
  useEffect(() => {
    // A narrow window shows nothing but the details: the focus goes along.
    if (matchMedia('(width < 45em)').matches) panel.current?.focus();
  }, []);
  useFocusBack(panel);
  if (card === undefined) return null;
  const name = serverName(text, card);
  return (
    <aside ref={panel} className={styles['drawer']} data-region tabIndex={-1} aria-label={text.t('drawer.label', { name })}>
      <header className={styles['head']}>
        <div className={styles['names']}>
          {rename && <RenameField id={id} name={name} onDone={() => (setRename(false), panel.current?.focus())} />}
          <h2 className={styles[rename ? 'spoken' : 'name']} dir="auto">
            {name}
          </h2>
          <p className={styles['source']}>{text.t(`drawer.source.${card.source}`)}</p>
        </div>
        <IconButton icon="close" label={text.t('action.close')} onPress={() => changeUi({ open: null })} />
      </header>
      <div className={styles['body']}>
        <Actions id={id} />
        <DrawerLeaving card={card} />
        <DrawerTest card={card} />
        <DrawerFacts card={card} />
      </div>
      <footer className={styles['foot']}>
        <Button kind="quiet" size="small" icon="pencil" onPress={() => setRename(true)}>
          {text.t('drawer.rename')}
        </Button>
        <span className={styles['remove']}>
          <Button kind="quiet" size="small" icon="trash" onPress={() => void removeServers([id])}>
            {text.t('drawer.remove')}
          </Button>
        </span>
      </footer>
    </aside>
  );
}

/** When the details go with the focus inside, the list has it again. Before they are gone: after, nobody knows where it was. */
function useFocusBack(panel: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    const element = panel.current;
    return () => {
      if (element?.contains(document.activeElement) === true) queueMicrotask(() => document.querySelector<HTMLElement>('[role="grid"]')?.focus());
    };
  }, [panel]);
}

function Actions({ id }: { readonly id: string }): ReactNode {
  const { t } = useText();
  const connection = useStore(({ mirror }) => mirror?.connection);
  const chosen = useStore(({ mirror }) => mirror?.chosen === id);
  // The practice server is of no use to anybody else.
  const practice = useStore(({ mirror }) => mirror?.profiles.some((card) => card.id === id && card.source === 'practice') === true);
  const resting = connection?.kind === 'off' || connection?.kind === 'failed';
  const inUse = connection !== undefined && 'profileId' in connection && !resting && connection.profileId === id;
  return (
    <div className={styles['actions']}>
      {inUse ? (
        <Button isDisabled>{t('drawer.in-use')}</Button>
      ) : chosen && resting ? (
        <Button kind="primary" onPress={() => void takeAndConnect(id)}>
          {t('drawer.use-and-connect')}
        </Button>
      ) : (
        <Button kind="primary" onPress={() => void takeServer(id)}>
          {t('drawer.use')}
        </Button>
      )}
      <Button icon="gauge" onPress={() => void startTests([id])}>
        {t('drawer.test')}
      </Button>
      {!practice && (
        <Button icon="share" onPress={() => changeUi({ share: [id] })}>
          {t('drawer.share')}
        </Button>
      )}
    </div>
  );
}
