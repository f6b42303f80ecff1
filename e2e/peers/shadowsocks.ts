/** Debian's shadowsocks-libev, bare or behind simple-obfs or v2ray-plugin. */
import type { ShadowsocksProfile } from '../../src/shared/profile.ts';
import { startForeign, untilListening } from './child.ts';
import type { ProxyPeer } from './peer.ts';
import { freePort, testpeersProgram, type Certificate, type Folder } from './places.ts';
import { startRelay } from './relay.ts';

export interface ShadowsocksOptions {
  readonly folder: Folder;
  readonly method: string;
  readonly password: string;
  readonly plugin?: { readonly kind: 'obfs-http' | 'obfs-tls' | 'websocket' } | { readonly kind: 'websocket-tls'; readonly certificate: Certificate };
}

/** Starts `ss-server`; its log names every destination, a relay in front counts the bytes. */
export async function startShadowsocks(options: ShadowsocksOptions): Promise<ProxyPeer & { readonly profile: ShadowsocksProfile }> {
  const port = await freePort();
  const plugin = pluginOf(options);
  const config = await options.folder.write(`ss-${port}.json`, {
    server: '127.0.0.1',
    server_port: port,
    method: options.method,
    password: options.password,
    ...(plugin === undefined ? {} : { plugin: plugin.program, plugin_opts: plugin.serverOptions }),
  });
  const child = await startForeign(testpeersProgram, 'ss-server', ['-v', '-c', config]);
  await untilListening(port, child);
  const relay = await startRelay(port);
  return {
    port: relay.port,
    bytesSeen: () => Promise.resolve(relay.bytes()),
    log: () => child.log(),
    stop: async () => {
      await relay.stop();
      await child.stop();
    },
    profile: {
      type: 'shadowsocks',
      name: 'shadowsocks',
      server: '127.0.0.1',
      port: relay.port,
      method: options.method,
      password: options.password,
      ...plugin?.profile,
    },
  };
}

interface PluginSetting {
  readonly program: string;
  readonly serverOptions: string;
  readonly profile: Pick<ShadowsocksProfile, 'plugin' | 'pluginOptions'>;
}

function pluginOf({ plugin }: ShadowsocksOptions): PluginSetting | undefined {
  switch (plugin?.kind) {
    case undefined:
      return undefined;
    case 'obfs-http':
    case 'obfs-tls': {
      const obfs = plugin.kind === 'obfs-http' ? 'http' : 'tls';
      const pluginOptions = { obfs, 'obfs-host': 'example.com' };
      return { program: 'obfs-server', serverOptions: `obfs=${obfs}`, profile: { plugin: 'obfs-local', pluginOptions } };
    }
    case 'websocket': {
      // Without mux: with it the plugin drops the last part of about one large answer in five when the site closes.
      const pluginOptions = { host: 'example.com', path: '/way', mux: '0' };
      return { program: 'ss-v2ray-plugin', serverOptions: 'server;host=example.com;path=/way;mux=0', profile: { plugin: 'v2ray-plugin', pluginOptions } };
    }
    case 'websocket-tls': {
      const { cert, key, sha256 } = plugin.certificate;
      const pluginOptions = { tls: 'true', host: 'example.com', path: '/way', fingerprint: sha256 };
      const serverOptions = `server;tls;host=example.com;path=/way;cert=${cert};key=${key}`;
      return { program: 'ss-v2ray-plugin', serverOptions, profile: { plugin: 'v2ray-plugin', pluginOptions } };
    }
  }
}
