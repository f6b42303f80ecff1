/** A link as people paste it, read by the product, dialled by its engine: the whole way of every kind of test server. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseLink } from '../src/shared/links/registry.ts';
import { dialPeer, fullDial, startBench, type DialBench } from './peers/dial.ts';
import { peerKinds, startPeer } from './peers/start-peer.ts';

describe('a pasted link carries 64 KiB', () => {
  let bench: DialBench;
  beforeAll(async () => void (bench = await startBench()));
  afterAll(() => bench.stop());

  it.concurrent.each(peerKinds.filter((kind) => kind !== 'xray-reality-refusing'))('of %s', async (kind) => {
    const peer = bench.keep(await startPeer(kind));
    const profile = parseLink(peer.link);
    expect(profile).toMatchObject({ ok: true, value: { name: kind, server: '127.0.0.1', port: peer.port } });
    if (profile.ok) expect(await dialPeer(bench, { ...peer, profile: profile.value })).toEqual(fullDial);
  });

  it.concurrent('or says that the server refuses this client', async () => {
    const profile = parseLink(bench.keep(await startPeer('xray-reality-refusing')).link);
    if (profile.ok) expect(await bench.dial(profile.value)).toMatchObject({ ok: false, code: 'reality-refused' });
    expect(profile.ok).toBe(true);
  });
});
