/** Home answers one question: am I through? */
import type { ReactNode } from 'react';
import { Card } from '../../parts/card.tsx';
import { useText } from '../../language/language.tsx';
import { useStore } from '../../store.ts';
import { FailedCard } from './failed-card.tsx';
import { ServerRow } from './server-row.tsx';
import { LinkBlock } from './link-block.tsx';
import { PracticeBlock } from './practice-block.tsx';
import { ScopeRow } from './scope-row.tsx';
import { StatePanel } from './state-panel.tsx';
import { TrafficRow } from './traffic-row.tsx';
import styles from './home.module.css';

export function Home(): ReactNode {
  const kind = useStore((state) => state.mirror?.connection.kind ?? 'off');
  const reached = useStore(({ ui }) => ui.link === 'open');
  const { t } = useText();
  // What was last heard is no longer known to be so: nothing of it is shown.
  if (!reached) {
    return (
      <div className={styles['home']}>
        <StatePanel />
      </div>
    );
  }
  return (
    <div className={styles['home']}>
      <StatePanel />
      {kind === 'failed' && <FailedCard />}
      <Card label={t('home.server.label')}>
        {kind === 'off' && <LinkBlock />}
        <ServerRow />
        {kind === 'on' && <PracticeBlock />}
        {kind === 'on' && <TrafficRow />}
        {kind === 'on' && <ScopeRow />}
      </Card>
      <Foot kind={kind} />
    </div>
  );
}

function Foot({ kind }: { readonly kind: string }): ReactNode {
  const { t } = useText();
  if (kind !== 'off' && kind !== 'starting') return null;
  return <p className={styles['foot']}>{t(kind === 'off' ? 'home.foot.quit' : 'home.foot.green')}</p>;
}
