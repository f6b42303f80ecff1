import { describe, expect, it } from 'vitest';
import { engineProxy } from './engine-config.ts';
import type { UnrunnableFeature } from './engine-config-limits.ts';
import type { Hysteria2Profile, Profile, ShadowsocksProfile, Socks5Profile, TrojanProfile, VlessProfile, VmessProfile } from '../../shared/profile.ts';

const address = { name: '', server: 'srv.example', port: 443 } as const;
const vless: VlessProfile = { ...address, type: 'vless', uuid: 'id', security: 'none', transport: { type: 'tcp' } };
const vmess: VmessProfile = { ...address, type: 'vmess', uuid: 'id', method: 'auto', alterId: 0, security: 'none', transport: { type: 'tcp' } };
const trojan: TrojanProfile = { ...address, type: 'trojan', password: 'p', security: 'tls', transport: { type: 'tcp' } };
const shadowsocks: ShadowsocksProfile = { ...address, type: 'shadowsocks', method: 'aes-256-gcm', password: 'p' };
const hysteria2: Hysteria2Profile = { ...address, type: 'hysteria2', password: 'p', security: 'tls' };
const socks5: Socks5Profile = { ...address, type: 'socks5', security: 'tls' };
const reality = { security: 'reality', publicKey: 'k' } as const;

const cases: readonly (readonly [feature: UnrunnableFeature, profile: Profile])[] = [
  ['pqv', { ...vless, ...reality, mldsa65Verify: 'v' }],
  ['finalmask', { ...vless, extra: { fm: '{"tcp":[]}' } }],
  ['finalmask', { ...vmess, extra: { fm: '{"tcp":[]}' } }],
  ['finalmask', { ...trojan, extra: { fm: '{"tcp":[]}' } }],
  ['finalmask', { ...hysteria2, extra: { fm: '{"udp":[]}' } }],
  ['flow', { ...vless, security: 'tls', flow: 'xtls-rprx-direct' }],
  ['flow-transport', { ...vless, flow: 'xtls-rprx-vision' }],
  ['flow-transport', { ...vless, security: 'tls', flow: 'xtls-rprx-vision', transport: { type: 'ws' } }],
  ['cipher', { ...vmess, method: 'rot13' }],
  ['cipher', { ...shadowsocks, method: 'camellia-256-cfb' }],
  ['trojan-without-tls', { ...trojan, security: 'none' }],
  ['certificate-pins', { ...trojan, certificatePins: ['aa', 'bb'] }],
  ['verify-names', { ...vless, security: 'tls', verifyNames: ['a', 'b'] }],
  ['prefix', { ...shadowsocks, prefix: '1603' }],
  ['plugin', { ...shadowsocks, plugin: 'kcptun' }],
  ['plugin-mode', { ...shadowsocks, plugin: 'v2ray-plugin', pluginOptions: { mode: 'quic' } }],
  ['plugin-mode', { ...shadowsocks, plugin: 'obfs-local', pluginOptions: { obfs: 'smtp' } }],
  ['plugin-mode', { ...shadowsocks, plugin: 'shadow-tls', pluginOptions: { host: 'h', password: 'p', version: '4' } }],
  ['plugin-certificate', { ...shadowsocks, plugin: 'v2ray-plugin', pluginOptions: { tls: 'true', certRaw: 'x' } }],
  ['obfs', { ...hysteria2, obfs: 'paprika', obfsPassword: 'p' }],
  ['ports', { ...hysteria2, ports: Array.from({ length: 29 }, (_, index) => String(1000 + index)).join(',') }],
  ['reality', { ...hysteria2, ...reality }],
  ['reality', { ...socks5, ...reality }],
  ['ech', { ...socks5, ech: 'AAAA' }],
  ['ech', { ...address, type: 'http', security: 'tls', ech: 'AAAA' }],
  ['quic', { ...vless, transport: { type: 'quic' } }],
];

describe('what the engine cannot run is a fault that names it', () => {
  it.each(cases)('%s', (feature, profile) => {
    expect(engineProxy(profile, 'A')).toMatchObject({ ok: false, fault: { code: 'link-unsupported', detail: { feature } } });
  });

  it('and the fault tells nothing of the profile', () => {
    const secret: Profile = { ...trojan, password: 'hunter2', security: 'none', server: 'secret.example' };
    expect(JSON.stringify(engineProxy(secret, 'A'))).not.toMatch(/hunter2|secret\.example/);
  });
});

const missing: readonly (readonly [field: string, profile: Profile])[] = [
  ['obfs-password', { ...hysteria2, obfs: 'salamander' }],
  ['obfs', { ...shadowsocks, plugin: 'obfs-local' }],
  ['host', { ...shadowsocks, plugin: 'shadow-tls', pluginOptions: { password: 'p' } }],
  ['password', { ...shadowsocks, plugin: 'shadow-tls', pluginOptions: { host: 'h' } }],
];

describe('what the engine would guess is a fault that asks for it', () => {
  it.each(missing)('%s', (field, profile) => {
    expect(engineProxy(profile, 'A')).toMatchObject({ ok: false, fault: { code: 'link-missing-field', detail: { field } } });
  });
});

describe('an empty mask is none', () => {
  it.each(['', '{}', ' {} '])('%j', (fm) => {
    expect(engineProxy({ ...vless, extra: { fm } }, 'A').ok).toBe(true);
  });
});
