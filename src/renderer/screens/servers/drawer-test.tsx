/** The last test as steps in plain words. */
import type { ReactNode } from 'react';
import type { ProbeStage, ProbeState, ProfileCard } from '../../../shared/snapshot.ts';
import { useNow } from '../../clock.ts';
import { adviceFor } from '../../fault-view.ts';
import { useText } from '../../language/language.tsx';
import { Tag } from '../../parts/tag.tsx';
import { Glyph } from '../../parts/glyph.tsx';
import { agoText, sentences, sizeText, tookText } from '../../quantity.ts';
import { outcomeOf, type Outcome } from '../../server-view.ts';
import { useStore } from '../../store.ts';
import styles from './drawer.module.css';

const tones: Readonly<Record<Outcome['tone'], 'on' | 'off' | 'hold' | 'fail'>> = { good: 'on', slow: 'hold', bad: 'fail', quiet: 'off', asking: 'off' };

export function DrawerTest({ card }: { readonly card: ProfileCard }): ReactNode {
  const text = useText();
  const probe = useStore(({ mirror }) => mirror?.probes[card.id]);
  const now = useNow(10_000, true);
  const outcome = outcomeOf(text, card, probe);
  const finished = probe?.kind === 'good' || probe?.kind === 'failed' ? probe : undefined;
  const heading = finished === undefined ? (probe === undefined ? 'drawer.untested' : 'drawer.testing') : undefined;
  const fault = card.cannotRun ?? (probe?.kind === 'failed' && probe.fault.code !== 'cancelled' ? probe.fault : undefined);
  return (
    <section className={styles['section']}>
      <div className={styles['testHead']}>
        <h3 className={styles['label']}>{heading === undefined ? text.t('drawer.tested', { ago: agoText(text, now - (finished?.at ?? now)) }) : text.t(heading)}</h3>
        {(finished !== undefined || card.cannotRun !== undefined) && <Tag tone={tones[outcome.tone]}>{text.t(outcome.word)}</Tag>}
      </div>
      {finished !== undefined && <Stages probe={finished} />}
      {fault !== undefined && <p className={styles['fault']}>{sentences(text, text.t(`fault.${fault.code}`), text.t(adviceFor(fault.code)))}</p>}
    </section>
  );
}

const order: readonly ProbeStage['stage'][] = ['dial', 'handshake', 'request', 'first-byte', 'body'];

function Stages({ probe }: { readonly probe: Extract<ProbeState, { kind: 'good' | 'failed' }> }): ReactNode {
  const text = useText();
  const reached = new Map(probe.stages.map(({ stage, ms }) => [stage, ms]));
  // Steps that this kind of server does not have leave no gap before a step that was reached.
  const last = order.findLastIndex((stage) => reached.has(stage));
  const rows = order.filter((stage, index) => reached.has(stage) || (probe.kind === 'failed' && index === last + 1));
  return (
    <ol className={styles['stages']}>
      {rows.map((stage) => {
        const ms = reached.get(stage);
        return (
          <li key={stage}>
            <Glyph kind={ms === undefined ? 'no-answer' : 'good'} />
            <span>{text.t(`drawer.stage.${stage}`, { size: sizeText(text, probe.bytes) })}</span>
            <span className={styles['number']}>{ms === undefined ? text.t('drawer.stage.missing') : tookText(text, ms)}</span>
          </li>
        );
      })}
    </ol>
  );
}
