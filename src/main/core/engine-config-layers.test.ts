import { expect, test } from 'vitest';
import { parseDocument } from './documents/parse-document.ts';
import { engineProxy } from './engine-config.ts';

const clash = (fields: string): string => `proxies:\n  - {name: n, server: h.example, port: 443, ${fields}}\n`;
const singBox = (fields: object): string => JSON.stringify({ outbounds: [{ tag: 'n', server: 'h.example', server_port: 443, ...fields }] });
const xray = (tlsSettings: object): string => JSON.stringify({ outbounds: [{ protocol: 'trojan', settings: { address: 'h.example', port: 443, password: 'p' }, streamSettings: { security: 'tls', tlsSettings } }] });

function featureOf(text: string): unknown {
  const [profile] = parseDocument(text)?.profiles ?? [];
  if (profile === undefined) throw new Error('no profile');
  const mapped = engineProxy(profile, 'n');
  return mapped.ok ? mapped.value : mapped.fault.detail?.['feature'];
}

test.each([
  [clash('type: trojan, password: p, shadow-tls-opts: {password: q, version: 3}'), 'tls-layer'],
  [clash('type: vless, uuid: u, tls: true, restls-opts: {password: q, version-hint: tls13}'), 'tls-layer'],
  [clash('type: anytls, password: p, jls-opts: {username: u, password: q}'), 'tls-layer'],
  [clash('type: vmess, uuid: u, tls: true, tlsmirror-opts: {primary-key: AAAA}'), 'tls-layer'],
  [clash('type: snell, psk: p, version: 4, obfs-opts: {mode: shadow-tls, host: h, password: q}'), 'obfs'],
  [clash('type: http, tls: true, certificate: c, private-key: k'), 'client-certificate'],
  [clash('type: hysteria2, password: p, ca-str: PEM'), 'certificate-authority'],
  [singBox({ type: 'trojan', password: 'p', tls: { enabled: true, certificate: ['-----BEGIN CERTIFICATE-----'] } }), 'certificate-authority'],
  [singBox({ type: 'anytls', password: 'p', tls: { enabled: true, client_certificate: ['c'], client_key: ['k'] } }), 'client-certificate'],
  [xray({ certificates: [{ usage: 'verify', certificate: ['c'] }] }), 'certificate-authority'],
  [xray({ certificates: [{ certificate: ['c'], key: ['k'] }] }), 'client-certificate'],
])('what would change the way is never passed over: %s', (text, feature) => {
  expect(featureOf(text)).toBe(feature);
});

test.each([
  [singBox({ type: 'shadowsocks', method: 'aes-128-gcm', password: 'p', udp_over_tcp: true }), { 'udp-over-tcp': true, 'udp-over-tcp-version': 2 }],
  [singBox({ type: 'shadowsocks', method: 'aes-128-gcm', password: 'p', udp_over_tcp: { enabled: true, version: 1 } }), { 'udp-over-tcp': true }],
  [clash('type: ss, cipher: aes-128-gcm, password: p, udp-over-tcp: true, udp-over-tcp-version: 2'), { 'udp-over-tcp': true, 'udp-over-tcp-version': 2 }],
])('UDP over TCP in the version that the file means: %s', (text, fields) => {
  expect(featureOf(text)).toMatchObject(fields);
});
