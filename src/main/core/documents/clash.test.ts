import { expect, test } from 'vitest';
import { key, readDocument, readOne, refusals, uuid } from './read-document-for-test.ts';

const at = { name: 'n', server: 'h.example', port: 443 };
const tcp = { type: 'tcp' };

/** One proxy in flow style. */
function proxy(fields: string): string {
  return `proxies:\n  - {name: n, server: h.example, port: 443, ${fields}}\n`;
}

test.each<readonly [string, object]>([
  ['type: ss, cipher: AES-256-GCM, password: 1e5', { ...at, type: 'shadowsocks', method: 'aes-256-gcm', password: '1e5' }],
  ['type: ss, cipher: aes-128-gcm, password: null, udp-over-tcp: true', { ...at, type: 'shadowsocks', method: 'aes-128-gcm', password: 'null', udpOverTcp: true }],
  ['type: ss, cipher: aes-128-gcm, password: p, plugin: obfs, plugin-opts: {mode: http, host: b.example}', { ...at, type: 'shadowsocks', method: 'aes-128-gcm', password: 'p', plugin: 'obfs-local', pluginOptions: { obfs: 'http', 'obfs-host': 'b.example' } }],
  [
    'type: ss, cipher: aes-128-gcm, password: p, plugin: v2ray-plugin, plugin-opts: {mode: websocket, tls: true, host: b, path: /w, mux: false, skip-cert-verify: true}',
    { ...at, type: 'shadowsocks', method: 'aes-128-gcm', password: 'p', plugin: 'v2ray-plugin', pluginOptions: { mode: 'websocket', tls: 'true', host: 'b', path: '/w', mux: '0', 'skip-cert-verify': 'true' } },
  ],
  [
    'type: ss, cipher: aes-128-gcm, password: p, plugin: shadow-tls, plugin-opts: {host: b, password: q, version: 3}',
    { ...at, type: 'shadowsocks', method: 'aes-128-gcm', password: 'p', plugin: 'shadow-tls', pluginOptions: { host: 'b', password: 'q', version: '3' } },
  ],
  [
    'type: ssr, cipher: aes-256-cfb, password: p, obfs: tls1.2_ticket_auth, protocol: auth_aes128_md5, obfs-param: o, protocol-param: 1:2',
    { ...at, type: 'ssr', method: 'aes-256-cfb', password: 'p', obfs: 'tls1.2_ticket_auth', protocol: 'auth_aes128_md5', obfsParam: 'o', protocolParam: '1:2' },
  ],
  [`type: vmess, uuid: ${uuid}, alterId: 2, cipher: auto`, { ...at, type: 'vmess', uuid, alterId: 2, method: 'auto', security: 'none', transport: tcp }],
  [
    `type: vmess, uuid: ${uuid}, network: http, http-opts: {method: GET, path: [/a, /b], headers: {Host: [c.example]}}`,
    { ...at, type: 'vmess', uuid, alterId: 0, method: 'auto', security: 'none', transport: { type: 'tcp', headerType: 'http', path: '/a,/b', host: 'c.example' }, extra: { 'http-opts.method': 'GET' } },
  ],
  [
    `type: vmess, uuid: ${uuid}, tls: true, network: h2, h2-opts: {host: [a, b], path: /p}`,
    { ...at, type: 'vmess', uuid, alterId: 0, method: 'auto', security: 'tls', transport: { type: 'h2', host: 'a,b', path: '/p' } },
  ],
  [
    `type: vless, uuid: ${uuid}, tls: true, servername: s.example, flow: xtls-rprx-vision, client-fingerprint: firefox, reality-opts: {public-key: k, short-id: 0088}`,
    { ...at, type: 'vless', uuid, encryption: 'none', flow: 'xtls-rprx-vision', security: 'reality', sni: 's.example', fingerprint: 'firefox', publicKey: 'k', shortId: '0088', transport: tcp },
  ],
  [
    `type: vless, uuid: ${uuid}, tls: true, network: ws, ws-opts: {path: /p, headers: {host: w, X-A: b}, max-early-data: 1024, early-data-header-name: E}, alpn: [h2, http/1.1], fingerprint: AA:BB`,
    {
      ...at, type: 'vless', uuid, encryption: 'none', security: 'tls', alpn: ['h2', 'http/1.1'], certificatePins: ['aabb'],
      transport: { type: 'ws', path: '/p', host: 'w', earlyData: 1024, earlyDataHeader: 'E', headers: { 'X-A': 'b' } },
    },
  ],
  [`type: vless, uuid: ${uuid}, network: ws, ws-opts: {path: /p, v2ray-http-upgrade: true}`, { ...at, type: 'vless', uuid, encryption: 'none', security: 'none', transport: { type: 'httpupgrade', path: '/p' } }],
  [
    'type: trojan, password: yes, sni: s, skip-cert-verify: true, network: grpc, grpc-opts: {grpc-service-name: g}, ss-opts: {enabled: true, method: aes-128-gcm, password: q}',
    { ...at, type: 'trojan', password: 'yes', security: 'tls', sni: 's', insecure: true, ssLayer: { method: 'aes-128-gcm', password: 'q' }, transport: { type: 'grpc', serviceName: 'g' } },
  ],
  ['type: socks5, username: u, password: 007, tls: true', { ...at, type: 'socks5', username: 'u', password: '007', security: 'tls' }],
  ['type: http, username: u, password: p', { ...at, type: 'http', username: 'u', password: 'p', security: 'none' }],
  ['type: anytls, password: p, idle-session-timeout: 30, min-idle-session: 1', { ...at, type: 'anytls', password: 'p', security: 'tls', idleSessionTimeout: 30, minIdleSession: 1 }],
  ['type: snell, psk: p, version: 4, obfs-opts: {mode: http, host: b}', { ...at, type: 'snell', psk: 'p', version: 4, obfs: 'http', obfsHost: 'b' }],
  [
    'type: hysteria, auth-str: a, obfs: o, up: 30 Mbps, down: "100", ports: 1000-2000, alpn: [h3]',
    { ...at, type: 'hysteria', auth: 'a', obfs: 'xplus', obfsPassword: 'o', up: '30 Mbps', down: '100', ports: '1000-2000', alpn: ['h3'], security: 'tls' },
  ],
  [
    'type: hysteria2, password: p, ports: "443,5000-6000", hop-interval: 30, obfs: salamander, obfs-password: o, up: 10',
    { ...at, type: 'hysteria2', password: 'p', ports: '443,5000-6000', hopInterval: '30', obfs: 'salamander', obfsPassword: 'o', up: '10', security: 'tls' },
  ],
  [
    `type: tuic, uuid: ${uuid}, password: p, congestion-controller: bbr, udp-relay-mode: native, reduce-rtt: true, heartbeat-interval: 10000, disable-sni: true`,
    { ...at, type: 'tuic', version: 5, uuid, password: 'p', congestionControl: 'bbr', udpRelayMode: 'native', reduceRtt: true, heartbeat: '10000', disableSni: true, security: 'tls' },
  ],
  ['type: tuic, token: t', { ...at, type: 'tuic', version: 4, token: 't', security: 'tls' }],
  [
    'type: mieru, username: u, password: p, port-range: 2090-2099, transport: TCP, multiplexing: MULTIPLEXING_LOW',
    { ...at, port: 2090, type: 'mieru', username: 'u', password: 'p', bindings: [{ ports: '2090-2099', protocol: 'tcp' }], multiplexing: 'MULTIPLEXING_LOW' },
  ],
  ['type: ssh, username: u, password: p, host-key: [ssh-ed25519 AAAA]', { ...at, type: 'ssh', username: 'u', password: 'p', hostKeys: ['ssh-ed25519 AAAA'] }],
  [
    `type: wireguard, ip: 10.0.0.2, ipv6: "fd00::2", private-key: ${key}, public-key: ${key}, pre-shared-key: ${key}, reserved: [1, 2, 3], mtu: 1400, dns: [1.1.1.1], persistent-keepalive: 25`,
    {
      ...at, type: 'wireguard', addresses: ['10.0.0.2/32', 'fd00::2/128'], privateKey: key, mtu: 1400, dns: ['1.1.1.1'],
      peers: [{ server: 'h.example', port: 443, publicKey: key, presharedKey: key, reserved: [1, 2, 3], keepalive: 25 }],
    },
  ],
  [
    `type: wireguard, ip: 10.0.0.2/24, private-key: ${key}, public-key: ${key}, amnezia-wg-option: {jc: 4, h1: 5-9, i1: "<b 0x00>", header-protection-key: k}`,
    { ...at, type: 'amneziawg', addresses: ['10.0.0.2/24'], privateKey: key, peers: [{ server: 'h.example', port: 443, publicKey: key }], amnezia: { jc: '4', h1: '5-9', i1: '<b 0x00>', headerProtectionKey: 'k' } },
  ],
])('%s', (fields, expected) => {
  expect(readOne(proxy(fields))).toEqual(expected);
});

