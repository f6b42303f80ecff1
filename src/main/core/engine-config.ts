/**
 * Profile and settings → the engine's configuration, in the terms of the library inside it (mihomo 1.19.30). Pure.
 * One file per family beside this one; `engine-config-limits.ts` lists what that library cannot run.
 */
import { succeed, type Result } from '../../shared/fault.ts';
import type { Profile } from '../../shared/profile.ts';
import { maxDetours } from '../../shared/profile-schema.ts';
import { hysteria2Proxy } from './engine-config-hysteria2.ts';
import { asHopBelow, carriesUdp, hopName, needsUdp } from './engine-config-hops.ts';
import { unrunnableLayer } from './engine-config-layers.ts';
import { cannotRun } from './engine-config-limits.ts';
import { openvpnProxy } from './engine-config-openvpn.ts';
import { httpProxy, socks5Proxy } from './engine-config-plain.ts';
import { hysteriaProxy, tuicProxy } from './engine-config-quic.ts';
import { anytlsProxy, mieruProxy, snellProxy, sshProxy } from './engine-config-sessions.ts';
import { shadowsocksProxy } from './engine-config-shadowsocks.ts';
import { ssrProxy } from './engine-config-ssr.ts';
import { trojanProxy, vlessProxy, vmessProxy } from './engine-config-stream.ts';
import type { ProxyFields } from './engine-config-types.ts';
import { amneziawgProxy, wireguardProxy } from './engine-config-wireguard.ts';

/** One server in mihomo's terms (`{name, type, server, port, …}`). */
export type EngineProxy = Readonly<Record<string, unknown>> & { readonly name: string; readonly type: string };

/** What the engine is told to run. It adds the rest itself (no controller, no DNS server, no geo data). */
export interface EngineConfig {
  /** The port with a password, and that password. 0 lets the system choose. */
  readonly local: { readonly port: number; readonly username: string; readonly password: string };
  /** The port without one, only when the system proxy points at it: desktops cannot carry a password. */
  readonly systemProxy?: {
    readonly port: number;
    /** Serves this script of automatic configuration, by which programs find the port. */
    readonly script?: { readonly port: number; readonly text: string };
  };
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
 * The mapping of one profile and the servers on the way to it: itself first, under the given name, then each server
 * that the one before it is dialled through. Faults as in `engineProxy`, of whichever of them has one.
 */
export function engineChain(profile: Profile, name: string): Result<readonly [EngineProxy, ...EngineProxy[]]> {
  const first = engineProxy(profile, name);
  if (!first.ok) return first;
  const chain: [EngineProxy, ...EngineProxy[]] = [first.value];
  let above = profile;
  for (let next = profile.detour; next !== undefined; next = next.detour) {
    if (chain.length > maxDetours) return cannotRun('detour-depth');
    const hop = engineProxy(asHopBelow(above, next), hopName(name, chain.length));
    if (!hop.ok) return hop;
    if (needsUdp(above) && !carriesUdp(hop.value)) return cannotRun('detour-udp');
    const last = chain.length - 1;
    chain[last] = { ...(chain[last] ?? first.value), 'dialer-proxy': hop.value.name };
    chain.push(hop.value);
    above = next;
  }
  return succeed(chain);
}

/**
 * The mapping of one profile by itself, without the servers on the way to it. Faults: `link-unsupported` with `detail.feature` (one of `UnrunnableFeature`) where
 * the engine cannot do what the profile asks; `link-missing-field` where a part without which it would silently do
 * something else is absent; `link-malformed` for an xhttp `extra` that is not JSON.
 */
export function engineProxy(profile: Profile, name: string): Result<EngineProxy> {
  const layer = unrunnableLayer(profile);
  if (layer !== undefined) return cannotRun(layer);
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
    case 'ssr':
      return ssrProxy(profile);
    case 'hysteria':
      return hysteriaProxy(profile);
    case 'tuic':
      return tuicProxy(profile);
    case 'anytls':
      return anytlsProxy(profile);
    case 'snell':
      return snellProxy(profile);
    case 'mieru':
      return mieruProxy(profile);
    case 'ssh':
      return sshProxy(profile);
    case 'wireguard':
      return wireguardProxy(profile);
    case 'amneziawg':
      return amneziawgProxy(profile);
    case 'openvpn':
      return openvpnProxy(profile);
    case 'naive':
    case 'socks4':
    case 'mtproto':
    case 'unsupported':
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

/** The whole configuration that carries everything through one profile. Faults as in `engineChain`. */
export function engineConfig(input: EngineConfigInput): Result<EngineConfig> {
  const chain = engineChain(input.profile, wayName);
  if (!chain.ok) return chain;
  return succeed({
    local: input.local,
    ...(input.systemProxyPort === undefined ? {} : { systemProxy: { port: input.systemProxyPort } }),
    proxies: chain.value,
    selected: wayName,
  });
}
