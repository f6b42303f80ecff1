/** A whole list is shared as its address or as the servers in it: two different things, each told before it leaves. */
import { useState, type ReactNode } from 'react';
import type { SubscriptionCard } from '../../../shared/subscription.ts';
import { writeClipboard } from '../../clipboard.ts';
import { useText } from '../../language/language.tsx';
import { Technical } from '../../language/sentence.tsx';
import { listAddress } from '../../list-actions.ts';
import { Button } from '../../parts/button.tsx';
import { Card, CardBlock, Row } from '../../parts/card.tsx';
import { Sheet } from '../../parts/sheet.tsx';
import { changeUi, showToast, useStore } from '../../store.ts';
import { ShareCode } from './share-code.tsx';
import styles from './share.module.css';

export function ShareListSheet(): ReactNode {
  const list = useStore(({ mirror, ui }) => (ui.shareList === undefined ? undefined : mirror?.subscriptions.find(({ id }) => id === ui.shareList)));
  return list === undefined ? null : <ShareList key={list.id} list={list} />;
}

function ShareList({ list }: { readonly list: SubscriptionCard }): ReactNode {
  const { t } = useText();
  const cards = useStore(({ mirror }) => mirror?.profiles);
  const [address, setAddress] = useState<string>();
  const close = (): void => changeUi({ shareList: null });
  const shareServers = (): void => {
    const ids = cards?.filter(({ subscription }) => subscription === list.id).map(({ id }) => id) ?? [];
    changeUi({ shareList: null, ...(ids.length === 0 ? {} : { share: ids }) });
  };
  return (
    <Sheet title={t('share.title', { name: list.title })} line={t('share.choose')} closeWord={t('action.close')} isOpen onClose={close}>
      <Card label={t('share.choose')}>
        <Row
          wraps
          title={t('share.as-servers', { count: list.servers })}
          line={t('share.as-servers.line')}
          end={
            <Button isDisabled={list.servers === 0} onPress={shareServers}>
              {t('share.as-servers.button')}
            </Button>
          }
        />
        <Row
          wraps
          title={t('share.as-address')}
          line={t('share.as-address.line', { host: `\u2068${list.host}\u2069` })}
          end={<Button onPress={() => void listAddress(list.id).then(setAddress)}>{t('share.as-address.button')}</Button>}
        />
      </Card>
      {address !== undefined && <Address address={address} />}
    </Sheet>
  );
}

function Address({ address }: { readonly address: string }): ReactNode {
  const { t } = useText();
  const copy = async (): Promise<void> => showToast((await writeClipboard(address)) ? 'share.address-copied' : 'copy.failed');
  return (
    <Card label={t('share.as-address')}>
      <CardBlock>
        <div className={styles['columns']}>
          <p className={styles['address']}>
            <Technical>{address}</Technical>
            <Button kind="primary" icon="copy" onPress={() => void copy()}>
              {t('share.copy-address')}
            </Button>
          </p>
          <ShareCode links={address} />
        </div>
      </CardBlock>
    </Card>
  );
}
