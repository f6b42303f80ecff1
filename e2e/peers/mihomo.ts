/** mihomo's listeners, for servers that neither Debian nor Xray nor Hysteria has: shadow-tls and gecko. */
import { readFile } from 'node:fs/promises';
import type { Hysteria2Profile, ShadowsocksProfile } from '../../src/shared/profile.ts';
import { asPeer, startTestProgram, type ProxyPeer } from './peer.ts';
import { freePort, type Certificate, type Folder } from './places.ts';

export interface ShadowTlsOptions {
  readonly folder: Folder;
  readonly password: string;
  /** Port of the TLS site whose handshake is shown to onlookers. */
  readonly decoyPort: number;
}

/** Shadowsocks behind shadow-tls version 3. */
export async function startShadowTls(options: ShadowTlsOptions): Promise<ProxyPeer & { readonly profile: ShadowsocksProfile }> {
  const port = await freePort();
  const { password } = options;
  const shadowTls = { enable: true, version: 3, users: [{ name: 'friend', password }], handshake: { dest: `127.0.0.1:${options.decoyPort}` } };
  const peer = await startListener(options.folder, { type: 'shadowsocks', port, cipher: 'aes-256-gcm', password, 'shadow-tls': shadowTls });
  return {
    ...peer,
    profile: {
      type: 'shadowsocks',
      name: 'shadow-tls',
      server: '127.0.0.1',
      port,
      method: 'aes-256-gcm',
      password,
      plugin: 'shadow-tls',
      pluginOptions: { host: 'example.com', password, version: '3', insecure: 'true' },
    },
  };
}

/** Plain Shadowsocks that also carries packets, its own way and inside its stream. */
export async function startOpenShadowsocks({ folder, password }: Omit<ShadowTlsOptions, 'decoyPort'>): Promise<ProxyPeer & { readonly profile: ShadowsocksProfile }> {
  const port = await freePort();
  const method = 'aes-256-gcm';
  const peer = await startListener(folder, { type: 'shadowsocks', port, cipher: method, password, udp: true });
  return { ...peer, profile: { type: 'shadowsocks', name: 'shadowsocks', server: '127.0.0.1', port, method, password } };
}

export interface GeckoOptions {
  readonly folder: Folder;
  readonly password: string;
  readonly certificate: Certificate;
}

/** Hysteria 2 with the gecko obfuscation. */
export async function startGecko(options: GeckoOptions): Promise<ProxyPeer & { readonly profile: Hysteria2Profile }> {
  const port = await freePort();
  const { password, certificate } = options;
  const peer = await startListener(options.folder, {
    type: 'hysteria2',
    port,
    users: { friend: password },
    obfs: 'gecko',
    'obfs-password': password,
    // as text: the library reads files of its own folder only
    certificate: await readFile(certificate.cert, 'utf8'),
    'private-key': await readFile(certificate.key, 'utf8'),
  });
  const tls = { security: 'tls' as const, certificatePins: [certificate.sha256] };
  return { ...peer, profile: { type: 'hysteria2', name: 'gecko', server: '127.0.0.1', port, password, obfs: 'gecko', obfsPassword: password, ...tls } };
}

type Listener = { readonly type: string; readonly port: number } & Readonly<Record<string, unknown>>;

/** The library's listeners, counted together. JSON is YAML, so the configuration needs no writer of its own. */
export async function startListener(folder: Folder, listener: Listener, ...others: readonly Listener[]) {
  const config = await folder.write(`mihomo-${listener.port}.yaml`, {
    mode: 'rule',
    'log-level': 'info',
    dns: { enable: false },
    profile: { 'store-selected': false },
    listeners: [listener, ...others].map((each, index) => ({ name: `entrance-${index}`, listen: '127.0.0.1', ...each })),
    rules: ['MATCH,DIRECT'],
  });
  const program = await startTestProgram(['mihomo', config]);
  return { ...asPeer(program), port: listener.port };
}
