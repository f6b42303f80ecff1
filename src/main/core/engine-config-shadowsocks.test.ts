import { describe, expect, it } from 'vitest';
import { shadowsocksProxy } from './engine-config-shadowsocks.ts';
import type { ShadowsocksProfile } from '../../shared/profile.ts';

const profile: ShadowsocksProfile = { type: 'shadowsocks', name: '', server: 'srv.example', port: 8388, method: 'aes-256-gcm', password: 'p' };
const bare = { type: 'ss', cipher: 'aes-256-gcm', password: 'p', udp: true };
const below = { ...bare, udp: false };

const ciphers = [
  ['AES-256-GCM', 'aes-256-gcm'],
  ['chacha20-poly1305', 'chacha20-ietf-poly1305'],
  ['aead_aes_128_gcm', 'aes-128-gcm'],
  ['plain', 'none'],
  ['2022-blake3-aes-128-gcm', '2022-blake3-aes-128-gcm'],
  ['rc4-md5', 'rc4-md5'],
  ['aes-256-cfb', 'aes-256-cfb'],
] as const;

describe('a cipher', () => {
  it.each(ciphers)('%s is %s', (method, cipher) => {
    expect(shadowsocksProxy({ ...profile, method })).toEqual({ ok: true, value: { ...bare, cipher } });
  });
});

const plugins: readonly (readonly [what: string, fields: Partial<ShadowsocksProfile>, mapped: object])[] = [
  ['obfs-local', { plugin: 'obfs-local', pluginOptions: { obfs: 'tls', 'obfs-host': 'a.example' } }, { plugin: 'obfs', 'plugin-opts': { mode: 'tls', host: 'a.example' } }],
  ['simple-obfs without a host', { plugin: 'simple-obfs', pluginOptions: { obfs: 'http' } }, { plugin: 'obfs', 'plugin-opts': { mode: 'http', host: 'cloudfront.net' } }],
  [
    'v2ray-plugin',
    { plugin: 'v2ray-plugin', pluginOptions: { host: 'a.example', path: '/w', mux: '0' } },
    { plugin: 'v2ray-plugin', 'plugin-opts': { mode: 'websocket', host: 'a.example', path: '/w', mux: false } },
  ],
  [
    'v2ray-plugin in TLS',
    { plugin: 'v2ray-plugin', pluginOptions: { tls: 'true', mode: 'websocket', allowInsecure: '1', mux: '4' } },
    { plugin: 'v2ray-plugin', 'plugin-opts': { mode: 'websocket', host: 'cloudfront.com', path: '/', mux: true, tls: true, 'skip-cert-verify': true } },
  ],
  [
    'v2ray-plugin with a pin, which outranks insecure',
    { plugin: 'v2ray-plugin', pluginOptions: { tls: 'true', host: 'a.example', insecure: 'true', fingerprint: 'ab' } },
    { plugin: 'v2ray-plugin', 'plugin-opts': { mode: 'websocket', host: 'a.example', path: '/', mux: true, tls: true, fingerprint: 'ab' } },
  ],
  [
    'shadow-tls',
    { plugin: 'shadow-tls', pluginOptions: { host: 'a.example', password: 's', version: '3' } },
    { plugin: 'shadow-tls', 'plugin-opts': { host: 'a.example', password: 's', version: 3 }, 'client-fingerprint': 'chrome' },
  ],
  [
    'shadow-tls of the first kind',
    { plugin: 'shadow-tls', pluginOptions: { host: 'a.example', version: '1', fp: 'safari' } },
    { plugin: 'shadow-tls', 'plugin-opts': { host: 'a.example', version: 1 }, 'client-fingerprint': 'safari' },
  ],
];

describe('a plugin', () => {
  it.each(plugins)('%s, past which no UDP goes', (_what, fields, mapped) => {
    expect(shadowsocksProxy({ ...profile, ...fields })).toEqual({ ok: true, value: { ...below, ...mapped } });
  });

  it('lets UDP travel inside the stream', () => {
    const value = { ...bare, 'udp-over-tcp': true, plugin: 'obfs', 'plugin-opts': { mode: 'http', host: 'a.example' } };
    const asked = { ...profile, udpOverTcp: true, plugin: 'obfs-local', pluginOptions: { obfs: 'http', 'obfs-host': 'a.example' } };
    expect(shadowsocksProxy(asked)).toEqual({ ok: true, value });
  });
});
