/** Servers reached through other servers, each hop a real one, and WireGuard across a change of the configuration. */
import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { engineConfig } from '../src/main/core/engine-config.ts';
import type { Profile } from '../src/shared/profile.ts';
import { eventually } from './peers/child.ts';
import { dialBytes, dialThrough, startBench, type DialBench } from './peers/dial.ts';
import { startEngine } from './peers/engine.ts';
import { startHysteria } from './peers/hysteria.ts';
import { startTuic } from './peers/listeners.ts';
import { startOpenShadowsocks } from './peers/mihomo.ts';
import type { ProxyPeer } from './peers/peer.ts';
import { startSocks } from './peers/plain.ts';
import { startShadowsocks } from './peers/shadowsocks.ts';
import { startSsh } from './peers/ssh.ts';
import { startPeer } from './peers/start-peer.ts';
import { insideAddress, startWireguard } from './peers/wireguard.ts';

const password = 'correct horse';
let bench: DialBench;
/** Carries streams only. */
let libev: ProxyPeer;
/** Carries packets as well. */
let open: ProxyPeer;
beforeAll(async () => {
  bench = await startBench();
  libev = bench.keep(await startShadowsocks({ folder: bench.folder, method: 'aes-256-gcm', password }));
  open = bench.keep(await startOpenShadowsocks({ folder: bench.folder, password }));
});
afterAll(() => bench.stop());

/** Dials a server through others and says what came, and whether the first hop carried at least as much. */
async function dialOver(profile: Profile, first: ProxyPeer, url = `${bench.origin.url}/bytes/${dialBytes}`) {
  const before = await first.bytesSeen();
  const probed = await dialThrough(bench.engine, profile, url, 12_000);
  if (!probed.ok) return { problem: `${probed.code}: ${probed.text}` };
  const sawAll = async () => (await first.bytesSeen()) - before >= dialBytes || undefined;
  // Some servers count only when a connection ends.
  return { bytes: probed.bytes, carried: await eventually(sawAll, () => 'the first server did not carry it') };
}
const full = { bytes: dialBytes, carried: true };

describe('a chain carries 64 KiB', () => {
  it('of SSH over Shadowsocks', async () => {
    const ssh = bench.keep(await startSsh({ folder: bench.folder }));
    expect(await dialOver({ ...ssh.profile, detour: libev.profile }, libev)).toEqual(full);
  });

  it('of REALITY over Shadowsocks', async () => {
    const reality = bench.keep(await startPeer('xray-reality'));
    expect(await dialOver({ ...reality.profile, detour: libev.profile }, libev)).toEqual(full);
  });

  it('of Trojan over REALITY', async () => {
    const [reality, trojan] = [bench.keep(await startPeer('xray-reality')), bench.keep(await startPeer('trojan'))];
    expect(await dialOver({ ...trojan.profile, detour: reality.profile }, reality)).toEqual(full);
  });

  it('of SOCKS over VMess over Shadowsocks', async () => {
    const [socks, vmess] = [bench.keep(await startSocks({ username: 'friend', password })), bench.keep(await startPeer('v2ray-vmess'))];
    expect(await dialOver({ ...socks.profile, detour: { ...vmess.profile, detour: libev.profile } }, libev)).toEqual(full);
  });

  it('of WireGuard over Shadowsocks', async () => {
    const end = bench.keep(await startWireguard({ site: `127.0.0.1:${bench.origin.port}` }));
    expect(await dialOver({ ...end.profile, detour: open.profile }, open, `http://${insideAddress}/bytes/${dialBytes}`)).toEqual(full);
  });

  it('of Shadowsocks inside WireGuard', async () => {
    const end = bench.keep(await startWireguard({ site: `127.0.0.1:${libev.port}` }));
    expect(await dialOver({ ...libev.profile, server: insideAddress, port: 80, detour: end.profile }, libev)).toEqual(full);
  });

  it.each([1, 2, 3, 4, 5])('of Hysteria 2 over Shadowsocks, time after time (%i)', async () => {
    const hysteria = bench.keep(await startHysteria({ certificate: bench.certificate, password }));
    expect(await dialOver({ ...hysteria.profile, detour: open.profile }, open)).toEqual(full);
  });

  it.each([1, 2, 3])('of TUIC over Shadowsocks, time after time (%i)', async () => {
    const tuic = bench.keep(await startTuic({ ...bench, version: 5, password }));
    expect(await dialOver({ ...tuic.profile, detour: open.profile }, open)).toEqual(full);
  });
});

describe('a running configuration', () => {
  const local = { port: 0, username: 'friend', password: 'of mine' };

  it('carries a chain, and says when a server on the way is dead', async () => {
    const engine = bench.keep(await startEngine());
    const ssh = bench.keep(await startSsh({ folder: bench.folder }));
    const url = `${bench.origin.url}/204`;
    await engine.call('apply', configFor({ ...ssh.profile, detour: libev.profile }));
    expect(await engine.call('check', { url, timeoutMs: 8_000 })).toMatchObject({ status: 204 });
    await engine.call('apply', configFor({ ...ssh.profile, detour: { ...libev.profile, port: 9 } }));
    await expect(engine.call('check', { url, timeoutMs: 8_000 })).rejects.toMatchObject({ data: { code: 'refused' } });
  });

  it('keeps WireGuard flowing when it is applied again', async () => {
    const engine = bench.keep(await startEngine());
    const end = bench.keep(await startWireguard({ site: `127.0.0.1:${bench.origin.port}` }));
    const config = configFor(end.profile);
    const { port } = await engine.call('apply', config) as { readonly port: number }; // as in engine/golden/messages.json
    const page = await fetchThrough(port, `http://${insideAddress}/bytes/${32 << 20}`);
    await once(page, 'readable');
    const again = { ...config, local: { ...local, port }, proxies: [...config.proxies, { ...config.proxies[0], name: 'other', port: 9, 'private-key': config.proxies[0]?.['private-key'] }] };
    await engine.call('apply', again);
    let bytes = 0;
    for await (const chunk of page) bytes += (chunk as Buffer).length; // no encoding is set
    expect(bytes).toBe(32 << 20);
    const begun = performance.now();
    await engine.call('check', { url: `http://${insideAddress}/204`, timeoutMs: 8_000 });
    expect(performance.now() - begun).toBeLessThan(900); // a tunnel that begins anew takes a second
  });

  function configFor(profile: Profile) {
    const config = engineConfig({ profile, local });
    if (!config.ok) throw new Error(config.fault.code);
    return config.value;
  }

  function fetchThrough(port: number, url: string): Promise<IncomingMessage> {
    const authorization = `Basic ${Buffer.from(`${local.username}:${local.password}`).toString('base64')}`;
    return new Promise((resolve, reject) => {
      get({ host: '127.0.0.1', port, path: url, headers: { host: insideAddress, 'proxy-authorization': authorization } }, resolve).once('error', reject);
    });
  }
});