test('an unknown kind is kept with all its fields, and its name', () => {
  const profile = readOne(proxy('type: masque, private-key: k'));
  expect(profile).toMatchObject({ ...at, type: 'unsupported', scheme: 'masque' });
  expect(profile.type === 'unsupported' ? JSON.parse(profile.link) : undefined).toMatchObject({ 'private-key': 'k' });
});

test('a hop becomes the detour, also through a group; a circle and a missing one are refused', () => {
  const hop = (name: string, via: string): string => `  - {name: ${name}, type: socks5, server: ${name}.example, port: 1, dialer-proxy: ${via}}\n`;
  const text = `proxies:\n${hop('a', 'G')}${hop('b', 'DIRECT')}${hop('c', 'd')}${hop('d', 'c')}${hop('e', 'nobody')}proxy-groups:\n  - {name: G, type: select, proxies: [b]}\n`;
  const { profiles } = readDocument(text);
  expect(profiles.map(({ name, detour }) => [name, detour?.name])).toEqual([['a', 'b'], ['b', undefined]]);
  expect(refusals(text)).toEqual(['4 link-unsupported', '5 link-unsupported', '6 link-malformed']);
});

test('lists that a file refers to are told and not fetched; lists in place are read', () => {
  const text = 'proxy-providers:\n  one:\n    type: http\n    url: https://a.example/s?x=1#n\n  two: {type: file, path: ../../etc/passwd}\n  three: {type: inline, payload: [{name: n, type: socks5, server: h.example, port: 1}]}\n';
  const { profiles, subscriptions } = readDocument(text);
  expect(subscriptions).toEqual([{ url: 'https://a.example/s?x=1', name: 'one', line: 3 }]);
  expect(profiles).toHaveLength(1);
});

test('test 19: settings of the computer do not come through', () => {
  const head = 'allow-lan: true\nexternal-controller: 0.0.0.0:9090\nlog-file: /tmp/x\nscript: {code: x}\nlisteners: [{type: socks, port: 1, listen: 0.0.0.0}]\n';
  const profile = readOne(head + proxy('type: socks5, interface-name: eth0, routing-mark: 1, log-file: /x, script: x, external-controller: x, allow-lan: true, foo: bar'));
  expect(profile).toEqual({ ...at, type: 'socks5', security: 'none', extra: { foo: 'bar' } });
});
