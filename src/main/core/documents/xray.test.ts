import { expect, test } from 'vitest';
import { key, readDocument, readOne, uuid } from './read-document-for-test.ts';

const at = { name: 'n', server: 'h.example', port: 443 };
const none = { security: 'none', transport: { type: 'tcp' } };

function config(protocol: string, settings: object, streamSettings: object = {}): string {
  return JSON.stringify({ remarks: 'n', inbounds: [{ protocol: 'socks', port: 1, listen: '0.0.0.0' }], outbounds: [{ tag: 'proxy', protocol, settings, streamSettings }, { tag: 'direct', protocol: 'freedom' }] });
}

test.each<readonly [string, string, object, object, object]>([
  ['old shape', 'vmess', { vnext: [{ address: 'h.example', port: 443, users: [{ id: uuid, alterId: 4, security: 'zero' }] }] }, {}, { type: 'vmess', uuid, alterId: 4, method: 'zero', ...none }],
  ['new shape', 'vmess', { address: 'h.example', port: '443', id: uuid, security: 'auto' }, {}, { type: 'vmess', uuid, alterId: 0, method: 'auto', ...none }],
  ['flow and encryption', 'vless', { vnext: [{ address: 'h.example', port: 443, users: [{ id: uuid, encryption: 'mlkem768x25519plus.native.0rtt.abc', flow: 'xtls-rprx-vision' }] }] }, {}, { type: 'vless', uuid, flow: 'xtls-rprx-vision', encryption: 'mlkem768x25519plus.native.0rtt.abc', ...none }],
  ['trojan, old', 'trojan', { servers: [{ address: 'h.example', port: 443, password: 'p' }] }, {}, { type: 'trojan', password: 'p', ...none }],
  ['trojan, new', 'trojan', { address: 'h.example', port: 443, password: 'p' }, {}, { type: 'trojan', password: 'p', ...none }],
  ['shadowsocks', 'shadowsocks', { servers: [{ address: 'h.example', port: 443, method: 'AES-128-GCM', password: 'p', uot: true }] }, {}, { type: 'shadowsocks', method: 'aes-128-gcm', password: 'p', udpOverTcp: true }],
  ['socks', 'socks', { servers: [{ address: 'h.example', port: 443, users: [{ user: 'u', pass: 'p' }] }] }, {}, { type: 'socks5', username: 'u', password: 'p', security: 'none' }],
  ['http', 'http', { address: 'h.example', port: 443, user: 'u', pass: 'p' }, {}, { type: 'http', username: 'u', password: 'p', security: 'none' }],
  ['hysteria 2', 'hysteria', { version: 2, address: 'h.example', port: 443 }, { network: 'hysteria', security: 'tls', tlsSettings: { serverName: 's' }, hysteriaSettings: { version: 2, auth: 'p', up: '10 mbps', udphop: { port: '2000-3000', interval: 30 } }, finalmask: { udp: [{ type: 'salamander', settings: { password: 'o' } }] } }, { type: 'hysteria2', password: 'p', security: 'tls', sni: 's', up: '10 mbps', ports: '2000-3000', hopInterval: '30', obfs: 'salamander', obfsPassword: 'o' }],
  ['wireguard', 'wireguard', { secretKey: key, address: ['10.0.0.2'], reserved: [1, 2, 3], mtu: 1280, peers: [{ publicKey: key, endpoint: 'h.example:443', keepAlive: 25, allowedIPs: ['::/0'] }] }, {}, { type: 'wireguard', privateKey: key, addresses: ['10.0.0.2/32'], mtu: 1280, peers: [{ publicKey: key, server: 'h.example', port: 443, keepalive: 25, allowedIps: ['::/0'], reserved: [1, 2, 3] }] }],
])('%s of %s', (_what, protocol, settings, stream, expected) => {
  expect(readOne(config(protocol, settings, stream))).toEqual({ ...at, ...expected });
});

