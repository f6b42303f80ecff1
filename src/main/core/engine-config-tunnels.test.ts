/** WireGuard, AmneziaWG and OpenVPN in the library's fields. */
import { describe, expect, test } from 'vitest';
import type { Profile } from '../../shared/profile.ts';
import { profileSamples as sample } from '../../shared/profile-samples.ts';
import { engineProxy } from './engine-config.ts';

function mapped(profile: Profile): unknown {
  const result = engineProxy(profile, 'way');
  return result.ok ? result.value : (result.fault.detail?.['feature'] ?? result.fault.detail?.['field']);
}
const address = { name: 'way', server: 'a.example', port: 443 };
const key = sample.wireguard.privateKey;
const { peers } = sample.wireguard;
const usualDns = ['1.1.1.1', 'tcp://1.1.1.1', '9.9.9.9', 'tcp://9.9.9.9'];

describe('WireGuard', () => {
  test('gives everything to its one peer and asks for names inside', () => {
    expect(mapped(sample.wireguard)).toEqual({
      ...address, type: 'wireguard', 'private-key': key, ip: '10.8.0.2/32', ipv6: 'fd00::2/128', mtu: 1420, 'persistent-keepalive': 25, udp: true, 'remote-dns-resolve': true,
      dns: ['1.1.1.1', 'tcp://1.1.1.1'], 'public-key': key, 'pre-shared-key': key, reserved: [1, 2, 3],
    });
  });

  test('chooses between several by their networks', () => {
    const other = { publicKey: key, server: 'b.example', port: 2 };
    expect(mapped({ ...sample.wireguard, peers: [...peers, other] })).toMatchObject({
      peers: [
        { server: 'a.example', port: 443, 'public-key': key, 'pre-shared-key': key, reserved: [1, 2, 3], 'allowed-ips': ['0.0.0.0/0'] },
        { server: 'b.example', port: 2, 'public-key': key, 'allowed-ips': ['0.0.0.0/0', '::/0'] },
      ],
    });
  });

  test('leaves search domains out, and has resolvers when the file names none', () => {
    expect(mapped({ ...sample.wireguard, dns: ['corp.example', '2001:db8::1', '10.0.0.1'] })).toMatchObject({
      dns: ['[2001:db8::1]', 'tcp://[2001:db8::1]', '10.0.0.1', 'tcp://10.0.0.1'],
    });
    expect(mapped({ ...sample.wireguard, dns: ['corp.example'] })).toMatchObject({ dns: usualDns });
    expect(mapped({ ...sample.wireguard, addresses: [] })).toBe('addresses');
  });
});

describe('AmneziaWG', () => {
  const withKeys = (amnezia: Readonly<Record<string, string>>): Profile => ({ ...sample.amneziawg, amnezia });

  test.each<readonly [string, Readonly<Record<string, string>>, object]>([
    ['1', { jc: '4', Jmin: '40', JMAX: '70', s1: '15', s2: '20', h1: '5', h2: '6', h3: '7', h4: '8' }, { jc: 4, jmin: 40, jmax: 70, s1: 15, s2: 20, h1: '5', h2: '6', h3: '7', h4: '8' }],
    ['1.5', { i1: '<b 0x00><r 4>', j1: '<b 0x01>', itime: '60' }, { i1: '<b 0x00><r 4>', j1: '<b 0x01>', itime: 60 }],
    ['2', { s3: '1', s4: '2', h1: '5-9' }, { s3: 1, s4: 2, h1: '5-9' }],
    ['3', { headerProtectionKey: 'AAAA', rekey_after_time: '100-120' }, { version: 3, 'header-protection-key': 'AAAA', 'rekey-after-time': '100-120' }],
    ['3.1', { randomTrailers: 'true', DisableCookies: '0', jc: '3' }, { version: 3, 'random-trailers': true, jc: 3 }],
  ])('of version %s', (_version, keys, options) => {
    expect(mapped(withKeys(keys))).toMatchObject({ type: 'wireguard', 'amnezia-wg-option': options });
    expect((mapped(withKeys(keys)) as { 'amnezia-wg-option': object })['amnezia-wg-option']).toEqual(options);
  });

  test.each([{ jz: '1' }, { jc: 'many' }, { randomTrailers: 'perhaps' }, { j1: '<b 0x00>', headerProtectionKey: 'AAAA' }])('%j would be another protocol', (keys) => {
    expect(mapped(withKeys(keys))).toBe('amnezia-key');
  });
});

