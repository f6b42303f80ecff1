/** The connection as every screen says it: picture, word, sentences and the one button. Pure; the words come from the texts. */
import type { ConnectionState, FoundProxy } from '../shared/connection.ts';
import type { Text, TextKey } from '../shared/text.ts';
import type { PictureKind } from './picture/picture-view.ts';
import { elapsed, sentences } from './quantity.ts';

export type Tone = 'off' | 'go' | 'on' | 'hold' | 'fail';

export interface Panel {
  readonly tone: Tone;
  readonly picture: PictureKind;
  readonly word: TextKey;
  /** Up to two sentences, or nothing where the steps stand instead. */
  readonly line: string;
  /** A small sentence right above the button. */
  readonly note?: string;
  readonly button: { readonly word: TextKey; readonly does: 'connect' | 'disconnect'; readonly primary: boolean; readonly disabled: boolean };
  /** Spoken at once by screen readers instead of when there is time. */
  readonly urgent: boolean;
}

export interface PanelContext {
  /** False when the app has not answered for a while: nothing is known then. */
  readonly reached: boolean;
  /** A server is there to connect to. */
  readonly canStart: boolean;
}

/** An answer older than this is no longer shown as one; the app asks again by itself. */
const freshMs = 30_000;
/** A way that closed this recently is being replaced; after that it is a hold. */
const holdAfterMs = 5000;

const turnOff = { word: 'action.turn-off', does: 'disconnect', primary: false, disabled: false } as const;

/** What the panel shows now. */
export function panelView(text: Text, state: ConnectionState, now: number, context: PanelContext): Panel {
  if (!context.reached) return gonePanel(text);
  const canStart = { disabled: !context.canStart, ...(context.canStart ? {} : { note: text.t('home.no-server') }) };
  switch (state.kind) {
    case 'off':
      return {
        tone: 'off', picture: 'off', word: 'state.off', line: text.t('home.off.line'), urgent: false,
        button: { word: 'action.connect', does: 'connect', primary: true, disabled: canStart.disabled },
        ...(canStart.note === undefined ? {} : { note: canStart.note }),
      };
    case 'starting':
      return { tone: 'go', picture: state.step, word: 'state.starting', line: '', urgent: false, button: { ...turnOff, word: 'action.stop' } };
    case 'on':
      if (state.isVerifying === true) return { tone: 'go', picture: 'hear', word: 'state.verifying', line: text.t('home.on.verifying'), urgent: false, button: turnOff };
      return { tone: 'on', picture: 'on', word: 'state.on', line: onLine(text, state, now), urgent: false, button: turnOff };
    case 'recovering':
      return recoveringPanel(text, state, now);
    case 'stopping':
      return { tone: 'off', picture: 'stopping', word: 'state.stopping', line: text.t('home.stopping.line'), urgent: false, button: { ...turnOff, disabled: true } };
    case 'failed':
      return {
        tone: 'fail', picture: 'failed', word: 'state.failed', urgent: true,
        line: text.t(state.fault.code === 'proxy-not-restored' ? 'home.failed.not-restored' : 'home.failed.line'),
        button: { word: 'action.try-again', does: 'connect', primary: true, disabled: canStart.disabled },
        ...(canStart.note === undefined ? {} : { note: canStart.note }),
      };
  }
}

function gonePanel(text: Text): Panel {
  return {
    tone: 'off', picture: 'off', word: 'state.gone', line: text.t('home.gone.line'), urgent: true,
    button: { word: 'action.connect', does: 'connect', primary: false, disabled: true },
  };
}

function onLine(text: Text, state: Extract<ConnectionState, { kind: 'on' }>, now: number): string {
  const age = now - state.lastAnswerAt;
  const answered = age < freshMs ? text.t('home.on.answered', { count: elapsed(age).count }) : text.t('home.on.asking');
  const { unit, count } = elapsed(now - state.since);
  return count === 0 ? answered : sentences(text, answered, text.t(`home.on.for.${unit}`, { count }));
}

/** First "finding another way", then a hold: unless the person chose that programs go around it meanwhile. */
function recoveringPanel(text: Text, state: Extract<ConnectionState, { kind: 'recovering' }>, now: number): Panel {
  const age = now - state.since;
  const released = state.systemProxy === 'released';
  const holding = age >= holdAfterMs && !released;
  const { unit, count } = elapsed(age);
  const closed = age < holdAfterMs ? text.t('home.closed.just') : sentences(text, text.t(`home.closed.${unit}`, { count }), text.t('home.hold.trying'));
  const rest = released ? text.t('home.released') : holding ? text.t('home.hold.waiting') : '';
  return {
    tone: 'hold',
    picture: holding ? 'hold' : 'recovering',
    word: holding ? 'state.hold' : 'state.recovering',
    line: rest === '' ? closed : `${closed}\n${rest}`,
    urgent: holding,
    button: turnOff,
    ...(holding && state.systemProxy === 'set' ? { note: text.t('home.hold.turn-off') } : {}),
  };
}

/** What goes through Byway and what does not, in a row. */
export interface Scope {
  readonly title: TextKey;
  readonly line: string;
  /** Programs do not go through, although they should: a press puts Byway's settings again. */
  readonly lost: boolean;
}

/** While connected, or while another way is found and somebody else changed the settings. */
export function scopeView(text: Text, state: ConnectionState): Scope | undefined {
  if (state.kind !== 'on' && !(state.kind === 'recovering' && state.systemProxy === 'not-in-effect')) return undefined;
  switch (state.systemProxy) {
    case 'set':
      return { title: 'home.scope.set', line: text.t('home.scope.set.line'), lost: false };
    case 'released':
      return { title: 'home.scope.released', line: text.t('home.scope.released.line'), lost: true };
    case 'unused':
      return { title: 'home.scope.unused', line: text.t('home.scope.unused.line'), lost: false };
    case 'unsupported':
      return { title: 'home.scope.unsupported', line: text.t('home.scope.unsupported.line'), lost: false };
    case 'not-in-effect':
      return { title: 'home.scope.lost', line: foundLine(text, state.foundProxy), lost: true };
  }
}

/** What somebody else's settings mean. */
export function foundLine(text: Text, found: FoundProxy | undefined): string {
  if (found === undefined) return text.t('home.found.unknown');
  if (!('address' in found)) return text.t(`home.found.${found.kind}`);
  // An address keeps its own direction inside a sentence from right to left.
  const address = text.direction === 'rtl' ? `\u2066${found.address}\u2069` : found.address;
  return text.t(`home.found.${found.isDead === true ? 'dead' : found.kind}`, { address });
}

/** The server the panel is about: the one in use, else the chosen one. */
export function shownServer(state: ConnectionState, chosen: string | undefined): string | undefined {
  return 'profileId' in state ? state.profileId : chosen;
}
