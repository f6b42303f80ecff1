/** The mapping of every kind beside the common ones: what is written, what is left to the library, what is refused. */
import { describe, expect, test } from 'vitest';
import type { Profile } from '../../shared/profile.ts';
import { profileSamples as sample } from '../../shared/profile-samples.ts';
import { engineProxy } from './engine-config.ts';

/** The library's fields, or what is in the way. */
function mapped(profile: Profile): unknown {
  const result = engineProxy(profile, 'way');
  return result.ok ? JSON.parse(JSON.stringify(result.value)) : (result.fault.detail?.['feature'] ?? result.fault.detail?.['field']);
}
const address = { name: 'way', server: 'a.example', port: 443 };

test('SSR', () => {
  expect(mapped({ ...sample.ssr, method: 'AES-256-CFB', protocol: 'auth_sha1_v4_compatible', obfs: '' })).toEqual({
    ...address, type: 'ssr', cipher: 'aes-256-cfb', password: 'p', protocol: 'auth_sha1_v4', 'protocol-param': 'x', obfs: 'plain', 'obfs-param': 'y', udp: true,
  });
});

test('Hysteria 1', () => {
  expect(mapped(sample.hysteria)).toEqual({
    ...address, type: 'hysteria', 'auth-str': 'p', obfs: 'q', protocol: 'udp', ports: '443,500-600', 'hop-interval': 10, sni: 'b.example', up: '10 Mbps', down: '20 Mbps',
  });
  const { up: _up, down: _down, ...silent } = sample.hysteria;
  expect(mapped(silent)).toMatchObject({ up: '20 Mbps', down: '100 Mbps' });
});

test('TUIC 5 checks the name it does not ask for', () => {
  const { security: _security, sni: _sni, ...bare } = sample.tuic;
  expect(mapped(sample.tuic)).toEqual({
    ...address, type: 'tuic', uuid: bare.uuid, password: 'p', sni: 'b.example', 'name-cert-verify': 'b.example', 'disable-sni': true, 'congestion-controller': 'bbr',
    'udp-relay-mode': 'native', 'reduce-rtt': true, 'heartbeat-interval': 10_000,
  });
  expect(mapped({ ...sample.tuic, certificatePins: ['ab'] })).not.toHaveProperty('name-cert-verify');
  expect(mapped({ ...sample.tuic, insecure: true })).toMatchObject({ 'skip-cert-verify': true });
});

test('TUIC 4', () => {
  expect(mapped({ ...address, name: '', type: 'tuic', version: 4, token: 't', security: 'tls', heartbeat: '500' })).toEqual({
    ...address, type: 'tuic', token: 't', 'heartbeat-interval': 500,
  });
});

test('AnyTLS', () => {
  expect(mapped({ ...sample.anytls, fingerprint: 'Firefox', certificatePins: ['ab'] })).toEqual({
    ...address, type: 'anytls', password: 'p', udp: true, sni: 'b.example', fingerprint: 'ab', 'client-fingerprint': 'firefox', 'idle-session-check-interval': 30,
    'idle-session-timeout': 60, 'min-idle-session': 1,
  });
});

test('Snell carries UDP from version 3 on', () => {
  expect(mapped(sample.snell)).toEqual({ ...address, type: 'snell', psk: 'p', version: 4, udp: true, reuse: true, 'obfs-opts': { mode: 'http', host: 'c.example' } });
  expect(mapped({ ...address, name: '', type: 'snell', psk: 'p', version: 2, obfs: 'none' })).toEqual({ ...address, type: 'snell', psk: 'p', version: 2 });
});

test('mieru by its first binding', () => {
  const { port: _port, ...noPort } = address;
  const keys = { type: 'mieru', username: 'u', password: 'p', transport: 'TCP', udp: true };
  expect(mapped(sample.mieru)).toEqual({ ...noPort, ...keys, 'port-range': '443-450', multiplexing: 'MULTIPLEXING_LOW', 'handshake-mode': 'HANDSHAKE_NO_WAIT' });
  const single = [{ ports: '443', protocol: 'udp' }, { ports: '1', protocol: 'tcp' }] as const;
  expect(mapped({ ...sample.mieru, bindings: single, multiplexing: 'odd', handshakeMode: 'odd' })).toEqual({ ...address, ...keys, transport: 'UDP' });
});

test('SSH', () => {
  expect(mapped(sample.ssh)).toEqual({
    ...address, type: 'ssh', username: 'u', password: 'p', 'private-key': 'PEM', 'private-key-passphrase': 'q', 'host-key': ['ssh-ed25519 AAAA'],
  });
});

describe('what cannot run says why', () => {
  const { password: _password, privateKey: _key, ...locked } = sample.ssh;
  test.each<readonly [Profile, string]>([
    [sample.naive, 'protocol'],
    [sample.socks4, 'protocol'],
    [sample.mtproto, 'protocol'],
    [sample.unsupported, 'protocol'],
    [{ ...sample.ssr, method: 'camellia-256-cfb' }, 'cipher'],
    [{ ...sample.ssr, protocol: 'auth_chain_f' }, 'ssr-protocol'],
    [{ ...sample.ssr, obfs: 'tls9' }, 'obfs'],
    [{ ...sample.hysteria, protocol: 'faketcp' }, 'packet-disguise'],
    [{ ...sample.hysteria, obfs: 'salamander' }, 'obfs'],
    [{ ...sample.hysteria, obfsPassword: '' }, 'obfs-password'],
    [{ ...sample.hysteria, security: 'reality' }, 'reality'],
    [{ ...sample.hysteria, ports: Array.from({ length: 29 }, (_, place) => String(place + 1)).join(',') }, 'ports'],
    [{ ...sample.tuic, uuid: 'me' }, 'uuid'],
    [{ ...sample.tuic, version: 4 }, 'token'],
    [{ ...sample.anytls, security: 'reality' }, 'reality'],
    [{ ...sample.anytls, security: 'none' }, 'without-tls'],
    [{ ...sample.snell, obfs: 'shadow-tls' }, 'obfs'],
    [{ ...sample.snell, version: 6 }, 'snell-version'],
    [locked, 'password'],
  ])('%j', (profile, why) => {
    expect(mapped(profile)).toBe(why);
  });
});
