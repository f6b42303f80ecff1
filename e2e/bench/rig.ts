/** What the benchmarks of the running app share: a website, a Shadowsocks server, the headless host, a wire to it. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Caller } from '../../src/shared/call.ts';
import type { Profile } from '../../src/shared/profile.ts';
import { formatLink } from '../../src/shared/links/registry.ts';
import { startOrigin, type Origin } from '../peers/plain.ts';
import { makeFolder } from '../peers/places.ts';
import { startShadowsocks } from '../peers/shadowsocks.ts';
import { openCaller, startServed, type Served } from '../served.ts';

export interface Rig {
  readonly caller: Caller;
  readonly served: Served;
  readonly origin: Origin;
  readonly profile: Profile;
  readonly profileId: string;
  close(): Promise<void>;
}

/** Starts everything and imports the server; the system's proxy settings are left alone. */
export async function startRig(): Promise<Rig> {
  const folder = await makeFolder();
  const dataDir = await mkdtemp(join(tmpdir(), 'byway-bench-'));
  const origin = await startOrigin();
  const server = await startShadowsocks({ folder, method: 'aes-256-gcm', password: 'bench' });
  const served = await startServed(dataDir);
  const caller = await openCaller(served.url);
  await caller.call('state.get', {});
  await caller.call('settings.change', { useSystemProxy: false, checkAddresses: [`${origin.url}/204`] });
  const report = await caller.call('profiles.import', { text: formatLink(server.profile) });
  if (!report.ok || report.value.added[0] === undefined) throw new Error('the link was not taken');
  return {
    caller, served, origin, profile: server.profile, profileId: report.value.added[0].id,
    close: async () => {
      caller.close();
      await served.stop();
      await server.stop();
      await origin.stop();
      await folder.remove();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** Resident memory of a process in MB (Linux). */
export async function residentMb(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? Number.NaN) / 1024;
}
