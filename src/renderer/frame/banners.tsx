/** What is true about this place or this computer right now, at the top of every page. */
import type { ReactNode } from 'react';
import { dismissNotice } from '../actions.ts';
import { adviceFor } from '../fault-view.ts';
import { useText } from '../language/language.tsx';
import { Banner } from '../parts/banner.tsx';
import { changeUi, useStore } from '../store.ts';
import styles from './frame.module.css';

const nothing = [] as const;

export function Banners(): ReactNode {
  const text = useText();
  const notices = useStore(({ mirror }) => mirror?.notices ?? nothing);
  const link = useStore(({ ui }) => ui.link);
  const fault = useStore(({ ui }) => ui.fault);
  const lost = link === 'gone' || link === 'refused' || link === 'no-token';
  if (!lost && fault === undefined && notices.length === 0) return null;
  const dismiss = text.t('action.dismiss');
  return (
    <div className={styles['banners']}>
      {lost && (
        <Banner tone="fail" title={text.t(`wire.${link}`)}>
          {text.t(`wire.${link}.line`)}
        </Banner>
      )}
      {fault !== undefined && !lost && (
        <Banner tone="fail" title={text.t(`fault.${fault}`)} action={{ word: dismiss, press: () => changeUi({ fault: null }) }}>
          {text.t(adviceFor(fault))}
        </Banner>
      )}
      {notices.map(({ id, kind, detail }) => (
        <Banner key={id} tone={kind === 'restored-after-crash' ? 'on' : 'hold'} action={{ word: dismiss, press: () => void dismissNotice(id) }}>
          {text.t(`notice.${kind}`, detail)}
        </Banner>
      ))}
    </div>
  );
}
