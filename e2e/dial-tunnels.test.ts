/** WireGuard and AmneziaWG against their own implementations: packets, names asked inside, wrong keys. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Profile } from '../src/shared/profile.ts';
import { dialBytes, dialThrough, startBench, type DialBench } from './peers/dial.ts';
import type { Probed } from './peers/engine.ts';
import { insideAddress, startAmneziawg, startWireguard, wireguardKeys } from './peers/wireguard.ts';

let bench: DialBench;
beforeAll(async () => void (bench = await startBench()));
afterAll(() => bench.stop());

const site = () => ({ site: `127.0.0.1:${bench.origin.port}` });

/** The first dial of a tunnel takes a second in the library, and a busy machine its time. */
function fetchInside(profile: Profile, host = insideAddress, timeoutMs = 10_000): Promise<Probed> {
  return dialThrough(bench.engine, profile, `http://${host}/bytes/${dialBytes}`, timeoutMs);
}
const full = { ok: true, bytes: dialBytes };

describe('WireGuard', () => {
  it.concurrent('carries 64 KiB with a key that both ends share', async () => {
    const end = bench.keep(await startWireguard(site()));
    expect(await fetchInside(end.profile)).toMatchObject(full);
    expect(await end.bytesSeen()).toBeGreaterThanOrEqual(dialBytes);
  });

  it.concurrent('carries 64 KiB without one, and finds names inside the tunnel', async () => {
    const end = bench.keep(await startWireguard({ ...site(), withoutPresharedKey: true }));
    expect(await fetchInside(end.profile, 'only-inside.example')).toMatchObject(full);
  });

  it.concurrent('chooses between two ends by their networks', async () => {
    const [near, far] = [bench.keep(await startWireguard(site())), bench.keep(await startWireguard(site()))];
    const peers = [...far.profile.peers.map((peer) => ({ ...peer, allowedIps: ['10.200.0.0/16'] })), ...near.profile.peers];
    expect(await fetchInside({ ...near.profile, peers })).toMatchObject({ ok: true });
  });

  it.concurrent('stays silent for a wrong key', async () => {
    const end = bench.keep(await startWireguard(site()));
    expect(await fetchInside({ ...end.profile, privateKey: wireguardKeys().privateKey }, insideAddress, 2_500)).toMatchObject({ ok: false, code: 'timeout' });
  });
});

const first = { jc: '4', jmin: '40', jmax: '70', s1: '15', s2: '68', h1: '1020325451', h2: '3288052141', h3: '1766607858', h4: '2528465083' };
const second = { ...first, s3: '20', s4: '12', h1: '100-200', h2: '300-400', h3: '500-600', h4: '700-800', i1: '<b 0xc0ff><r 8><t>' };

const third = { ...second, headerProtectionKey: Buffer.alloc(32, 7).toString('base64'), contentPaddingAddition: '0-16', rekeyAfterTime: '100-120', maxHandshakeAttempts: '10-18' };
const thirdOne = { ...third, randomTrailers: 'true', disableCookies: 'true' };

describe('AmneziaWG', () => {
  it.concurrent.each([['1', first], ['2', second], ['3', third], ['3.1', thirdOne]] as const)('carries 64 KiB in version %s', async (_version, amnezia) => {
    const end = bench.keep(await startAmneziawg({ ...site(), amnezia }));
    expect(await fetchInside(end.profile)).toMatchObject(full);
    expect(await end.bytesSeen()).toBeGreaterThanOrEqual(dialBytes);
  });

  it.concurrent('stays silent for another key of the headers', async () => {
    const end = bench.keep(await startAmneziawg({ ...site(), amnezia: third }));
    const amnezia = { ...third, headerProtectionKey: Buffer.alloc(32, 8).toString('base64') };
    expect(await fetchInside({ ...end.profile, amnezia }, insideAddress, 2_500)).toMatchObject({ ok: false, code: 'timeout' });
  });

  it.concurrent('stays silent for another padding', async () => {
    const end = bench.keep(await startAmneziawg({ ...site(), amnezia: first }));
    expect(await fetchInside({ ...end.profile, amnezia: { ...first, s2: '69' } }, insideAddress, 2_500)).toMatchObject({ ok: false, code: 'timeout' });
  });
});
