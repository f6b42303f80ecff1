import { expect, test } from 'vitest';
import { createCaller } from './call.ts';
import { testWireContract } from './wire-contract-suite.ts';
import { memoryWirePair } from './wire.ts';

testWireContract('an in-memory wire', () => {
  const [window, app] = memoryWirePair();
  return { window, app, end: () => undefined };
});

test('a call that is never answered ends by its deadline', async () => {
  const [window] = memoryWirePair();
  let pass: () => void = () => undefined;
  const caller = createCaller(window, { deadlineMs: 5, after: (ms, run) => ((pass = ms === 5 ? run : pass), () => undefined) });
  const waiting = caller.call('probes.stop', {});
  pass();
  expect(await waiting).toMatchObject({ ok: false, fault: { code: 'timeout' } });
});
