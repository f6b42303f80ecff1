import { describe, expect, it } from 'vitest';
import { engineConfig, engineProxy, wayName } from './engine-config.ts';
import type { Profile, TlsFields, TrojanProfile, VlessProfile, VmessProfile } from '../../shared/profile.ts';

const address = { name: 'a name', server: 'srv.example', port: 443 } as const;
const vless: VlessProfile = { ...address, type: 'vless', uuid: 'id', security: 'none', transport: { type: 'tcp' } };
const vmess: VmessProfile = { ...address, type: 'vmess', uuid: 'id', method: 'auto', alterId: 0, security: 'none', transport: { type: 'tcp' } };
const trojan: TrojanProfile = { ...address, type: 'trojan', password: 'p', security: 'tls', transport: { type: 'tcp' } };
const common = { name: 'A', server: 'srv.example', port: 443 } as const;

const vlessFields = { ...common, type: 'vless', uuid: 'id', udp: true };
const vmessFields = { ...common, type: 'vmess', uuid: 'id', alterId: 0, cipher: 'auto', udp: true };
const trojanFields = { ...common, type: 'trojan', password: 'p', udp: true };

const cases: readonly (readonly [what: string, profile: Profile, fields: object])[] = [
  ['vless', vless, { ...vlessFields, network: 'tcp' }],
  ['vless in TLS asks for the server when no name is given', { ...vless, security: 'tls' }, { ...vlessFields, network: 'tcp', tls: true, servername: 'srv.example' }],
  [
    'vless with everything TLS has',
    { ...vless, security: 'tls', sni: 'a.example', alpn: ['h2', 'http/1.1'], fingerprint: 'Chrome', certificatePins: ['ab'], verifyNames: ['b.example'], insecure: true },
    {
      ...vlessFields, network: 'tcp', tls: true, servername: 'a.example', alpn: ['h2', 'http/1.1'], 'client-fingerprint': 'chrome', fingerprint: 'ab', 'name-cert-verify': 'b.example',
    },
  ],
  ['vless with any certificate', { ...vless, security: 'tls', insecure: true }, { ...vlessFields, network: 'tcp', tls: true, servername: 'srv.example', 'skip-cert-verify': true }],
  [
    'vless with Vision, the sender’s own ending cut off',
    { ...vless, security: 'tls', flow: 'xtls-rprx-vision-udp443' },
    { ...vlessFields, network: 'tcp', tls: true, servername: 'srv.example', flow: 'xtls-rprx-vision' },
  ],
  ['vless with encryption and Vision', { ...vless, encryption: 'mlkem…', flow: 'xtls-rprx-vision' }, { ...vlessFields, network: 'tcp', encryption: 'mlkem…', flow: 'xtls-rprx-vision' }],
  ['vless with no encryption by name', { ...vless, encryption: 'none', flow: '' }, { ...vlessFields, network: 'tcp' }],
  ['vless with packet encoding', { ...vless, packetEncoding: 'packet' }, { ...vlessFields, network: 'tcp', 'packet-encoding': 'packetaddr' }],
  ['vmess', vmess, { ...vmessFields, network: 'tcp' }],
  ['vmess of old', { ...vmess, method: 'CHACHA20-IETF-POLY1305', alterId: 64, packetEncoding: 'xudp' }, { ...vmessFields, alterId: 64, cipher: 'chacha20-poly1305', 'packet-encoding': 'xudp', network: 'tcp' }],
  ['trojan', trojan, { ...trojanFields, sni: 'srv.example', network: 'tcp' }],
  ['trojan with a flow from times past', { ...trojan, flow: 'xtls-rprx-direct', sni: 'a.example' }, { ...trojanFields, sni: 'a.example', network: 'tcp' }],
  ['trojan with the inner layer of Trojan-Go', { ...trojan, ssLayer: { method: 'aes-128-gcm', password: 'inner' } }, { ...trojanFields, sni: 'srv.example', 'ss-opts': { enabled: true, method: 'aes-128-gcm', password: 'inner' }, network: 'tcp' }],
  [
    'socks5',
    { ...address, type: 'socks5', security: 'none', username: 'u', password: 'p' },
    { ...common, type: 'socks5', udp: true, username: 'u', password: 'p' },
  ],
  [
    'socks5 in TLS checks the certificate for the name, since it cannot ask for it',
    { ...address, type: 'socks5', security: 'tls', sni: 'a.example' },
    { ...common, type: 'socks5', udp: true, tls: true, 'name-cert-verify': 'a.example' },
  ],
  [
    'socks5 in TLS with any certificate',
    { ...address, type: 'socks5', security: 'tls', sni: 'a.example', insecure: true },
    { ...common, type: 'socks5', udp: true, tls: true, 'skip-cert-verify': true },
  ],
  ['http', { ...address, type: 'http', security: 'none' }, { ...common, type: 'http' }],
  [
    'http in TLS',
    { ...address, type: 'http', security: 'tls', sni: 'a.example', username: 'u', password: 'p', certificatePins: ['ab'] },
    { ...common, type: 'http', username: 'u', password: 'p', tls: true, fingerprint: 'ab', sni: 'a.example' },
  ],
];

