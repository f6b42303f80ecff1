import { describe, expect, it } from 'vitest';
import { succeed } from '../shared/fault.ts';
import type { Snapshot, SnapshotChange } from '../shared/snapshot.ts';
import { memoryWirePair, type Wire } from '../shared/wire.ts';
import { LinkError, type Host, type LinkTrouble } from './connect.ts';
import { keepSession } from './session.ts';

const snapshot = { profiles: [] } as unknown as Snapshot; // only handed through

/** An app that answers `state.get` and nothing else. */
function answer(wire: Wire): void {
  wire.onMessage((message) => {
    const { id } = message as { id: number }; // a request of ours
    wire.send({ kind: 'answer', id, ...succeed(snapshot) });
  });
}

/** A host whose next openings go as told, with a clock to be turned by hand. */
function setUp(openings: readonly (LinkTrouble | 'app' | 'mute')[], trouble: LinkTrouble = 'gone') {
  const log: string[] = [];
  const ends: Wire[] = [];
  const waits: { readonly ms: number; readonly run: () => void }[] = [];
  let next = 0;
  const host: Host = {
    open() {
      const opening = openings[next++] ?? 'app';
      if (opening !== 'app' && opening !== 'mute') return Promise.reject(new LinkError(opening));
      const [page, app] = memoryWirePair();
      ends.push(app);
      if (opening === 'app') answer(app);
      return Promise.resolve({ wire: page, trouble: () => trouble });
    },
  };
  keepSession(
    host,
    {
      opened: () => log.push('opened'),
      changed: (change: SnapshotChange) => log.push(`changed ${JSON.stringify(change)}`),
      logged: (lines) => log.push(`logged ${lines.length}`),
      lost: (why) => log.push(`lost ${why}`),
    },
    { after: (ms, run) => waits.push({ ms, run }), maxPauseMs: 2000 },
  );
  const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  const wait = async (): Promise<number> => {
    const pause = waits.shift();
    pause?.run();
    await settle();
    return pause?.ms ?? -1;
  };
  return { log, ends, waits, settle, wait };
}

describe('the session', () => {
  it('opens, fills the mirror, then hears of changes and log lines', async () => {
    const { log, ends, settle } = setUp(['app']);
    await settle();
    ends[0]?.send({ kind: 'push', event: 'change', change: { chosen: 'a' } });
    ends[0]?.send({ kind: 'push', event: 'log', lines: [{}] });
    await settle();
    expect(log).toEqual(['opened', 'changed {"chosen":"a"}', 'logged 1']);
  });

  it('tries again ever more slowly, and starts over once it got through', async () => {
    const { log, ends, settle, wait } = setUp(['gone', 'gone', 'gone', 'gone', 'app', 'gone']);
    await settle();
    expect([await wait(), await wait(), await wait(), await wait()]).toEqual([500, 1000, 2000, 2000]);
    expect(log.at(-1)).toBe('opened');
    ends[0]?.close();
    await settle();
    expect(log.at(-1)).toBe('lost gone');
    expect(await wait()).toBe(500);
  });

  it.each(['refused', 'no-token'] as const)('does not try again when the key is the matter: %s', async (why) => {
    const { log, waits, settle } = setUp([why]);
    await settle();
    expect([log, waits.length]).toEqual([[`lost ${why}`], 0]);
  });

  it('tells that the key was refused when the app closes the wire for it', async () => {
    const { log, ends, settle, waits } = setUp(['mute'], 'refused');
    await settle();
    ends[0]?.close();
    await settle();
    expect([log, waits.length]).toEqual([['lost refused'], 0]);
  });

  it('tells one loss once', async () => {
    const { log, ends, settle } = setUp(['app']);
    await settle();
    ends[0]?.close();
    ends[0]?.close();
    await settle();
    expect(log).toEqual(['opened', 'lost gone']);
  });
});
