/** The server in question, and the way to another. */
import type { ReactNode } from 'react';
import type { ConnectionState } from '../../../shared/connection.ts';
import type { ProbeState, ProfileCard } from '../../../shared/snapshot.ts';
import type { Text } from '../../../shared/text.ts';
import { useNow } from '../../clock.ts';
import { useText } from '../../language/language.tsx';
import { Sentence, Technical } from '../../language/sentence.tsx';
import { Button } from '../../parts/button.tsx';
import { Row } from '../../parts/card.tsx';
import { Tag } from '../../parts/tag.tsx';
import { Glyph } from '../../parts/glyph.tsx';
import { SmallSign } from '../../picture/small-sign.tsx';
import { elapsed, tookText } from '../../quantity.ts';
import { serverName } from '../../server-view.ts';
import { changeUi, useStore } from '../../store.ts';
import { shownServer } from '../../panel-view.ts';
import styles from './home.module.css';

const off: ConnectionState = { kind: 'off' };

export function ServerRow(): ReactNode {
  const text = useText();
  const state = useStore(({ mirror }) => mirror?.connection ?? off);
  const card = useStore(({ mirror }) => mirror?.profiles.find(({ id }) => id === shownServer(state, mirror.chosen)));
  const probe = useStore(({ mirror }) => (card === undefined ? undefined : mirror?.probes[card.id]));
  const now = useNow(1000, state.kind === 'starting');
  const change = (
    <Button size="small" onPress={() => changeUi({ screen: 'servers' })}>
      {text.t(card === undefined ? 'home.choose' : 'action.change')}
    </Button>
  );
  if (card === undefined) return <Row lead={<Lead state={off} />} title={text.t(state.kind === 'off' ? 'home.choose' : 'home.server.chosen-gone')} end={change} />;
  const quiet = state.kind === 'starting' || state.kind === 'recovering' || state.kind === 'stopping';
  return (
    <Row
      lead={<Lead state={state} />}
      title={<span dir="auto">{serverName(text, card)}</span>}
      line={<Line text={text} state={state} card={card} probe={probe} now={now} />}
      end={state.kind === 'recovering' ? <Tag tone="fail">{text.t('result.cut-off')}</Tag> : quiet ? undefined : change}
    />
  );
}

function Lead({ state }: { readonly state: ConnectionState }): ReactNode {
  if (state.kind === 'starting') return <Glyph kind={state.step === 'prepare' ? 'untested' : 'asking'} />;
  if (state.kind === 'recovering') return <Glyph kind="cut-off" />;
  if (state.kind === 'failed') return <Glyph kind="no-answer" />;
  return (
    <span className={styles[state.kind === 'on' ? 'signOn' : 'signOff']}>
      <SmallSign kind={state.kind === 'on' ? 'on' : 'off'} />
    </span>
  );
}

interface LineProps {
  readonly text: Text;
  readonly state: ConnectionState;
  readonly card: ProfileCard;
  readonly probe: ProbeState | undefined;
  readonly now: number;
}

function Line({ text, state, card, probe, now }: LineProps): ReactNode {
  if (state.kind === 'starting') {
    const count = elapsed(now - state.since).count;
    return state.step === 'prepare' ? text.t('home.preparing') : text.t(state.step === 'reach' ? 'home.asked' : 'home.hearing', { count });
  }
  if (state.kind === 'recovering') return text.t('home.server.went-silent');
  if (card.source === 'practice') return text.t('home.practice.honest');
  if (state.kind === 'on') return text.t('home.server.answers', { time: tookText(text, state.lastAnswerMs) });
  if (state.kind === 'off' && probe?.kind !== 'good') return text.t('home.server.starts-with');
  if (state.kind === 'off' && probe?.kind === 'good') return text.t('home.server.answers', { time: tookText(text, probe.ms) });
  return <Sentence text="home.server.at" parts={{ address: <Technical>{card.server}</Technical> }} />;
}
