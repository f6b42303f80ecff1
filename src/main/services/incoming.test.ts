import { describe, expect, it } from 'vitest';
import { maxPasteLength } from '../../shared/contract.ts';
import { betweenMs, createIncoming, type Incoming } from './incoming.ts';
import { createNotices } from './notices.ts';
import { createState, type State } from './state.ts';
import { startApp } from './testing/app-harness.ts';
import { createFakeDeps, type FakeDeps } from './testing/fake-deps.ts';

const link = 'byway://import/trojan://word@192.0.2.1:443#one';

async function start(): Promise<{ readonly deps: FakeDeps; readonly state: State; readonly incoming: Incoming; readonly notices: () => readonly string[] }> {
  const { app } = await startApp();
  const deps = createFakeDeps();
  const state = createState({ ...app.state.get(), notices: [] }, deps.clock);
  const notices = createNotices(state);
  return { deps, state, incoming: createIncoming(deps, state, notices), notices: () => state.get().notices.map(({ kind }) => kind) };
}

function waitingId(state: State): string {
  return state.get().incoming[0]?.id ?? '';
}

describe('a text from outside', () => {
  it('waits in the app; the window sees where it came from and not what it says', async () => {
    const { state, incoming } = await start();
    incoming.receive({ kind: 'text', text: link, from: 'link' });
    expect(state.get().incoming).toEqual([{ id: expect.any(String), from: 'link' }]);
    expect(JSON.stringify(state.get())).not.toContain('192.0.2.1');
    expect(incoming.text(waitingId(state))).toEqual({ ok: true, value: link });
    expect(incoming.text(waitingId(state))).toEqual({ ok: true, value: link });
  });

  it('is forgotten when the person is done with it', async () => {
    const { state, incoming } = await start();
    incoming.receive({ kind: 'text', text: link, from: 'file' });
    const id = waitingId(state);
    incoming.end('another');
    expect(state.get().incoming).toHaveLength(1);
    incoming.end(id);
    expect(state.get().incoming).toEqual([]);
    expect(incoming.text(id)).toMatchObject({ fault: { code: 'not-found' } });
  });

  it('is never replaced: a hundred more are dropped with one notice', async () => {
    const { state, incoming, notices } = await start();
    for (let index = 0; index < 100; index += 1) incoming.receive({ kind: 'text', text: `${link}-${index}`, from: 'link' });
    expect(state.get().incoming).toHaveLength(1);
    expect(incoming.text(waitingId(state))).toEqual({ ok: true, value: `${link}-0` });
    expect(notices()).toEqual(['link-dropped']);
  });

  it('is followed by the next one after a pause only', async () => {
    const { deps, state, incoming } = await start();
    incoming.receive({ kind: 'text', text: link, from: 'link' });
    incoming.end(waitingId(state));
    incoming.receive({ kind: 'text', text: link, from: 'link' });
    expect(state.get().incoming).toEqual([]);
    await deps.clock.advance(betweenMs);
    incoming.receive({ kind: 'text', text: link, from: 'link' });
    expect(state.get().incoming).toHaveLength(1);
  });

  it('is refused with a notice when it is no link of ours or too long', async () => {
    const { state, incoming, notices } = await start();
    incoming.receive({ kind: 'refused' });
    incoming.receive({ kind: 'text', text: 'x'.repeat(maxPasteLength + 1), from: 'file' });
    expect(state.get().incoming).toEqual([]);
    expect(notices()).toEqual(['link-refused']);
  });

  it('reaches every window, and one call ends it', async () => {
    const harness = await startApp();
    harness.app.receive({ kind: 'text', text: link, from: 'link' });
    const [waiting] = harness.snapshot().incoming;
    expect(await harness.call('incoming.end', { id: waiting?.id ?? '' })).toEqual({ ok: true, value: null });
    expect(harness.snapshot().incoming).toEqual([]);
  });
});
