import { describe, expect, it } from 'vitest';
import type { ConnectionState } from '../shared/connection.ts';
import { languages, textFor } from '../shared/text.ts';
import { panelView, scopeView, shownServer } from './panel-view.ts';

const text = textFor('en');
const now = 1_000_000_000;
const reachable = { reached: true, canStart: true };
const on = { kind: 'on', profileId: 'a', since: now - 24 * 60_000, lastAnswerAt: now - 2000, lastAnswerMs: 48, systemProxy: 'set' } as const;
const recovering = { kind: 'recovering', profileId: 'a', since: now - 14_000, attempt: 2, systemProxy: 'set', fault: { code: 'timeout' } } as const;
const failed = { kind: 'failed', profileId: 'a', since: now, fault: { code: 'timeout' } } as const;

function panel(state: ConnectionState, context = reachable) {
  return panelView(text, state, now, context);
}

describe('the panel', () => {
  it.each([
    [{ kind: 'off' }, 'off', 'off', 'state.off', 'action.connect'],
    [{ kind: 'starting', profileId: 'a', step: 'prepare', since: now }, 'go', 'prepare', 'state.starting', 'action.stop'],
    [{ kind: 'starting', profileId: 'a', step: 'reach', since: now }, 'go', 'reach', 'state.starting', 'action.stop'],
    [{ kind: 'starting', profileId: 'a', step: 'hear', since: now }, 'go', 'hear', 'state.starting', 'action.stop'],
    [on, 'on', 'on', 'state.on', 'action.turn-off'],
    [recovering, 'hold', 'hold', 'state.hold', 'action.turn-off'],
    [{ kind: 'stopping', since: now }, 'off', 'stopping', 'state.stopping', 'action.turn-off'],
    [failed, 'fail', 'failed', 'state.failed', 'action.try-again'],
  ] as const)('shows %j as %s', (state, tone, picture, word, button) => {
    const view = panel(state);
    expect([view.tone, view.picture, view.word, view.button.word]).toEqual([tone, picture, word, button]);
  });

  it('says how old the last answer is, and no longer does when it is too old to count', () => {
    expect(panel(on).line).toBe('Last answer came back 2 seconds ago. On for 24 minutes.');
    expect(panel({ ...on, lastAnswerAt: now - 30_000 }).line).toBe('Asking again whether the way is still open. On for 24 minutes.');
  });

  it('looks for another way for five seconds, then calls it a hold, aloud', () => {
    const early = panel({ ...recovering, since: now - 4999 });
    expect([early.word, early.urgent, early.line]).toEqual(['state.recovering', false, 'The way just closed.']);
    const late = panel({ ...recovering, since: now - 5000 });
    expect([late.word, late.urgent, late.note]).toEqual(['state.hold', true, 'Turning off lets programs connect directly again.']);
    expect(late.line).toBe('The way closed 5 seconds ago. Byway keeps trying.\nPrograms that use Byway wait. None of them goes around it.');
  });

  it('never says that programs wait when they were let go', () => {
    const view = panel({ ...recovering, systemProxy: 'released' });
    expect(view.word).toBe('state.recovering');
    expect(view.line).toContain('programs connect directly');
    expect(view.note).toBeUndefined();
  });

  it('says that the computer is back as it was, unless it is not', () => {
    expect(panel(failed).line).toBe('This computer is back as it was.');
    expect(panel({ ...failed, fault: { code: 'proxy-not-restored' } }).line).toBe('The earlier proxy settings are not back yet.');
  });

  it('gives a reason when there is nothing to connect to', () => {
    const view = panel({ kind: 'off' }, { reached: true, canStart: false });
    expect([view.button.disabled, view.note]).toEqual([true, 'No server is chosen, so there is nothing to connect to.']);
  });

  it('never stays green when the app does not answer', () => {
    const view = panel(on, { reached: false, canStart: true });
    expect([view.tone, view.word, view.button.disabled]).toEqual(['off', 'state.gone', true]);
  });

  it.each(languages)('has its sentences in %s', (language) => {
    const view = panelView(textFor(language), on, now, reachable);
    expect(view.line).not.toContain('{{');
    expect(view.line.length).toBeGreaterThan(10);
  });
});

describe('what goes through', () => {
  it('is told only while it is true', () => {
    expect(scopeView(text, { kind: 'off' })).toBeUndefined();
    expect(scopeView(text, on)?.title).toBe('home.scope.set');
    expect(scopeView(text, { ...on, systemProxy: 'unused' })?.title).toBe('home.scope.unused');
    expect(scopeView(text, { ...on, systemProxy: 'released' })).toMatchObject({ title: 'home.scope.released', lost: true });
    expect(scopeView(text, { ...recovering, systemProxy: 'set' })).toBeUndefined();
    expect(scopeView(text, { ...recovering, systemProxy: 'not-in-effect' })?.lost).toBe(true);
  });

  it.each([
    [undefined, 'Programs may be connecting directly.'],
    [{ kind: 'unknown' as const }, 'Programs may be connecting directly.'],
    [{ kind: 'none' as const }, 'They now say: no proxy. Programs connect directly.'],
    [{ kind: 'proxy' as const, address: '127.0.0.1:7890' }, 'They now name another proxy, 127.0.0.1:7890. Programs go through that one.'],
    [{ kind: 'proxy' as const, address: '127.0.0.1:7890', isDead: true }, 'They now name 127.0.0.1:7890, and nothing answers there: pages will not load.'],
    [{ kind: 'script' as const, address: 'pac.corp' }, 'They now take a script from pac.corp. Programs follow that one.'],
  ])('says what is there instead: %j', (foundProxy, line) => {
    const view = scopeView(text, { ...on, systemProxy: 'not-in-effect', ...(foundProxy === undefined ? {} : { foundProxy }) });
    expect(view).toEqual({ title: 'home.scope.lost', line, lost: true });
  });

  it('is not shown as open while it is being verified', () => {
    expect(panelView(text, { ...on, isVerifying: true }, now, reachable)).toMatchObject({ tone: 'go', picture: 'hear', word: 'state.verifying' });
  });
});

describe('the server in question', () => {
  it('is the one in use, else the chosen one', () => {
    expect(shownServer(on, 'b')).toBe('a');
    expect(shownServer({ kind: 'off' }, 'b')).toBe('b');
    expect(shownServer({ kind: 'stopping', since: 0 }, undefined)).toBeUndefined();
  });
});
