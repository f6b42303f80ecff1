/** Test 24 of the proofs: Byway listens exactly where ARCHITECTURE.md says, on 127.0.0.1 alone, and only as long as it must. */
import { expect, test } from '@playwright/test';
import { listenersOf } from './listeners.ts';
import { hasNetwork } from './network.ts';
import { startRunningApp } from './running-app.ts';
import { untilConnection } from './served.ts';

test('24: listeners at every stage, all of them on 127.0.0.1 and TCP', async () => {
  expect(hasNetwork()).toBe(true);
  const app = await startRunningApp();
  const { pid } = app;
  try {
    const windowPort = Number(new URL(app.url).port);
    const ports = (): readonly number[] => {
      const listeners = listenersOf(app.pids());
      for (const listener of listeners) expect(listener).toMatchObject({ protocol: 'tcp', address: '127.0.0.1' });
      return listeners.map(({ port }) => port);
    };
    expect(ports()).toEqual([windowPort]);

    const local = await app.connect();
    expect(ports()).toEqual([windowPort, local.port, local.systemProxyPort ?? 0].toSorted((a, b) => a - b));
    for (const port of [local.port, local.systemProxyPort]) expect(port).toBeGreaterThan(20_000); // above what scanners try

    await app.disconnect();
    expect(ports()).toEqual([windowPort]);

    await app.caller.call('settings.change', { directWithoutByway: true });
    const scripted = await app.connect();
    expect(ports()).toHaveLength(4); // and the script of automatic configuration
    expect(ports()).toEqual(expect.arrayContaining([windowPort, scripted.port, scripted.systemProxyPort ?? 0]));
    await app.disconnect();
    expect(ports()).toEqual([windowPort]);

    const practising = untilConnection(app.caller, 'on');
    await app.caller.call('connection.practice', {});
    await practising;
    expect(ports().length).toBeGreaterThan(1);
    await app.disconnect();
    expect(ports()).toEqual([windowPort]);
  } finally {
    await app.stop();
  }
  expect(listenersOf([pid])).toEqual([]);
});
