/** What may reach Byway besides a paste: the clipboard, and links that other programs open. */
import { useEffect, useState, type ReactNode } from 'react';
import type { SchemeOwner, ShareScheme } from '../../../shared/link-schemes.ts';
import type { Settings } from '../../../shared/settings.ts';
import { changeSettings } from '../../actions.ts';
import { linkOwners, openLinks } from '../../incoming-actions.ts';
import { useText } from '../../language/language.tsx';
import { Card, Row } from '../../parts/card.tsx';
import { SwitchRow } from '../../parts/switch-row.tsx';
import { useStore } from '../../store.ts';
import { Section } from './section.tsx';

export function OutsideSettings({ settings }: { readonly settings: Settings }): ReactNode {
  const { t } = useText();
  const host = useStore(({ mirror }) => mirror?.host);
  return (
    <Section title={t('settings.section.outside')}>
      <Card>
        <SwitchRow
          title={t('settings.clipboard')}
          line={t(host?.kind === 'headless' ? 'settings.clipboard.browser' : 'settings.clipboard.line')}
          isSelected={settings.noticeClipboard}
          onChange={(noticeClipboard) => void changeSettings({ noticeClipboard })}
        />
        {host?.can.openLinks === true && <Schemes />}
      </Card>
    </Section>
  );
}

/** One switch a scheme. Whose they are is asked of the system each time the page is opened: it can change without us. */
function Schemes(): ReactNode {
  const { t } = useText();
  const [owners, setOwners] = useState<readonly SchemeOwner[]>([]);
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    let isShown = true;
    void linkOwners().then((found) => isShown && setOwners(found));
    return () => {
      isShown = false;
    };
  }, []);
  const change = async (scheme: ShareScheme, ours: boolean): Promise<void> => {
    setBusy(true);
    setOwners((await openLinks(scheme, ours)) ?? owners);
    setBusy(false);
  };
  return (
    <>
      <Row title={t('settings.links')} line={t('settings.links.line')} />
      {owners.map(({ scheme, ours, owner }) => (
        <SwitchRow
          key={scheme}
          title={t('settings.links.open', { scheme: `\u2066${scheme}://\u2069` })}
          line={ours ? t('settings.links.ours') : owner === undefined ? t('settings.links.nobody') : t('settings.links.other', { owner: `\u2068${owner}\u2069` })}
          isSelected={ours}
          isDisabled={busy}
          onChange={(isOurs) => void change(scheme, isOurs)}
        />
      ))}
    </>
  );
}
