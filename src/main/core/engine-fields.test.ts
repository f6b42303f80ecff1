/** Test 19 of the hostile input: what a link, a document or a locked text says to the engine beyond its server is not heard. */
import { expect, test } from 'vitest';
import { parseText } from '../../shared/links/parse-text.ts';
import type { Profile } from '../../shared/profile.ts';
import { encodeBase64Text } from '../../shared/links/base64.ts';
import { readDocument } from './documents/read-document-for-test.ts';
import { engineChain, wayName } from './engine-config.ts';
import { readParcel } from './export/parcel.ts';

/** Settings of the engine that decide over this computer: what it listens on, writes, runs, and goes out through. */
const engineOnly = {
  'allow-lan': 'true', 'bind-address': '0.0.0.0', 'external-controller': '0.0.0.0:9090', 'external-ui': '/tmp', 'log-file': '/tmp/x', script: 'rm', listeners: 'x',
  'interface-name': 'eth0', 'bind-interface': 'eth0', 'routing-mark': '255', routing_mark: '255', 'dialer-proxy': 'DIRECT', tun: 'true', path_provider: 'file', include: '/etc/passwd',
  certificate: '/etc/passwd', 'private-key-path': '/etc/passwd', up: '/bin/sh', plugin_opts_file: '/etc/passwd',
} as const;
const query = new URLSearchParams(engineOnly).toString();
const uuid = '11111111-2222-4333-8444-555555555555';

const links = [
  `ss://YWVzLTI1Ni1nY206cA@h.example:443/?${query}#n`, `vless://${uuid}@h.example:443?security=tls&${query}#n`, `trojan://p@h.example:443?${query}#n`,
  `hysteria2://p@h.example:443?${query}#n`, `tuic://${uuid}:p@h.example:443?${query}#n`, `anytls://p@h.example:443?${query}#n`,
  `vmess://${uuid}@h.example:443?security=tls&${query}#n`, `socks5://u:p@h.example:443?${query}#n`, `http://u:p@h.example:443?${query}#n`,
  `vmess://${encodeBase64Text(JSON.stringify({ v: '2', ps: 'n', add: 'h.example', port: '443', id: uuid, aid: '0', net: 'tcp', ...engineOnly }), 'standard')}`,
];

const forbidden = Object.keys(engineOnly).filter((name) => name !== 'up');

function membersOf(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) => [name, ...membersOf(member)]);
}

/** None of it stands in what the engine gets, under any name, and no value of it either. */
function expectNothingOfIt(profile: Profile | undefined): void {
  if (profile === undefined) throw new Error('nothing was read');
  const chain = engineChain(profile, wayName);
  expect(chain).toMatchObject({ ok: true });
  const proxies: unknown = chain.ok ? chain.value : [];
  expect(membersOf(proxies).filter((name) => forbidden.includes(name))).toEqual([]);
  expect(JSON.stringify(proxies)).not.toMatch(/\/etc\/passwd|\/tmp|\/bin\/sh|eth0|0\.0\.0\.0|DIRECT/);
}

test.each(links)('test 19: engine settings in a link do not reach the engine: %s', (link) => {
  expectNothingOfIt(parseText(link).profiles[0]);
});

const server = { type: 'trojan', server: 'h.example', port: 443, password: 'p', ...engineOnly };

test.each([
  ['Clash', JSON.stringify({ ...engineOnly, proxies: [{ name: 'n', ...server }] })],
  ['sing-box', JSON.stringify({ log: { output: '/tmp/x' }, inbounds: [{ type: 'mixed', listen: '0.0.0.0' }], outbounds: [{ tag: 'n', ...server, server_port: 443, tls: { enabled: true, certificate_path: '/etc/passwd' } }] })],
  ['Xray', JSON.stringify({ api: {}, inbounds: [{ listen: '0.0.0.0', port: 1, protocol: 'socks' }], outbounds: [{ ...engineOnly, protocol: 'trojan', sendThrough: '10.0.0.1', settings: { servers: [{ address: 'h.example', port: 443, password: 'p' }] }, streamSettings: { security: 'tls', sockopt: { interface: 'eth0', mark: 255 } } }] })],
  ['SIP008', JSON.stringify({ version: 1, servers: [{ id: 'x', remarks: 'n', server: 'h.example', server_port: 443, password: 'p', method: 'aes-256-gcm', ...engineOnly }] })],
])('test 19: engine settings in a document do not reach the engine: %s', (_kind, text) => {
  const { profiles } = readDocument(text);
  expect(profiles).toHaveLength(1);
  expectNothingOfIt(profiles[0]);
});

test('test 19: engine settings in a locked text do not reach the engine', () => {
  const profile = { name: 'n', security: 'tls', transport: { type: 'tcp', 'interface-name': 'eth0' }, ...server };
  const parcel = readParcel(JSON.stringify({ byway: 1, profiles: [{ profile, ...engineOnly }], ...engineOnly }));
  expectNothingOfIt(parcel.ok ? parcel.value.items[0]?.profile : undefined);
});
