import { expect, test } from 'vitest';
import { key, readDocument, readOne, refusals, uuid } from './read-document-for-test.ts';

const at = { name: 'n', server: 'h.example', port: 443 };
const tls = { enabled: true, server_name: 's.example' };
const secure = { security: 'tls', sni: 's.example' };

function outbound(fields: object): string {
  return JSON.stringify({ outbounds: [{ type: 'direct', tag: 'd' }, { tag: 'n', server: 'h.example', server_port: 443, ...fields }, { type: 'selector', tag: 's', outbounds: ['n'] }] });
}

test.each<readonly [string, object, object]>([
  ['shadowsocks with a plugin', { type: 'shadowsocks', method: 'aes-256-gcm', password: 'p', plugin: 'obfs-local', plugin_opts: 'obfs=tls;obfs-host=b', udp_over_tcp: { enabled: true, version: 2 } }, { type: 'shadowsocks', method: 'aes-256-gcm', password: 'p', plugin: 'obfs-local', pluginOptions: { obfs: 'tls', 'obfs-host': 'b' }, udpOverTcp: true, extra: { 'udp-over-tcp-version': '2' } }],
  ['vmess over ws', { type: 'vmess', uuid, security: 'aes-128-gcm', alter_id: 1, packet_encoding: 'packetaddr', tls, transport: { type: 'ws', path: '/p', headers: { Host: 'w', 'X-A': ['b'] }, max_early_data: 2048, early_data_header_name: 'E' } }, { type: 'vmess', uuid, method: 'aes-128-gcm', alterId: 1, packetEncoding: 'packet', ...secure, transport: { type: 'ws', path: '/p', host: 'w', headers: { 'X-A': 'b' }, earlyData: 2048, earlyDataHeader: 'E' } }],
  ['vmess over HTTP/2', { type: 'vmess', uuid, tls, transport: { type: 'http', host: ['a', 'b'], path: '/p' } }, { type: 'vmess', uuid, method: 'auto', alterId: 0, ...secure, transport: { type: 'h2', host: 'a,b', path: '/p' } }],
  ['vless with REALITY', { type: 'vless', uuid, flow: 'xtls-rprx-vision', tls: { ...tls, utls: { enabled: true, fingerprint: 'safari' }, reality: { enabled: true, public_key: 'k', short_id: '' } } }, { type: 'vless', uuid, flow: 'xtls-rprx-vision', encryption: 'none', security: 'reality', sni: 's.example', fingerprint: 'safari', publicKey: 'k', shortId: '', transport: { type: 'tcp' } }],
  ['trojan over gRPC', { type: 'trojan', password: 'p', tls: { ...tls, insecure: true, alpn: 'h2' }, transport: { type: 'grpc', service_name: 'g' } }, { type: 'trojan', password: 'p', ...secure, insecure: true, alpn: ['h2'], transport: { type: 'grpc', serviceName: 'g' } }],
  ['trojan over httpupgrade', { type: 'trojan', password: 'p', tls, transport: { type: 'httpupgrade', host: 'w', path: '/p' } }, { type: 'trojan', password: 'p', ...secure, transport: { type: 'httpupgrade', host: 'w', path: '/p' } }],
  ['hysteria', { type: 'hysteria', auth_str: 'a', obfs: 'o', up_mbps: 100, down: '50 Mbps', tls }, { type: 'hysteria', auth: 'a', obfs: 'xplus', obfsPassword: 'o', up: '100 mbps', down: '50 Mbps', ...secure }],
  ['hysteria2 that hops', { type: 'hysteria2', server_ports: ['2080:3000', '4000'], hop_interval: '30s', password: 'p', obfs: { type: 'salamander', password: 'o' }, tls }, { type: 'hysteria2', ports: '2080-3000,4000', hopInterval: '30', password: 'p', obfs: 'salamander', obfsPassword: 'o', ...secure }],
  ['tuic', { type: 'tuic', uuid, password: 'p', congestion_control: 'bbr', udp_relay_mode: 'quic', zero_rtt_handshake: true, heartbeat: '10s', tls: { ...tls, disable_sni: true } }, { type: 'tuic', version: 5, uuid, password: 'p', congestionControl: 'bbr', udpRelayMode: 'quic', reduceRtt: true, heartbeat: '10s', disableSni: true, ...secure }],
  ['anytls', { type: 'anytls', password: 'p', idle_session_timeout: '1m', min_idle_session: 2, tls }, { type: 'anytls', password: 'p', idleSessionTimeout: 60, minIdleSession: 2, ...secure }],
  ['socks', { type: 'socks', username: 'u', password: 'p' }, { type: 'socks5', username: 'u', password: 'p', security: 'none' }],
  ['socks 4a', { type: 'socks', version: '4a' }, { type: 'socks4', remoteDns: true }],
  ['http over TLS', { type: 'http', username: 'u', password: 'p', tls }, { type: 'http', username: 'u', password: 'p', ...secure }],
  ['naive', { type: 'naive', username: 'u', password: 'p', tls, quic: true }, { type: 'naive', username: 'u', password: 'p', protocol: 'quic', ...secure }],
  ['ssh', { type: 'ssh', user: 'u', private_key: ['-----BEGIN', '-----END'], host_key: ['ssh-rsa A'] }, { type: 'ssh', username: 'u', privateKey: '-----BEGIN\n-----END', hostKeys: ['ssh-rsa A'] }],
  ['wireguard of former times', { type: 'wireguard', local_address: ['10.0.0.2/32'], private_key: key, peer_public_key: key, pre_shared_key: key, reserved: 'AQID', mtu: 1408 }, { type: 'wireguard', addresses: ['10.0.0.2/32'], privateKey: key, mtu: 1408, peers: [{ server: 'h.example', port: 443, publicKey: key, presharedKey: key, reserved: [1, 2, 3] }] }],
])('%s', (_what, fields, expected) => {
  expect(readOne(outbound(fields))).toEqual({ ...at, ...expected });
});