describe('OpenVPN', () => {
  const withLines = (...directives: readonly (readonly string[])[]): Profile => ({ ...sample.openvpn, directives });
  const usual = ['AES-256-GCM', 'AES-128-GCM', 'CHACHA20-POLY1305'];

  test('writes ciphers, digest and resolvers in every case', () => {
    expect(mapped(withLines(['client']))).toEqual({
      ...address, type: 'openvpn', proto: 'udp', 'data-ciphers': usual, auth: 'SHA1', ca: 'PEM', username: 'u', password: 'p', udp: true, 'remote-dns-resolve': true,
      dns: usualDns,
    });
  });

  test.each<readonly [readonly (readonly string[])[], object]>([
    [[['cipher', 'aes-256-cbc']], { cipher: 'AES-256-CBC', 'data-ciphers': [...usual, 'AES-256-CBC'] }],
    [[['cipher', 'BF-CBC']], { 'data-ciphers': usual }],
    [[['data-ciphers', 'AES-128-GCM:AES-128-CBC:NONE']], { 'data-ciphers': ['AES-128-GCM', 'AES-128-CBC', 'AES-256-GCM', 'CHACHA20-POLY1305'] }],
    [[['data-ciphers-fallback', 'AES-128-CBC'], ['cipher', 'AES-256-CBC']], { cipher: 'AES-128-CBC' }],
    [[['auth', 'sha-512']], { auth: 'SHA512' }],
    [[['auth', 'SHA1'], ['auth', 'SHA256']], { auth: 'SHA256' }],
    [[['tls-auth', '[inline]', '1']], { 'key-direction': '1' }],
    [[['key-direction', '0']], { 'key-direction': '0' }],
    [[['comp-lzo', 'no']], { 'comp-lzo': 'yes' }],
    [[['compress', 'lzo']], { 'comp-lzo': 'yes' }],
    [[['ping', '10'], ['tun-mtu', '1400']], { ping: 10, mtu: 1400 }],
    [[['dhcp-option', 'DNS', '10.8.0.1'], ['dhcp-option', 'DOMAIN', 'x']], { dns: ['10.8.0.1', 'tcp://10.8.0.1'] }],
  ])('%j', (lines, fields) => {
    expect(mapped(withLines(...lines))).toMatchObject(fields);
  });

  test.each<readonly [Profile, string]>([
    [withLines(['dev', 'tap0']), 'tap'],
    [withLines(['dev', 'vpn'], ['dev-type', 'tap']), 'tap'],
    [withLines(['cipher', 'none']), 'cipher'],
    [withLines(['auth', 'whirlpool']), 'digest'],
    [{ ...withLines(['auth', 'SHA256']), blocks: { ca: 'PEM', 'tls-auth': 'KEY' } } as Profile, 'tls-auth-digest'], // only its lines were set
    [withLines(['compress']), 'compress'],
    [withLines(['compress', 'lz4-v2']), 'compress'],
    [withLines(['fragment', '1200']), 'fragment'],
    [withLines(['http-proxy', 'h', '1']), 'openvpn-proxy'],
    [withLines(['static-challenge', 'Code', '1']), 'static-challenge'],
    [withLines(['scramble', 'obfuscate', 'x']), 'scramble'],
    [{ ...sample.openvpn, blocks: { ca: 'PEM', pkcs12: 'x' } }, 'pkcs12'],
    [{ ...sample.openvpn, blocks: { secret: 'x' } }, 'static-key'],
    [withLines(['peer-fingerprint', 'AA:BB']), 'peer-fingerprint'],
    [{ ...sample.openvpn, blocks: { ca: 'PEM', 'peer-fingerprint': 'AA:BB' } }, 'peer-fingerprint'],
    [{ ...sample.openvpn, blocks: {} }, 'ca'],
    [{ ...sample.openvpn, blocks: { ca: 'PEM', cert: 'PEM' } }, 'key'],
    [{ ...sample.openvpn, username: '' }, 'username'],
    [{ ...sample.openvpn, username: '', needsUserPass: false }, 'username'],
  ])('%# cannot run', (profile, why) => {
    expect(mapped(profile)).toBe(why);
  });
});
