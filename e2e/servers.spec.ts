/** Every kind of server, for real: its link is added, connected, and a page and 1 MiB come through, by the server's own count. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { runCli, startCli, state } from './cli.ts';
import { fetchThrough } from './fetch-through.ts';
import { startOrigin, type Origin } from './peers/plain.ts';
import { peerKinds, startPeer } from './peers/start-peer.ts';

const mebibyte = 1024 * 1024;
let origin: Origin;
let dataDir: string;

test.beforeAll(async () => {
  origin = await startOrigin();
});
test.afterAll(() => origin.stop());
test.beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'byway-servers-'));
});
test.afterEach(() => rm(dataDir, { recursive: true, force: true }));

function connect(): ReturnType<typeof startCli> {
  return startCli(['connect', '--json', '--no-system-proxy', '--check', `${origin.url}/204`, '--data-dir', dataDir]);
}

for (const kind of peerKinds.filter((name) => name !== 'xray-reality-refusing')) {
  test(`${kind}: pasted link, connected, a page and 1 MiB came through`, async () => {
    const server = await startPeer(kind);
    try {
      const added = await runCli(['add', server.link, '--json', '--data-dir', dataDir]);
      expect(JSON.parse(added.stdout)).toMatchObject({ added: [{ type: server.profile.type, server: server.profile.server, port: server.profile.port }], rejected: [] });
      const run = connect();
      const { http = '', socks = '' } = await run.heard((event) => event.event === 'listening');
      const before = await server.bytesSeen();
      expect(await fetchThrough(socks, `${origin.url}/`)).toMatchObject({ status: 200 });
      expect(await fetchThrough(http, `${origin.url}/bytes/${mebibyte}`)).toEqual({ status: 200, bytes: mebibyte });
      expect(await server.bytesSeen()).toBeGreaterThanOrEqual(before + mebibyte);
      run.process.kill('SIGTERM');
      expect(await run.ended).toBe(0);
      expect(run.events.at(-1)).toEqual({ event: 'state', state: 'off' });
    } finally {
      await server.stop();
    }
  });
}

test('a server of the Xray release that refuses this client says so', async () => {
  const server = await startPeer('xray-reality-refusing');
  try {
    await runCli(['add', server.link, '--data-dir', dataDir]);
    const run = connect();
    const failed = await run.heard(state('failed'));
    expect(failed.fault?.code).toBe('reality-refused');
    expect(await run.ended).toBe(1);
    expect(run.events.at(-1)).toEqual({ event: 'state', state: 'off' });
  } finally {
    await server.stop();
  }
});
