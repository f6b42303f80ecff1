/**
 * Profile and settings → the engine's configuration, in the terms of the library inside it (mihomo 1.19.30). Pure.
 * One file per family beside this one; `engine-config-limits.ts` lists what that library cannot run.
 */
import { succeed, type Result } from '../../shared/fault.ts';
import type { Profile } from '../../shared/profile.ts';
import { hysteria2Proxy } from './engine-config-hysteria2.ts';
import { cannotRun } from './engine-config-limits.ts';
import { httpProxy, socks5Proxy } from './engine-config-plain.ts';
import { shadowsocksProxy } from './engine-config-shadowsocks.ts';
import { trojanProxy, vlessProxy, vmessProxy } from './engine-config-stream.ts';
import type { ProxyFields } from './engine-config-types.ts';

/** One server in mihomo's terms (`{name, type, server, port, …}`). */
export type EngineProxy = Readonly<Record<string, unknown>> & { readonly name: string; readonly type: string };

/** What the engine is told to run. It adds the rest itself (no controller, no DNS server, no geo data). */
export interface EngineConfig {
  /** The port with a password, and that password. 0 lets the system choose. */
  readonly local: { readonly port: number; readonly username: string; readonly password: string };
  /** The port without one, only when the system proxy points at it: desktops cannot carry a password. */
  readonly systemProxy?: { readonly port: number };
  readonly proxies: readonly EngineProxy[];
  /** Name of the proxy that carries everything. */
  readonly selected: string;
}

/**
 * The name every running server has inside the engine. Always the same, so that changing the chosen server is a
 * reload of one entry and no name from a link, which may be hostile, reaches the engine's log.
 */
export const wayName = 'way';

/**
 * The mapping of one profile. Faults: `link-unsupported` with `detail.feature` (one of `UnrunnableFeature`) where
 * the engine cannot do what the profile asks; `link-missing-field` where a part without which it would silently do
 * something else is absent; `link-malformed` for an xhttp `extra` that is not JSON.
 */
export function engineProxy(profile: Profile, name: string): Result<EngineProxy> {
  const mapped = mapProfile(profile);
  if (!mapped.ok) return mapped;
  const { type, ...rest } = mapped.value;
  return succeed({ name, type, server: profile.server, port: profile.port, ...rest });
}

function mapProfile(profile: Profile): Result<ProxyFields> {
  switch (profile.type) {
    case 'shadowsocks':
      return shadowsocksProxy(profile);
    case 'vmess':
      return vmessProxy(profile);
    case 'vless':
      return vlessProxy(profile);
    case 'trojan':
      return trojanProxy(profile);
    case 'hysteria2':
      return hysteria2Proxy(profile);
    case 'socks5':
      return socks5Proxy(profile);
    case 'http':
      return httpProxy(profile);
    case 'naive':
    case 'socks4':
    case 'mtproto':
    case 'unsupported':
    case 'ssr':
    case 'hysteria':
    case 'tuic':
    case 'anytls':
    case 'snell':
    case 'mieru':
    case 'wireguard':
    case 'amneziawg':
    case 'ssh':
    case 'openvpn':
      return cannotRun('protocol');
  }
}

/** What one connection needs. Ports are 0-65535, 0 lets the system choose. */
export interface EngineConfigInput {
  readonly profile: Profile;
  readonly local: EngineConfig['local'];
  /** Present only when the system proxy is to be used. */
  readonly systemProxyPort?: number;
}

/** The whole configuration that carries everything through one profile. Faults as in `engineProxy`. */
export function engineConfig(input: EngineConfigInput): Result<EngineConfig> {
  const proxy = engineProxy(input.profile, wayName);
  if (!proxy.ok) return proxy;
  return succeed({
    local: input.local,
    ...(input.systemProxyPort === undefined ? {} : { systemProxy: { port: input.systemProxyPort } }),
    proxies: [proxy.value],
    selected: wayName,
  });
}
