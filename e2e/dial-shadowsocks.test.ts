/** Shadowsocks against Debian's server, bare and behind its plugins, and against mihomo's shadow-tls. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dialPeer, fullDial, startBench, type DialBench } from './peers/dial.ts';
import { startShadowTls } from './peers/mihomo.ts';
import { startShadowsocks, type ShadowsocksOptions } from './peers/shadowsocks.ts';

const password = 'correct horse';
const servers: Readonly<Record<string, Omit<ShadowsocksOptions, 'folder' | 'password'>>> = {
  'aes-256-gcm': { method: 'aes-256-gcm' },
  'chacha20-ietf-poly1305': { method: 'chacha20-ietf-poly1305' },
  'xchacha20-ietf-poly1305': { method: 'xchacha20-ietf-poly1305' },
  'the stream cipher aes-256-cfb': { method: 'aes-256-cfb' },
  'the stream cipher chacha20-ietf': { method: 'chacha20-ietf' },
  'the stream cipher rc4-md5': { method: 'rc4-md5' },
  'simple-obfs http': { method: 'aes-256-gcm', plugin: { kind: 'obfs-http' } },
  'simple-obfs tls': { method: 'aes-256-gcm', plugin: { kind: 'obfs-tls' } },
  'v2ray-plugin': { method: 'aes-256-gcm', plugin: { kind: 'websocket' } },
};

describe('Shadowsocks carries 64 KiB', () => {
  let bench: DialBench;
  beforeAll(async () => void (bench = await startBench()));
  afterAll(() => bench.stop());

  it.concurrent.each(Object.keys(servers))('with %s', async (name) => {
    const server = bench.keep(await startShadowsocks({ folder: bench.folder, password, method: 'aes-256-gcm', ...servers[name] }));
    expect(await dialPeer(bench, server)).toEqual(fullDial);
    expect(server.log()).toContain(`${bench.origin.port}`);
  });

  it.concurrent('with v2ray-plugin inside TLS, its certificate pinned', async () => {
    const plugin = { kind: 'websocket-tls', certificate: bench.certificate } as const;
    const server = bench.keep(await startShadowsocks({ folder: bench.folder, password, method: 'aes-256-gcm', plugin }));
    expect(await dialPeer(bench, server)).toEqual(fullDial);
  });

  it.concurrent('with shadow-tls', async () => {
    const server = bench.keep(await startShadowTls({ folder: bench.folder, password, decoyPort: bench.decoy.port }));
    expect(await dialPeer(bench, server)).toEqual(fullDial);
  });
});
