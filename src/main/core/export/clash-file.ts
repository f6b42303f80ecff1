/** Servers as a Clash file (mihomo's names): the same mapping that the engine runs, so that both mean the same. Pure. */
import { dump } from 'js-yaml';
import { isIpv4, isIpv6 } from '../../../shared/links/address.ts';
import type { Profile } from '../../../shared/profile.ts';
import { engineChain, type EngineProxy } from '../engine-config.ts';
import { distinctNames } from './named.ts';
import { notWritten, type LeftOut, type Written } from './written.ts';

/**
 * `proxies:` with every server and those on the way to it; what mihomo cannot run is left out. All texts stand in
 * quotes: readers of YAML disagree on what `1e3`, `0123` and `yes` are.
 */
export function writeClash(profiles: readonly Profile[]): Written {
  const names = distinctNames(profiles);
  const proxies: EngineProxy[] = [];
  const leftOut: LeftOut[] = [];
  for (const [index, profile] of profiles.entries()) {
    const chain = engineChain(profile, names[index] ?? '');
    if (chain.ok) proxies.push(...chain.value.map((proxy, hop) => asGiven(proxy, hopOf(profile, hop))));
    else leftOut.push(notWritten(index, 'no-form'));
  }
  const text = proxies.length === 0 ? '' : dump({ proxies }, { forceQuotes: true, quoteStyle: 'double', lineWidth: -1, noRefs: true });
  return { text, leftOut };
}

/** The server that stands at this place of the way: 0 is the profile itself. */
function hopOf(profile: Profile, hop: number): Profile {
  return hop === 0 || profile.detour === undefined ? profile : hopOf(profile.detour, hop - 1);
}

/** A tunnel's networks and name servers as its owner gave them; what Byway makes of them for itself stays here. */
function asGiven(proxy: EngineProxy, profile: Profile): EngineProxy {
  if (profile.type !== 'wireguard' && profile.type !== 'amneziawg' && profile.type !== 'openvpn') return proxy;
  const { dns: _dns, 'remote-dns-resolve': _remote, ...plain } = proxy;
  const [peer, ...others] = profile.type === 'openvpn' ? [] : profile.peers;
  const allowed = others.length === 0 && (peer?.allowedIps ?? []).length > 0 ? { 'allowed-ips': peer?.allowedIps } : {}; // the engine gives one peer everything
  const servers = profile.type === 'openvpn' ? [] : (profile.dns ?? []).filter((server) => isIpv4(server) || isIpv6(server));
  const own = { ...plain, ...allowed, name: proxy.name, type: proxy.type };
  return servers.length === 0 ? own : { ...own, 'remote-dns-resolve': true, dns: servers };
}