test('a WireGuard endpoint with two peers is one profile', () => {
  const peer = { address: 'h.example', port: 1, public_key: key, allowed_ips: ['0.0.0.0/0'], persistent_keepalive_interval: 25 };
  const profile = readOne(JSON.stringify({ endpoints: [{ type: 'wireguard', tag: 'n', address: '10.0.0.2/32', private_key: key, peers: [peer, { ...peer, address: '::1' }] }] }));
  expect(profile).toMatchObject({ type: 'wireguard', server: 'h.example', peers: [{ allowedIps: ['0.0.0.0/0'], keepalive: 25 }, { server: '::1' }] });
});

test('Shadowsocks below ShadowTLS is one server with a plugin', () => {
  const layer = { type: 'shadowtls', tag: 'st', server: 'h.example', server_port: 443, version: 3, password: 'q', tls: { ...tls, utls: { enabled: true, fingerprint: 'chrome' } } };
  expect(readOne(JSON.stringify({ outbounds: [{ type: 'shadowsocks', tag: 'n', method: 'aes-128-gcm', password: 'p', detour: 'st' }, layer] }))).toEqual({
    ...at, type: 'shadowsocks', method: 'aes-128-gcm', password: 'p', plugin: 'shadow-tls', pluginOptions: { host: 's.example', password: 'q', version: '3', fp: 'chrome' },
  });
});

test('a detour becomes a hop, and settings of the computer are dropped', () => {
  const socks = { type: 'socks', server: 'h.example', server_port: 443, bind_interface: 'eth0', routing_mark: 7, inet4_bind_address: '1.1.1.1' };
  const { profiles } = readDocument(JSON.stringify([{ ...socks, tag: 'n', detour: 'b' }, { ...socks, tag: 'b' }]));
  expect(profiles).toEqual([{ ...at, type: 'socks5', security: 'none', detour: profiles[1] }, { ...at, name: 'b', type: 'socks5', security: 'none' }]);
});

test('one outbound alone is read, with comments and trailing commas', () => {
  expect(readOne("// mine\n{'type': 'socks', tag: 'n', /* x */ server: 'h.example', server_port: 443,}")).toMatchObject({ ...at, type: 'socks5' });
});

test('unknown kinds are kept, and what lacks its port is refused with its line', () => {
  expect(readOne(outbound({ type: 'tailscale' }))).toMatchObject({ type: 'unsupported', scheme: 'tailscale' });
  expect(refusals('{"outbounds":[\n{"type":"socks","tag":"a","server":"h.example"},\n{"type":"vless","tag":"b","server":"h","server_port":1}]}')).toEqual(['2 link-missing-field', '3 link-missing-field']);
});
