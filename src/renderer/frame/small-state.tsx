/** The state at the foot of every page but Home, with the way back there. */
import type { ReactNode } from 'react';
import type { ConnectionState } from '../../shared/connection.ts';
import { useNow } from '../clock.ts';
import { useText } from '../language/language.tsx';
import { Icon } from '../parts/icon.tsx';
import { SmallSign } from '../picture/small-sign.tsx';
import { panelView, shownServer } from '../panel-view.ts';
import { serverName } from '../server-view.ts';
import { changeUi, useStore } from '../store.ts';
import styles from './small-state.module.css';

const off: ConnectionState = { kind: 'off' };

export function SmallState(): ReactNode {
  const text = useText();
  const state = useStore(({ mirror }) => mirror?.connection ?? off);
  const reached = useStore(({ ui }) => ui.link === 'open');
  const card = useStore(({ mirror }) => mirror?.profiles.find(({ id }) => id === shownServer(state, mirror.chosen)));
  const now = useNow(1000, state.kind === 'recovering');
  const panel = panelView(text, state, now, { reached, canStart: true });
  return (
    <button type="button" className={styles['state']} data-tone={panel.tone} onClick={() => changeUi({ screen: 'home' })} title={text.t('nav.to-home')}>
      <SmallSign kind={panel.tone} />
      <span className={styles['words']}>
        <span role="status" className={styles['word']}>
          {text.t(panel.word)}
        </span>
        {card !== undefined && (
          <span className={styles['server']} dir="auto">
            {serverName(text, card)}
          </span>
        )}
      </span>
      <span className={styles['chevron']}>
        <Icon name="chevron" />
      </span>
    </button>
  );
}
