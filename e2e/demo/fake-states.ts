/** The connection in each of its states, and a log. */
import type { ConnectionState } from '../../src/shared/connection.ts';
import type { LogLine } from '../../src/shared/snapshot.ts';

/** Every state that looks different. */
export const fakeStates = ['off', 'starting', 'reaching', 'hearing', 'on', 'verifying', 'lost', 'recovering', 'hold', 'stopping', 'failed'] as const;

export type FakeState = (typeof fakeStates)[number];

export function isFakeState(text: string): text is FakeState {
  return (fakeStates as readonly string[]).includes(text);
}

/** The state as of now. */
export function fakeConnection(state: FakeState): ConnectionState {
  const now = Date.now();
  const profileId = 'server0';
  switch (state) {
    case 'off':
      return { kind: 'off' };
    case 'starting':
      return { kind: 'starting', profileId, step: 'prepare', since: now };
    case 'reaching':
      return { kind: 'starting', profileId, step: 'reach', since: now - 3000 };
    case 'hearing':
      return { kind: 'starting', profileId, step: 'hear', since: now - 4000 };
    case 'on':
      return { kind: 'on', profileId, since: now - 24 * 60_000, lastAnswerAt: now - 2000, lastAnswerMs: 48, systemProxy: 'set' };
    case 'verifying':
      return { kind: 'on', profileId, since: now - 24 * 60_000, lastAnswerAt: now - 3_600_000, lastAnswerMs: 48, isVerifying: true, systemProxy: 'set' };
    case 'lost':
      return { kind: 'on', profileId, since: now - 24 * 60_000, lastAnswerAt: now - 2000, lastAnswerMs: 48, systemProxy: 'not-in-effect', foundProxy: { kind: 'proxy', address: '127.0.0.1:7890', isDead: true } };
    case 'recovering':
      return { kind: 'recovering', profileId, since: now, attempt: 1, systemProxy: 'set', fault: { code: 'cut-off' } };
    case 'hold':
      return { kind: 'recovering', profileId, since: now - 14_000, attempt: 4, systemProxy: 'set', fault: { code: 'timeout' } };
    case 'stopping':
      return { kind: 'stopping', since: now };
    case 'failed':
      return { kind: 'failed', profileId, since: now, fault: { code: 'timeout' } };
  }
}

/** Lines as the app writes them: redacted already. */
export function fakeLog(): readonly LogLine[] {
  const lines: readonly (readonly [LogLine['level'], LogLine['source'], string])[] = [
    ['info', 'app', 'byway 0.1.0 started, data folder is writable'],
    ['debug', 'engine', 'engine 0.1.0 speaks protocol 3'],
    ['info', 'engine', 'dial [host] tcp: reached in 41 ms'],
    ['warning', 'engine', 'check 1 of 3: no answer after 5000 ms, asking the next'],
    ['info', 'proxy', 'journal written, org.gnome.system.proxy set and read back'],
    ['error', 'engine', 'stream closed after 16384 bytes: connection reset by peer while reading from [host], which happens on networks that stop a connection after a certain amount'],
  ];
  return Array.from({ length: 60 }, (_, sequence) => {
    const [level, source, text] = lines[sequence % lines.length] ?? ['info', 'app', ''];
    return { sequence, at: Date.now() - (60 - sequence) * 1500, level, source, text };
  });
}
