/** A pasted text held the address of a list: where it leads, and nothing is fetched before the person says so. */
import { useState, type ReactNode } from 'react';
import type { Fault } from '../../shared/fault.ts';
import type { FoundSubscription } from '../../shared/profile.ts';
import { adviceFor } from '../fault-view.ts';
import { useText } from '../language/language.tsx';
import { Technical } from '../language/sentence.tsx';
import { addList, takeOffer, unsafeReasons } from '../list-actions.ts';
import { Button } from '../parts/button.tsx';
import { Card, Row } from '../parts/card.tsx';
import { Glyph } from '../parts/glyph.tsx';
import { Icon } from '../parts/icon.tsx';
import { Sheet } from '../parts/sheet.tsx';
import { sentences } from '../quantity.ts';
import { useStore } from '../store.ts';

/** One address after the other. */
export function OfferSheet(): ReactNode {
  const found = useStore(({ ui }) => (ui.report === undefined ? ui.offer?.[0] : undefined));
  return found === undefined ? null : <Offer key={found.url} found={found} />;
}

function Offer({ found }: { readonly found: FoundSubscription }): ReactNode {
  const text = useText();
  const { t } = text;
  const [fault, setFault] = useState<Fault>();
  const [busy, setBusy] = useState(false);
  const reasons = fault?.code === 'address-unsafe' ? unsafeReasons(fault) : [];
  const close = (): void => takeOffer(found.url);
  const add = async (): Promise<void> => {
    setBusy(true);
    setFault(await addList(found, reasons));
    setBusy(false);
  };
  return (
    <Sheet
      title={t('offer.title')}
      line={t('offer.line')}
      closeWord={t('action.close')}
      isOpen
      onClose={close}
      footer={
        <>
          <Button kind={reasons.length > 0 ? 'primary' : 'secondary'} onPress={close}>
            {t('offer.not-now')}
          </Button>
          <Button kind={reasons.length > 0 ? 'destructive' : 'primary'} isDisabled={busy} onPress={() => void add()}>
            {busy ? t('offer.fetching') : reasons.length > 0 ? t('offer.anyway') : t('offer.add')}
          </Button>
        </>
      }
    >
      <Card>
        <Row lead={<Icon name="servers" size={20} />} title={<Technical>{hostOf(found.url)}</Technical>} line={t('offer.asks')} />
        {reasons.map((reason) => (
          <Row key={reason} lead={<Icon name="warning" size={20} />} title={t(`offer.unsafe.${reason}`)} />
        ))}
        {fault !== undefined && reasons.length === 0 && (
          <div role="alert">
            <Row lead={<Glyph kind="no-answer" />} title={t(`fault.${fault.code}`)} line={sentences(text, t(adviceFor(fault.code)))} />
          </div>
        )}
      </Card>
    </Sheet>
  );
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : '';
}
