/** Trojan against Debian's server, Hysteria 2 against its reference server and mihomo, SOCKS5 and HTTP proxies. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dialPeer, fullDial, startBench, type DialBench } from './peers/dial.ts';
import { startHysteria } from './peers/hysteria.ts';
import { startGecko } from './peers/mihomo.ts';
import type { ProxyPeer } from './peers/peer.ts';
import { startHttp, startSocks } from './peers/plain.ts';
import { startTrojan } from './peers/trojan.ts';

const password = 'correct horse';
const credentials = { username: 'friend', password };

const servers: Readonly<Record<string, (bench: DialBench) => Promise<ProxyPeer>>> = {
  'trojan': ({ folder, certificate, origin }) => startTrojan({ folder, certificate, password, decoyPort: origin.port }),
  'hysteria2': ({ certificate }) => startHysteria({ certificate, password }),
  'hysteria2 with salamander': ({ certificate }) => startHysteria({ certificate, password, salamander: 'pepper' }),
  'hysteria2 with gecko': ({ folder, certificate }) => startGecko({ folder, certificate, password }),
  'socks5': () => startSocks(credentials),
  'socks5 in TLS': ({ certificate }) => startSocks({ ...credentials, certificate }),
  'http': () => startHttp(credentials),
  'http in TLS': ({ certificate }) => startHttp({ ...credentials, certificate }),
};

describe('a server carries 64 KiB', () => {
  let bench: DialBench;
  beforeAll(async () => void (bench = await startBench()));
  afterAll(() => bench.stop());

  it.concurrent.each(Object.keys(servers))('by %s', async (name) => {
    const server = bench.keep(await (servers[name] ?? startMissing)(bench));
    expect(await dialPeer(bench, server)).toEqual(fullDial);
  });

  it.concurrent('by hysteria2 hopping between ports', async () => {
    const server = bench.keep(await startHysteria({ certificate: bench.certificate, password }));
    const profile = { ...server.profile, ports: `${server.port},${server.port}`, hopInterval: '5-10' };
    expect(await dialPeer(bench, { ...server, profile })).toEqual(fullDial);
  });

  it.concurrent('by any server whose certificate is not checked, when the profile says so', async () => {
    const server = bench.keep(await startHttp({ ...credentials, certificate: bench.certificate }));
    expect(await dialPeer(bench, { ...server, profile: { ...server.profile, certificatePins: [], insecure: true } })).toEqual(fullDial);
  });
});

function startMissing(): Promise<ProxyPeer> {
  throw new Error('no such server');
}