const vless = { address: 'h.example', port: 443, id: uuid };
test.each<readonly [string, object, object]>([
  ['ws with early data', { network: 'ws', wsSettings: { path: '/p?ed=2560', headers: { Host: 'w' } } }, { transport: { type: 'ws', path: '/p', host: 'w', earlyData: 2560, earlyDataHeader: 'Sec-WebSocket-Protocol' } }],
  ['ws with its own host', { network: 'ws', wsSettings: { path: '/p', host: 'w', headers: { Host: 'x' } } }, { transport: { type: 'ws', path: '/p', host: 'w' } }],
  ['httpupgrade', { network: 'httpupgrade', httpupgradeSettings: { path: '/p', host: 'w' } }, { transport: { type: 'httpupgrade', path: '/p', host: 'w' } }],
  ['grpc', { network: 'grpc', grpcSettings: { serviceName: 'g', authority: 'a', multiMode: true } }, { transport: { type: 'grpc', serviceName: 'g', authority: 'a', mode: 'multi' } }],
  ['tcp with a header', { network: 'tcp', tcpSettings: { header: { type: 'http', request: { path: ['/p'], headers: { Host: ['a', 'b'] } } } } }, { transport: { type: 'tcp', headerType: 'http', path: '/p', host: 'a,b' } }],
  ['raw is tcp', { network: 'raw', rawSettings: { header: { type: 'none' } } }, { transport: { type: 'tcp' } }],
  ['method outranks network', { network: 'ws', method: 'raw' }, { transport: { type: 'tcp' } }],
  ['kcp', { network: 'kcp', kcpSettings: { seed: 's', header: { type: 'srtp' }, mtu: 1350, tti: 50, uplinkCapacity: 5 } }, { transport: { type: 'kcp', seed: 's', headerType: 'srtp', mtu: 1350, tti: 50 }, extra: { 'kcp.uplinkCapacity': '5' } }],
  ['http/2', { network: 'h2', httpSettings: { host: ['a', 'b'], path: '/p' } }, { transport: { type: 'h2', host: 'a,b', path: '/p' } }],
  ['quic', { network: 'quic', quicSettings: { security: 'aes-128-gcm', key: 'k', header: { type: 'utp' } } }, { transport: { type: 'quic', quicSecurity: 'aes-128-gcm', key: 'k', headerType: 'utp' } }],
  ['splithttp is xhttp', { network: 'splithttp', splithttpSettings: { path: '/p', host: 'w', mode: 'packet-up', scMaxEachPostBytes: 10 } }, { transport: { type: 'xhttp', path: '/p', host: 'w', mode: 'packet-up', extra: '{"scMaxEachPostBytes":10}' } }],
])('%s', (_what, stream, expected) => {
  expect(readOne(config('vless', vless, stream))).toEqual({ ...at, type: 'vless', uuid, encryption: 'none', security: 'none', ...expected });
});

test('TLS with pins, names and ECH; REALITY with the newer name of its key', () => {
  const tlsSettings = { serverName: 's', allowInsecure: true, alpn: ['h2'], fingerprint: 'Chrome', pinnedPeerCertSha256: 'AA:BB,cc', verifyPeerCertByName: 'a,b', echConfigList: 'e' };
  expect(readOne(config('vless', vless, { security: 'tls', tlsSettings }))).toMatchObject({ security: 'tls', sni: 's', insecure: true, alpn: ['h2'], fingerprint: 'chrome', certificatePins: ['aabb', 'cc'], verifyNames: ['a', 'b'], ech: 'e' });
  const realitySettings = { serverName: 's', password: 'k', shortId: '0a', spiderX: '/x', mldsa65Verify: 'm', fingerprint: '' };
  expect(readOne(config('vless', vless, { security: 'reality', realitySettings }))).toMatchObject({ security: 'reality', publicKey: 'k', shortId: '0a', spiderX: '/x', mldsa65Verify: 'm', fingerprint: 'chrome' });
});

test('large numbers in xhttp keep all digits', () => {
  const text = config('vless', vless, { network: 'xhttp', xhttpSettings: { path: '/p', extra: { big: 0 } } }).replace('"big":0', '"big":9223372036854775807');
  expect(readOne(text)).toMatchObject({ transport: { extra: '{"big":9223372036854775807}' } });
});

test('a list of configurations, each with its own name', () => {
  const { profiles } = readDocument(`[${config('vless', vless)},${config('trojan', { servers: [{ address: 'h.example', port: 1, password: 'p' }] }).replace('"n"', '"m"')}]`);
  expect(profiles.map(({ name, type }) => [name, type])).toEqual([['n', 'vless'], ['m', 'trojan']]);
});

