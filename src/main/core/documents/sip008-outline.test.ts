import { expect, test } from 'vitest';
import { readDocument, readOne, refusals } from './read-document-for-test.ts';

const at = { name: 'n', server: 'h.example', port: 8388 };
const ss = { type: 'shadowsocks', method: 'chacha20-ietf-poly1305', password: 'p' };
const entry = { remarks: 'n', server: 'h.example', server_port: '8388', password: 'p', method: 'chacha20-ietf-poly1305' };

test.each<readonly [string, string]>([
  ['SIP008', JSON.stringify({ version: 1, servers: [entry], bytes_used: 1 })],
  ['the bare list', JSON.stringify([entry])],
  ['the Windows program', JSON.stringify({ configs: [entry], localPort: 1080 })],
  ['one server', JSON.stringify(entry)],
  ['comments', `// list\n{"version":1,"servers":[${JSON.stringify(entry)}, /* none */]}`],
])('%s', (_what, text) => {
  expect(readOne(text)).toEqual({ ...at, ...ss });
});

test('plugins, the id and the prefix are kept', () => {
  const text = JSON.stringify({ version: 1, servers: [{ ...entry, id: 'i', plugin: 'v2ray-plugin', plugin_opts: 'tls;host=a\\;b', plugin_args: '' }] });
  expect(readOne(text)).toEqual({ ...at, ...ss, plugin: 'v2ray-plugin', pluginOptions: { tls: 'true', host: 'a;b' }, extra: { id: 'i' } });
  expect(readOne(JSON.stringify({ ...entry, prefix: '\u0016\u0003\u00FF' }))).toEqual({ ...at, ...ss, prefix: '1603ff' });
  expect(refusals(JSON.stringify({ ...entry, prefix: '\u0416' }))).toEqual(['1 link-malformed']);
});

test('a bad server costs itself', () => {
  const text = `{"version":1,"servers":[\n${JSON.stringify({ ...entry, server_port: 0 })},\n${JSON.stringify(entry)},\n${JSON.stringify({ ...entry, method: 'rot13' })}]}`;
  expect(readDocument(text).profiles).toHaveLength(1);
  expect(refusals(text)).toEqual(['2 link-bad-port', '4 link-unsupported']);
});

const shadowsocks = '{$type: shadowsocks, endpoint: "h.example:8388", cipher: chacha20-ietf-poly1305, secret: p}';

test.each<readonly [string, string]>([
  ['tcp and udp alike', `transport:\n  $type: tcpudp\n  tcp: &s\n    $type: shadowsocks\n    endpoint: h.example:8388\n    cipher: chacha20-ietf-poly1305\n    secret: p\n  udp: *s\n`],
  ['flow style', `transport: {$type: tcpudp, tcp: ${shadowsocks}, udp: ${shadowsocks}}`],
  ['without an outer key', `# comment\n$type: tcpudp\ntcp: ${shadowsocks}\nudp: ${shadowsocks}\n`],
  ['the first that is known', `transport: {$type: first-supported, options: [{$type: quantum}, ${shadowsocks}]}`],
  ['JSON', JSON.stringify({ transport: { $type: 'shadowsocks', endpoint: { $type: 'dial', address: 'h.example:8388' }, cipher: 'chacha20-ietf-poly1305', secret: 'p' } })],
])('Outline with %s', (_what, text) => {
  expect(readOne(text)).toEqual({ ...at, ...ss, name: '' });
});

test('a WebSocket, a prefix and a hop', () => {
  expect(readOne('transport: {$type: shadowsocks, endpoint: {$type: websocket, url: "wss://w.example/a/b", endpoint: "h.example:8388"}, cipher: chacha20-ietf-poly1305, secret: p, prefix: "POST "}')).toEqual({
    ...at, ...ss, name: '', prefix: '504f535420', plugin: 'v2ray-plugin', pluginOptions: { mode: 'websocket', tls: 'true', host: 'w.example', path: '/a/b', mux: '0' },
  });
  expect(readOne(`transport: {$type: shadowsocks, endpoint: {$type: dial, address: "b.example:1", dialer: ${shadowsocks}}, cipher: aes-128-gcm, secret: q}`)).toMatchObject({ server: 'b.example', port: 1, detour: { ...at, name: '' } });
});

test('another way for UDP is told', () => {
  expect(readDocument(`transport: {$type: tcpudp, tcp: ${shadowsocks}, udp: ${shadowsocks.replace('h.example', 'u.example')}}`).notes).toHaveLength(1);
});

test('what the provider says instead is the reason', () => {
  const { rejected } = readDocument('error:\n  message: Out of data.\n  details: "Pay\\u0007 up"\n');
  expect(rejected[0]).toMatchObject({ code: 'link-unsupported', reason: 'The provider answers: Out of data. Pay  up' });
});

test('parts that are not known are named', () => {
  expect(readDocument('transport: {$type: basic-access}').rejected[0]?.reason).toContain('basic-access');
});
