/** Keys of Amnezia and lists of SSD: one text, several servers. */
import { deflateSync, inflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { encodeBase64, encodeBase64Text } from './base64.ts';
import { parseText } from './parse-text.ts';
import type { ReadTools } from './wrapper.ts';

const key = 'AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=';
const tools: ReadTools = {
  inflate: (bytes, most) => {
    try {
      return inflateSync(bytes, { maxOutputLength: most });
    } catch {
      return undefined;
    }
  },
  readDocument: (text) => (text.startsWith('client') ? { profiles: [{ type: 'unsupported', name: '', server: '', port: 0, scheme: 'openvpn', link: text }], rejected: [] } : undefined),
};

function pack(value: unknown): string {
  const bytes = new TextEncoder().encode(JSON.stringify(value));
  const length = [24, 16, 8, 0].map((shift) => (bytes.length >> shift) & 255);
  return `vpn://${encodeBase64(Uint8Array.from([...length, ...deflateSync(bytes)]), 'url')}`;
}

const conf = `[Interface]\nAddress = 10.8.1.2/32\nDNS = $PRIMARY_DNS, $SECONDARY_DNS\nPrivateKey = ${key}\nJc = 4\nH1 = 5\n\n[Peer]\nPublicKey = ${key}\nAllowedIPs = 0.0.0.0/0, ::/0\nEndpoint = h.example:51820\n`;
const awg = { container: 'amnezia-awg', awg: { port: '51820', last_config: JSON.stringify({ config: conf, hostName: 'h.example', port: 51_820 }) } };
const openvpn = { container: 'amnezia-openvpn', openvpn: { last_config: JSON.stringify({ config: 'client\nremote h.example 1194\ndhcp-option DNS $PRIMARY_DNS' }) } };
const outer = { containers: [awg], defaultContainer: 'amnezia-awg', description: 'My server', hostName: 'h.example', dns1: '1.1.1.1', dns2: '' };
const profile = {
  type: 'amneziawg', name: 'My server', server: 'h.example', port: 51_820, privateKey: key, addresses: ['10.8.1.2/32'], dns: ['1.1.1.1'], amnezia: { jc: '4', h1: '5' },
  peers: [{ publicKey: key, server: 'h.example', port: 51_820, allowedIps: ['0.0.0.0/0', '::/0'] }],
};

describe('a key of Amnezia', () => {
  test.each([
    ['packed', pack(outer)],
    ['plain', `vpn://${encodeBase64Text(JSON.stringify(outer), 'url')}`],
    ['in standard base64', `VPN://${encodeURIComponent(encodeBase64Text(JSON.stringify(outer), 'standard'))}`],
    ['in quotes', `"${pack(outer)}",`],
    ['wrapped by a mailer', (pack(outer).match(/.{1,76}/g) ?? []).join('\r\n')],
  ])('is opened %s', (_form, text) => expect(parseText(text, tools)).toEqual({ profiles: [profile], rejected: [] }));

  test('with values instead of a file is put together', () => {
    const last = { client_priv_key: key, client_ip: '10.8.1.2', server_pub_key: key, psk_key: key, hostName: 'h.example', port: 1, Jc: '4' };
    expect(parseText(pack({ ...outer, containers: [{ container: 'x', awg: { last_config: JSON.stringify(last) } }] }), tools).profiles).toMatchObject([
      { type: 'amneziawg', addresses: ['10.8.1.2/32'], dns: ['1.1.1.1'], amnezia: { jc: '4' }, peers: [{ presharedKey: key, port: 1, keepalive: 25 }] },
    ]);
  });

  test('gives the default container first, and hands other files to their reader', () => {
    const { profiles, rejected } = parseText(pack({ ...outer, containers: [openvpn, awg, { container: 'amnezia-dns', dns: {} }] }), tools);
    expect(profiles.map(({ type, name }) => [type, name])).toEqual([['amneziawg', 'My server'], ['unsupported', 'My server']]);
    expect(profiles[1]).toMatchObject({ link: expect.stringContaining('dhcp-option DNS 1.1.1.1') as string });
    expect(rejected).toEqual([]);
  });

  test.each([
    ['a paid or free service', { config_version: 2, api_key: 'secret-word', containers: [awg] }, 'link-unsupported', /service of Amnezia/],
    ['its other spelling', { auth_data: {}, name: 'x' }, 'link-unsupported', /service of Amnezia/],
    ['an administrator login', { ...outer, userName: 'root', password: 'secret-word' }, 'link-unsupported', /root/],
    ['Cloak', { containers: [{ cloak: {}, ...openvpn }] }, 'link-unsupported', /Cloak/],
    ['no container', { containers: [] }, 'link-missing-field', /no configuration/],
    ['a kind that nobody reads', { containers: [{ xray: { last_config: '{}' } }] }, 'link-unsupported', /kind/],
    ['a damaged file', { containers: [{ awg: { last_config: '{"config":"[Interface]"}' } }] }, 'link-missing-field', /private key/],
  ])('of %s is refused', (_kind, value, code, reason) => {
    const { profiles, rejected } = parseText(pack(value), tools);
    expect([profiles, rejected.map((entry) => entry.code)]).toEqual([[], [code]]);
    expect(rejected[0]?.reason).toMatch(reason);
    expect(JSON.stringify(rejected)).not.toContain('secret-word');
  });

  test.each([
    ['vpn://', 'link-bad-base64'],
    ['vpn://***', 'link-bad-base64'],
    [`vpn://${encodeBase64Text('hello world', 'url')}`, 'link-malformed'],
    [pack(outer).slice(0, -40), 'link-malformed'],
    [`vpn://${encodeBase64Text('{"containers":', 'url')}`, 'link-malformed'],
    [pack(outer).replace(/^vpn:\/\/.{4}/, 'vpn://____'), 'input-too-large'],
    [pack({ containers: 'x'.repeat(5 * 1024 * 1024) }).replace(/^vpn:\/\/.{4}/, 'vpn://AAAA'), 'link-malformed'],
  ])('damaged is refused', (text, code) => expect(parseText(text, tools).rejected.map((entry) => entry.code)).toEqual([code]));

  test('that is packed needs a runtime that unpacks', () => {
    expect(parseText(pack(outer)).rejected).toMatchObject([{ code: 'link-malformed' }]);
  });
});

test('a list of SSD gives its servers, with what they inherit', () => {
  const list = { airport: 'A', port: 1, encryption: 'aes-128-gcm', password: 'pw', plugin: 'obfs-local', plugin_options: 'obfs=http', servers: [{ server: 'a.example', remarks: '一' }, { server: '2001:db8::1', port: 2, encryption: 'AES-256-GCM', password: 'q' }, { server: 'b.example', encryption: 'x' }] };
  const { profiles, rejected } = parseText(`ssd://${encodeBase64Text(JSON.stringify(list), 'url')}`);
  expect(profiles).toMatchObject([
    { type: 'shadowsocks', name: '一', server: 'a.example', port: 1, method: 'aes-128-gcm', password: 'pw', plugin: 'obfs-local', pluginOptions: { obfs: 'http' } },
    { server: '2001:db8::1', port: 2, method: 'aes-256-gcm', password: 'q' },
  ]);
  expect(rejected).toMatchObject([{ line: 1, code: 'link-unsupported' }]);
});

test.each(['ssd://', 'ssd://***', `ssd://${encodeBase64Text('{}', 'url')}`, `ssd://${encodeBase64Text('[]', 'url')}`])('%s is refused', (text) => {
  expect(parseText(text).rejected).toHaveLength(1);
});
