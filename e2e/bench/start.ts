/**
 * From the start of the process to the window's first paint and to the moment it can be used (the paste box is there),
 * for the headless host and for the Electron bundles under the double; then what the two processes weigh when idle.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { availableHosts, launchApp, type HostKind } from '../host.ts';
import { childrenOf } from '../processes.ts';
import { printSpread } from './figures.ts';
import { residentMb } from './rig.ts';

const rounds = 10;

interface Start {
  readonly paintMs: number;
  readonly readyMs: number;
  readonly hostMb: number;
  readonly engineMb: number;
}

/** One start on an empty data folder. Chromium's own start is included: a browser of its own is started each time. */
async function start(host: HostKind): Promise<Start> {
  const dataDir = await mkdtemp(join(tmpdir(), 'byway-start-'));
  const startedAt = performance.timeOrigin + performance.now();
  const app = await launchApp({ host, dataDir, env: { ...process.env, LANG: 'en_US.UTF-8' } });
  try {
    await app.page.getByRole('textbox', { name: 'Link or message' }).waitFor();
    const readyMs = performance.timeOrigin + performance.now() - startedAt;
    const painted = await app.page.evaluate(() => performance.timeOrigin + (performance.getEntriesByName('first-paint')[0]?.startTime ?? Number.NaN));
    const [engine] = childrenOf(app.pid, 'byway-engine');
    return { paintMs: painted - startedAt, readyMs, hostMb: await residentMb(app.pid), engineMb: engine === undefined ? 0 : await residentMb(engine) };
  } finally {
    await app.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

for (const host of availableHosts()) {
  const starts: Start[] = [];
  for (let round = 0; round <= rounds; round += 1) starts.push(await start(host));
  const counted = starts.slice(1); // the first one fills the disk cache
  printSpread(`${host}: process start → first paint`, counted.map((item) => item.paintMs));
  printSpread(`${host}: process start → ready`, counted.map((item) => item.readyMs));
  const last = counted.at(-1);
  console.log(`${host}: idle memory of host ${last?.hostMb.toFixed(0)} MB, of engine ${last?.engineMb === 0 ? '(not started before it is needed)' : `${last?.engineMb.toFixed(0)} MB`}`);
}
