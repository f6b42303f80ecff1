import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writeFakeEngine } from '../../../../e2e/fake-engine-program.ts';
import { createClock } from '../clock.ts';
import { createLog } from '../log.ts';
import { engineProgram } from '../paths.ts';
import { createEngineLink } from './process.ts';

test('the fake engine plays its script from a path of its own, with the environment of the real one', async () => {
  const folder = await mkdtemp(join(tmpdir(), "byway-fake'engine-"));
  const path = engineProgram('linux', { resources: folder });
  await writeFakeEngine(path, { faults: { stop: { code: 'port-busy' } }, stderr: "it's started\n" });
  const clock = createClock();
  const log = createLog({ clock });
  const link = createEngineLink({ path, log, clock });
  expect(await link.start()).toMatchObject({ ok: true, value: { engine: 'fake' } });
  expect(await link.stop()).toMatchObject({ ok: false, fault: { code: 'port-busy' } });
  await link.close();
  expect(log.lines().map(({ text }) => text)).toEqual(["it's started"]);
  await rm(folder, { recursive: true });
});
