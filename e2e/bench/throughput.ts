/**
 * A large download through Byway's local port, against the same engine driven alone with the same configuration, in
 * turns within one run. The server is Debian's ss-server on loopback; direct is the ceiling of this machine.
 */
import { engineConfig } from '../../src/main/core/engine-config.ts';
import { createClock } from '../../src/main/platform/clock.ts';
import { createEngineLink } from '../../src/main/platform/engine/process.ts';
import { createLog } from '../../src/main/platform/log.ts';
import { engineProgram } from '../peers/places.ts';
import { fetchThrough } from '../fetch-through.ts';
import { untilConnection } from '../served.ts';
import { residentMb, startRig } from './rig.ts';
import { childrenOf } from '../processes.ts';

const bytes = 256 * 1024 * 1024;
const rounds = 5;

/** MB/s of one download. */
async function rate(proxy: string, url: string): Promise<number> {
  const started = performance.now();
  const fetched = await fetchThrough(proxy, url);
  if (fetched.bytes !== bytes) throw new Error(`only ${fetched.bytes} bytes came`);
  return bytes / 1e6 / ((performance.now() - started) / 1000);
}

const rig = await startRig();
const clock = createClock();
const alone = createEngineLink({ path: engineProgram, log: createLog({ clock }), clock });
await alone.start();
try {
  const on = untilConnection(rig.caller, 'on', 'failed');
  await rig.caller.call('connection.connect', { profileId: rig.profileId });
  await on;
  const local = await rig.caller.call('connection.local', {});
  if (!local.ok || local.value === null) throw new Error('not connected');
  const { username, password, port } = local.value;
  const config = engineConfig({ profile: rig.profile, local: { port: 0, username, password } });
  if (!config.ok) throw new Error(config.fault.code);
  const applied = await alone.apply(config.value);
  if (!applied.ok) throw new Error(applied.fault.code);
  const url = `${rig.origin.url}/bytes/${bytes}`;
  const ways = { byway: `http://${username}:${password}@127.0.0.1:${port}`, alone: `http://${username}:${password}@127.0.0.1:${applied.value.port}`, direct: '' };
  const best = { byway: 0, alone: 0, direct: 0 };
  for (let round = 0; round < rounds; round += 1) {
    for (const way of ['byway', 'alone', 'direct'] as const) best[way] = Math.max(best[way], await rate(ways[way], url));
  }
  console.log(`through Byway ${best.byway.toFixed(0)} MB/s, engine alone ${best.alone.toFixed(0)} MB/s, direct ${best.direct.toFixed(0)} MB/s (best of ${rounds}, ${bytes / 2 ** 20} MiB each)`);
  console.log(`ratio Byway : engine alone ${(best.byway / best.alone).toFixed(3)}  goal ≥ 0.95`);
  const host = rig.served.process.pid ?? 0;
  for (const engine of childrenOf(host, 'byway-engine')) console.log(`memory after it: engine process ${engine} ${(await residentMb(engine)).toFixed(0)} MB`);
  console.log(`memory after it: host ${(await residentMb(host)).toFixed(0)} MB`);
} finally {
  await alone.close();
  await rig.close();
}
