/** Click → first byte through the tunnel, 50 times, with a warm engine; the server is Debian's ss-server on loopback. */
import { fetchThrough } from '../fetch-through.ts';
import { untilConnection } from '../served.ts';
import { printSpread, time } from './figures.ts';
import { startRig } from './rig.ts';

const rounds = 50;
const rig = await startRig();
try {
  const toOn: number[] = [];
  const toByte: number[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    const on = untilConnection(rig.caller, 'on', 'failed');
    const started = performance.now();
    await rig.caller.call('connection.connect', { profileId: rig.profileId });
    const reached = await on;
    if (reached.kind !== 'on') throw new Error(`not on: ${JSON.stringify(reached)}`);
    const on1 = performance.now() - started;
    const local = await rig.caller.call('connection.local', {});
    if (!local.ok || local.value === null) throw new Error('no entrance');
    const { username, password, port } = local.value;
    await fetchThrough(`http://${username}:${password}@127.0.0.1:${port}`, `${rig.origin.url}/204`);
    // The first round starts the engine: it warms up and is not counted.
    if (round > 0) {
      toOn.push(on1);
      toByte.push(performance.now() - started);
    }
    const off = untilConnection(rig.caller, 'off');
    await rig.caller.call('connection.disconnect', {});
    await off;
  }
  printSpread('click → on (bytes came back)', toOn, 'p50 ≤ 150 ms, p95 ≤ 500 ms');
  printSpread('click → first byte in a program of somebody else (curl, its own start included)', toByte);
  const direct: number[] = [];
  for (let round = 0; round < rounds; round += 1) direct.push(await time(() => fetchThrough('', `${rig.origin.url}/204`)));
  printSpread('curl alone, direct', direct);
} finally {
  await rig.close();
}