describe('a profile becomes the engine’s own terms', () => {
  it.each(cases)('%s', (_what, profile, fields) => {
    expect(engineProxy(profile, 'A')).toEqual({ ok: true, value: fields });
  });

  it('as plain JSON, so that the channel carries it unchanged', () => {
    for (const [, profile] of cases) {
      const proxy = engineProxy(profile, 'A');
      expect(JSON.parse(JSON.stringify(proxy))).toEqual(proxy);
    }
  });
});

describe('REALITY', () => {
  const reality: TlsFields = { security: 'reality', sni: 'a.example', publicKey: 'a+b/c=', shortId: '0088' };
  const fields = { tls: true, servername: 'a.example', 'reality-opts': { 'public-key': 'a-b_c', 'short-id': '0088' } };

  it('speaks as chrome when no fingerprint is given, and keeps the short id as text', () => {
    expect(engineProxy({ ...vless, ...reality }, 'A')).toEqual({ ok: true, value: { ...vlessFields, network: 'tcp', ...fields, 'client-fingerprint': 'chrome' } });
  });

  it.each([
    ['firefox', 'firefox'], ['safari', 'safari'], ['edge', 'edge'], ['random', 'random'], ['randomizednoalpn', 'randomized'], ['unsafe', 'chrome'], ['', 'chrome'],
  ])('with the fingerprint %j speaks as %s', (fingerprint, spoken) => {
    expect(engineProxy({ ...vless, ...reality, fingerprint }, 'A')).toMatchObject({ value: { 'client-fingerprint': spoken } });
  });

  it('works below VMess and Trojan too', () => {
    expect(engineProxy({ ...vmess, ...reality }, 'A')).toMatchObject({ ok: true, value: fields });
    expect(engineProxy({ ...trojan, ...reality }, 'A')).toMatchObject({ ok: true, value: { sni: 'a.example', 'reality-opts': fields['reality-opts'] } });
  });

  it('without a public key is a fault, because the engine would speak plain TLS', () => {
    const { publicKey: _none, ...keyless } = reality;
    expect(engineProxy({ ...vless, ...keyless }, 'A')).toMatchObject({ ok: false, fault: { code: 'link-missing-field', detail: { field: 'pbk' } } });
  });
});

describe('Encrypted Client Hello', () => {
  it.each([
    ['AEX-DQ_B', { enable: true, config: 'AEX+DQ/B' }],
    ['AEX-DQ', { enable: true, config: 'AEX+DQ==' }],
    ['a.example+https://1.1.1.1/dns-query', { enable: true, 'query-server-name': 'a.example' }],
    ['https://1.1.1.1/dns-query', { enable: true }],
    ['a.example+', { enable: true, 'query-server-name': 'a.example' }],
    ['+', { enable: true }],
    ['AEX+DQ/+', { enable: true, config: 'AEX+DQ/+' }],
  ])('from %j', (ech, options) => {
    expect(engineProxy({ ...vless, security: 'tls', ech }, 'A')).toMatchObject({ value: { 'ech-opts': options } });
  });
});

describe('the whole configuration', () => {
  const local = { port: 41001, username: 'u', password: 'p' };

  it('carries everything through the one server, under a name that no link chose', () => {
    expect(engineConfig({ profile: vless, local })).toEqual({
      ok: true,
      value: { local, proxies: [{ ...vlessFields, name: wayName, network: 'tcp' }], selected: wayName },
    });
  });

  it('opens the port without a password only when asked', () => {
    expect(engineConfig({ profile: vless, local, systemProxyPort: 41002 })).toMatchObject({ ok: true, value: { systemProxy: { port: 41002 } } });
  });

  it('hands on what the engine cannot run', () => {
    expect(engineConfig({ profile: { ...trojan, security: 'none' }, local })).toMatchObject({ ok: false, fault: { code: 'link-unsupported' } });
  });
});
