/** Servers on the way: their names, what the upper one asks of the lower one, and how many there may be. */
import { expect, test } from 'vitest';
import type { Profile } from '../../shared/profile.ts';
import { profileSamples as sample } from '../../shared/profile-samples.ts';
import { engineChain, engineConfig } from './engine-config.ts';

const ss = { name: 'direct', server: 'b.example', port: 1, type: 'shadowsocks', method: 'aes-256-gcm', password: 'p' } as const;
const { ssh, snell, wireguard, hysteria, openvpn, mieru } = sample;

/** What each server is and what it is dialled through, or what is in the way. */
function chainOf(profile: Profile): unknown {
  const chain = engineChain(profile, 'way');
  return chain.ok ? chain.value.map((proxy) => [proxy.name, proxy.type, proxy['dialer-proxy']]) : chain.fault.detail?.['feature'];
}

test('a server alone is dialled directly', () => {
  expect(chainOf(ss)).toEqual([['way', 'ss', undefined]]);
});

test('each is dialled through the next, under names of our own', () => {
  const chain = [['way', 'snell', 'way-hop-1'], ['way-hop-1', 'ssh', 'way-hop-2'], ['way-hop-2', 'ss', undefined]];
  expect(chainOf({ ...snell, detour: { ...ssh, detour: ss } })).toEqual(chain);
  const config = engineConfig({ profile: { ...snell, detour: ss }, local: { port: 0, username: 'u', password: 'p' } });
  expect(config).toMatchObject({ ok: true, value: { selected: 'way', proxies: [{ name: 'way' }, { name: 'way-hop-1' }] } });
});

test.each<readonly [string, Profile]>([
  ['WireGuard over SSH', { ...wireguard, detour: ssh }],
  ['OpenVPN by UDP over an HTTP proxy', { ...openvpn, detour: { name: '', server: 'h', port: 1, type: 'http', security: 'none' } }],
  ['Hysteria over Shadowsocks behind a plugin that carries no UDP', { ...wireguard, detour: { ...ss, plugin: 'obfs-local', pluginOptions: { obfs: 'http' } } }],
  ['mieru by UDP over an old Snell', { ...mieru, bindings: [{ ports: '1', protocol: 'udp' }], detour: { ...snell, version: 2 } }],
  ['a hop below a hop', { ...ss, detour: { ...hysteria, detour: ssh } }],
])('%s is refused: packets do not pass there', (_what, profile) => {
  expect(chainOf(profile)).toBe('detour-udp');
});

test('QUIC over Shadowsocks goes inside its stream, other packets do not', () => {
  const hop = (profile: Profile) => {
    const chain = engineChain(profile, 'way');
    return chain.ok && chain.value[1]?.['udp-over-tcp'];
  };
  expect(hop({ ...hysteria, detour: ss })).toBe(true);
  expect(hop({ ...wireguard, detour: ss })).toBeUndefined();
  expect(hop({ ...snell, detour: ss })).toBeUndefined();
});

test('what cannot run on the way cannot run at all, and long ways are refused', () => {
  expect(chainOf({ ...ss, detour: sample.naive })).toBe('protocol');
  const long = (length: number): Profile => (length === 0 ? ss : { ...ss, detour: long(length - 1) });
  expect(chainOf(long(4))).toHaveLength(5);
  expect(chainOf(long(5))).toBe('detour-depth');
});
