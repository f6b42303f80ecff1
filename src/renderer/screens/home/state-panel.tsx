/** Picture, word, line, button: they keep their places through every state, so that a second click lands on nothing new. */
import type { ReactNode } from 'react';
import type { ConnectionState, StartStep } from '../../../shared/connection.ts';
import { connect, disconnect } from '../../actions.ts';
import { useNow } from '../../clock.ts';
import { useText } from '../../language/language.tsx';
import { Button } from '../../parts/button.tsx';
import { Glyph } from '../../parts/glyph.tsx';
import { StatePicture } from '../../picture/state-picture.tsx';
import { useStore } from '../../store.ts';
import { panelView } from '../../panel-view.ts';
import styles from './state-panel.module.css';

const off: ConnectionState = { kind: 'off' };

export function StatePanel(): ReactNode {
  const text = useText();
  const state = useStore(({ mirror }) => mirror?.connection ?? off);
  const reached = useStore(({ ui }) => ui.link === 'open');
  const canStart = useStore(({ mirror }) => mirror?.chosen !== undefined && mirror.profiles.some(({ id }) => id === mirror.chosen));
  const now = useNow(1000, state.kind === 'on' || state.kind === 'recovering');
  const panel = panelView(text, state, now, { reached, canStart });
  return (
    <section className={styles['panel']} data-tone={panel.tone} data-state={state.kind} aria-label={text.t('nav.state')}>
      <div className={styles['picture']}>
        <StatePicture kind={panel.picture} direction={text.direction} />
        <div className={styles['ends']} aria-hidden="true">
          <span>{text.t('state.you')}</span>
          <span>{text.t('state.internet')}</span>
        </div>
      </div>
      <div role="status" aria-live={panel.urgent ? 'assertive' : 'polite'}>
        <h1 className={styles['word']}>{text.t(panel.word)}</h1>
      </div>
      <div className={styles['under']}>
        {reached && state.kind === 'starting' ? <Steps now={state.step} /> : <p className={styles['line']}>{panel.line}</p>}
        {panel.note !== undefined && <p className={styles['note']}>{panel.note}</p>}
      </div>
      <div className={styles['button']}>
        <Button
          size="main"
          kind={panel.button.primary ? 'primary' : 'secondary'}
          isDisabled={panel.button.disabled}
          onPress={() => void (panel.button.does === 'connect' ? connect() : disconnect())}
        >
          {text.t(panel.button.word)}
        </Button>
      </div>
    </section>
  );
}

const steps: readonly StartStep[] = ['prepare', 'reach', 'hear'];

/** Done, being done, still to come: glyph and weight; readers hear it in words. */
function Steps({ now }: { readonly now: StartStep }): ReactNode {
  const { t } = useText();
  const current = steps.indexOf(now);
  return (
    <ol className={styles['steps']} aria-label={t('step.label')}>
      {steps.map((step, index) => {
        const place = index < current ? 'done' : index === current ? 'now' : 'later';
        return (
          <li key={step} data-place={place} aria-current={place === 'now' ? 'step' : undefined}>
            <Glyph kind={place === 'done' ? 'done' : place === 'now' ? 'asking' : 'untested'} />
            <span aria-hidden="true">{t(`step.${step}`)}</span>
            <span className={styles['spoken']}>{t(`step.${place}`, { step: t(`step.${step}`) })}</span>
          </li>
        );
      })}
    </ol>
  );
}
