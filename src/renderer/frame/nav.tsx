/** The sidebar; in narrow windows the bar of tabs. */
import type { ReactNode } from 'react';
import { useText } from '../language/language.tsx';
import { Icon, type IconName } from '../parts/icon.tsx';
import { Mark } from '../picture/mark.tsx';
import { changeUi, useStore, type Screen } from '../store.ts';
import styles from './nav.module.css';
import { SmallState } from './small-state.tsx';

const screens: readonly { readonly screen: Screen; readonly icon: IconName }[] = [
  { screen: 'home', icon: 'home' },
  { screen: 'servers', icon: 'servers' },
  { screen: 'settings', icon: 'settings' },
  { screen: 'log', icon: 'log' },
];

export function Nav(): ReactNode {
  const text = useText();
  const current = useStore(({ ui }) => ui.screen);
  const count = useStore(({ mirror }) => mirror?.profiles.length ?? 0);
  return (
    <header className={styles['side']}>
      <div className={styles['name']}>
        <Mark size={28} />
        <span translate="no">{text.t('app.name')}</span>
      </div>
      <nav aria-label={text.t('nav.label')} data-region tabIndex={-1} className={styles['nav']}>
        <ul className={styles['list']}>
          {screens.map(({ screen, icon }) => (
            <li key={screen}>
              <button
                type="button"
                className={styles['item']}
                aria-current={screen === current ? 'page' : undefined}
                onClick={() => changeUi({ screen, open: null })}
              >
                <Icon name={icon} />
                <span className={styles['word']}>{text.t(`nav.${screen}`)}</span>
                {screen === 'servers' && count > 0 && <span className={styles['count']}>{text.number(count)}</span>}
              </button>
            </li>
          ))}
        </ul>
      </nav>
      {current !== 'home' && <SmallState />}
    </header>
  );
}
