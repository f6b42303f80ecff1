/** What goes through Byway and what does not; the whole truth one press away. */
import { useEffect, useState, type ReactNode } from 'react';
import type { LocalEntrance } from '../../../shared/connection.ts';
import { applyProxy, localEntrance } from '../../actions.ts';
import { useText } from '../../language/language.tsx';
import { Technical } from '../../language/sentence.tsx';
import { Button, IconButton } from '../../parts/button.tsx';
import { Row } from '../../parts/card.tsx';
import { Icon } from '../../parts/icon.tsx';
import { Sheet } from '../../parts/sheet.tsx';
import { useStore } from '../../store.ts';
import { scopeView } from '../../panel-view.ts';
import styles from './home.module.css';

export function ScopeRow(): ReactNode {
  const text = useText();
  const { t } = text;
  const connection = useStore(({ mirror }) => mirror?.connection);
  const [open, setOpen] = useState(false);
  const view = connection === undefined ? undefined : scopeView(text, connection);
  if (view === undefined) return null;
  return (
    <>
      <Row
        lead={
          <span className={view.lost ? styles['lost'] : undefined}>
            <Icon name={view.lost ? 'warning' : 'split'} />
          </span>
        }
        title={t(view.title)}
        line={view.line}
        wraps={view.lost}
        end={
          <>
            {view.lost && (
              <Button size="small" onPress={() => void applyProxy()}>
                {t('home.scope.again')}
              </Button>
            )}
            <IconButton icon="chevron" label={t('home.scope.details')} onPress={() => setOpen(true)} />
          </>
        }
      />
      <Sheet title={t('scope.title')} closeWord={t('action.close')} isOpen={open} onClose={() => setOpen(false)}>
        <ScopeDetails />
      </Sheet>
    </>
  );
}

function ScopeDetails(): ReactNode {
  const { t } = useText();
  const [entrance, setEntrance] = useState<LocalEntrance | null>(null);
  useEffect(() => {
    let wanted = true;
    void localEntrance().then((answer) => (wanted ? setEntrance(answer) : undefined));
    return () => {
      wanted = false;
    };
  }, []);
  return (
    <>
      <section>
        <h3 className={styles['heading']}>{t('scope.through')}</h3>
        <ul className={styles['list']}>
          <li>{t('scope.through.1')}</li>
          <li>{t('scope.through.2')}</li>
        </ul>
      </section>
      <section>
        <h3 className={styles['heading']}>{t('scope.not')}</h3>
        <ul className={styles['list']}>
          <li>{t('scope.not.1')}</li>
          <li>{t('scope.not.2')}</li>
          <li>{t('scope.not.3')}</li>
        </ul>
      </section>
      <section>
        <h3 className={styles['heading']}>{t('scope.address')}</h3>
        <p className={styles['small']}>{t(entrance === null ? 'scope.address.none' : 'scope.address.line')}</p>
        {entrance !== null && <Entrance entrance={entrance} />}
      </section>
    </>
  );
}

function Entrance({ entrance }: { readonly entrance: LocalEntrance }): ReactNode {
  const { t } = useText();
  const [shown, setShown] = useState(false);
  return (
    <dl className={styles['entrance']}>
      <dt>{t('scope.address.host')}</dt>
      <dd>
        <Technical>{`127.0.0.1:${entrance.port}`}</Technical>
      </dd>
      <dt>{t('scope.address.user')}</dt>
      <dd>
        <Technical>{entrance.username}</Technical>
      </dd>
      <dt>{t('scope.address.password')}</dt>
      <dd className={styles['secret']}>
        <Technical>{shown ? entrance.password : '••••••••'}</Technical>
        <Button kind="link" size="small" onPress={() => setShown(!shown)}>
          {t(shown ? 'action.hide' : 'action.show')}
        </Button>
      </dd>
    </dl>
  );
}