test('another server on the way is a hop, a fragmenting one is kept as text', () => {
  const hop = { protocol: 'socks', tag: 'hop', settings: { servers: [{ address: 'b.example', port: 1 }] } };
  const main = { protocol: 'vless', tag: 'n', settings: vless, streamSettings: { sockopt: { dialerProxy: 'hop', mark: 255, interface: 'eth0' } } };
  expect(readDocument(JSON.stringify({ outbounds: [main, hop] })).profiles[0]).toEqual({ ...at, type: 'vless', uuid, encryption: 'none', ...none, detour: { type: 'socks5', name: 'hop', server: 'b.example', port: 1, security: 'none' } });
  const cut = { protocol: 'freedom', tag: 'hop', settings: { fragment: { packets: 'tlshello', length: '1-2' } } };
  expect(readOne(JSON.stringify({ outbounds: [main, cut] }))).toMatchObject({ extra: { fragment: '{"packets":"tlshello","length":"1-2"}' } });
});

test('the single outbound of former times, and one alone', () => {
  expect(readOne(JSON.stringify({ outbound: { protocol: 'vless', settings: vless }, outboundDetour: [{ protocol: 'freedom' }] }))).toMatchObject({ type: 'vless', uuid });
  expect(readOne(JSON.stringify({ protocol: 'vless', tag: 'n', settings: vless }))).toMatchObject({ ...at, uuid });
});

test('every user of every server is one, and nothing of its settings is lost', () => {
  const other = '22222222-2222-4222-8222-222222222222';
  const vnext = [
    { address: 'h.example', port: 443, users: [{ id: uuid, level: 0, email: 'me@h.example', testseed: [1, 2] }, { id: other, security: 'none' }] },
    { address: 'i.example', port: 1, users: [{ id: other }] },
  ];
  const stream = { network: 'ws', wsSettings: { path: '/p', heartbeatPeriod: 10 }, security: 'tls', tlsSettings: { minVersion: '1.3', masterKeyLog: '/tmp/keys' } };
  const extra = { 'tls.minVersion': '1.3', 'ws.heartbeatPeriod': '10' };
  expect(readDocument(config('vmess', { vnext }, stream)).profiles).toMatchObject([
    { server: 'h.example', uuid, method: 'auto', extra: { testseed: '[1,2]', ...extra } },
    { server: 'h.example', uuid: other, method: 'none', extra },
    { server: 'i.example', port: 1, uuid: other, extra },
  ]);
  const trojans = [{ address: 'h.example', port: 443, password: 'p' }, { address: 'h.example', port: 444, password: 'q' }, { address: 'h.example', port: 0, password: 'r' }];
  const read = readDocument(config('trojan', { servers: trojans }));
  expect(read.profiles).toMatchObject([{ password: 'p' }, { password: 'q', port: 444 }]);
  expect(read.rejected).toMatchObject([{ code: 'link-bad-port' }]);
});

test('a mask that Hysteria 2 does not have itself stays in sight', () => {
  const stream = { network: 'hysteria', security: 'tls', hysteriaSettings: { auth: 'p' }, finalmask: { udp: [{ type: 'salamander', settings: { password: 'o' } }, { type: 'header-dns' }], quicParams: { congestion: 'bbr' } } };
  expect(readOne(config('hysteria', { version: 2, address: 'h.example', port: 443 }, stream))).toMatchObject({ obfs: 'salamander', obfsPassword: 'o', extra: { fm: '{"udp":[{"type":"header-dns"}]}', 'quic.congestion': 'bbr' } });
});

test('Hysteria 2 as V2Ray 5 writes it', () => {
  const stream = { network: 'hysteria2', security: 'tls', tlsSettings: { serverName: 's' }, hy2Settings: { password: 'p', obfs: { type: 'salamander', password: 'o' } } };
  expect(readOne(config('hysteria2', { servers: [{ address: 'h.example', port: 443 }] }, stream))).toEqual({ ...at, type: 'hysteria2', password: 'p', security: 'tls', sni: 's', obfs: 'salamander', obfsPassword: 'o' });
});

test('AnyTLS is read in both shapes', () => {
  expect(readOne(config('anytls', { address: 'h.example', port: 443, password: 'p' }, { security: 'tls', tlsSettings: { serverName: 's' } }))).toEqual({ ...at, type: 'anytls', password: 'p', security: 'tls', sni: 's' });
});
