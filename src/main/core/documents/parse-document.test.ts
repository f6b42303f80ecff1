import { expect, test } from 'vitest';
import { encodeBase64Text } from '../../../shared/links/base64.ts';
import { parseText } from '../../../shared/links/parse-text.ts';
import { parseDocument } from './parse-document.ts';
import { key, readDocument, readOne, refusals } from './read-document-for-test.ts';

const base64 = (text: string): string => encodeBase64Text(text, 'standard');
const clash = 'proxies:\n  - {name: n, type: socks5, server: h.example, port: 1}\n';
const singBox = '{"outbounds":[{"type":"socks","tag":"n","server":"h.example","server_port":1}]}';
const conf = `[Interface]\nPrivateKey = ${key}\nAddress = 10.0.0.2\n[Peer]\nPublicKey = ${key}\nEndpoint = h.example:1\n`;

test.each([
  'ss://YWVzLTI1Ni1nY206cHdAaC5leGFtcGxlOjgzODg#Legacy',
  'trojan://pw@h.example#n\n# proxies: none\nvless://a@h.example:443',
  base64('trojan://pw@h.example#n\ntrojan://pw@h.example#m'),
  base64(base64('trojan://pw@h.example#n')),
  'My servers:\n- trojan://pw@h.example#n\n- vless://a@h.example:443?type=ws',
  '[trojan](trojan://pw@h.example#n)',
  'https://sub.example/list',
  '', ' ', 'hello', 'a: b', '{}{', '[1,2', '[]',
])('%j is no document', (text) => {
  expect(parseDocument(text)).toBeUndefined();
  expect(parseText(text).rejected.length + parseText(text).profiles.length + (parseText(text).subscriptions?.length ?? 0)).toBeGreaterThan(0);
});

test.each([
  ['base64 of YAML', base64(clash)],
  ['base64 of JSON, wrapped in lines', base64(singBox).replace(/(.{20})/g, '$1\r\n')],
  ['base64 twice', base64(base64(clash))],
  ['a data address', `data:text/plain;base64,${base64(clash)}`],
  ['a code block of JSON', `\`\`\`json\n${singBox}\n\`\`\``],
  ['words in front', `Here is my configuration:\n\n${singBox.replace('{', '{\n')}`],
  ['web escapes', singBox.replaceAll('"', '&quot;')],
  ['curly quotes', singBox.replaceAll(/"([^"]*)"/g, '“$1”')],
  ['marks that are not seen', `\u200B\uFEFF${singBox}\u200B`],
  ['comments in front', `// one\n# two\n/* three */ ${singBox}`],
])('%s', (_what, text) => {
  expect(readOne(text)).toMatchObject({ type: 'socks5', name: 'n', server: 'h.example', port: 1 });
});

test('WireGuard with a mark in front, Windows line ends, and in base64', () => {
  for (const text of [`\uFEFF${conf}`, conf.replaceAll('\n', '\r\n'), base64(conf), `\`\`\`ini\n${conf}\`\`\``]) expect(readOne(text)).toMatchObject({ type: 'wireguard', server: 'h.example', port: 1 });
});

test('links behind a document are read too, with their lines', () => {
  const { profiles, rejected } = readDocument(`${singBox}\ntrojan://pw@h.example#n\ntrojan://pw@h.example:0#n\n`);
  expect(profiles.map(({ type }) => type)).toEqual(['socks5', 'trojan']);
  expect(rejected).toMatchObject([{ line: 3, code: 'link-bad-port' }]);
});

test('several documents one after the other', () => {
  expect(readDocument(`${singBox}\n${singBox}`).profiles).toHaveLength(2);
});

test.each([
  ['a part of one', '<div class="text">\nKey: trojan://p@h.example:443?sni=a&amp;type=ws#x<br>\n</div>'],
  ['a saved page', '<!DOCTYPE html>\n<html><body><div class="text"><a href="https://t.me/proxy?server=h.example&amp;port=1&amp;secret=0123456789abcdef0123456789abcdef">proxy</a></div></body></html>'],
  ['code on a page', '<html><pre class="x">ss://YWVzLTEyOC1nY206cA@h.example:1</pre></html>'],
])('messages copied as %s are read for links', (_what, text) => {
  expect(parseDocument(text)).toBeUndefined();
  expect(parseText(text).profiles).toHaveLength(1);
});

test.each([
  ['age', '-----BEGIN AGE ENCRYPTED FILE-----\nYWdl\n-----END', 'age'],
  ['a web page', '\n<!DOCTYPE html>\n<html><body>vless://a@h.example:443</body></html>', 'web page'],
  ['a web page behind a comment', '<!-- x --><html lang="en">', 'web page'],
  ['a profile for Apple devices', '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">\n<plist version="1.0"><dict/></plist>', 'mobileconfig'],
  ['a certificate store in base64', 'MIIKAgIBAzCCCbwGCSqGSIb3DQEHAaCCCa0EggmpMIIJpTCC', 'p12'],
  ['a certificate store as bytes', '0\uFFFD\n\u0002\u0002\u0001\u00030\uFFFD', 'p12'],
  ['a key by itself', '-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----\n', 'names no server'],
  ['a certificate by itself', '\n-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n', 'names no server'],
  ['Surge', '[Proxy]\nA = ss, h.example, 8388, encrypt-method=aes-128-gcm, password=p\n', 'Surge'],
  ['Loon', 'A = Shadowsocks,h.example,8388,aes-128-gcm,"p"', 'Surge'],
  ['Quantumult X', 'shadowsocks=h.example:8388, method=aes-128-gcm, password=p, tag=A', 'Surge'],
  ['JSON of something else', '{"hello": "world"}', 'not a configuration'],
])('%s is refused with a reason', (_what, text, word) => {
  const { profiles, rejected } = readDocument(text);
  expect(profiles).toEqual([]);
  expect(rejected[0]).toMatchObject({ code: 'link-unsupported', reason: expect.stringContaining(word) as string });
});

test.each([
  ['JSON that breaks off', `{"outbounds":[\n{"type":"socks"`, '2 link-malformed'],
  ['damaged JSON', `{\n"outbounds": [\n{"type" "socks"}]}`, '3 link-malformed'],
  ['YAML that is none and has no list', 'proxies: {\n  - a: b', '1 link-malformed'],
])('%s tells its place', (_what, text, refusal) => {
  expect(refusals(text)[0]?.replace(/^\d+/, '')).toBe(refusal.replace(/^\d+/, ''));
});

test('no sentence shows a password', () => {
  const { rejected, notes } = readDocument('A = trojan, h.example, 443, password=hunter2\n');
  expect(JSON.stringify({ rejected, notes })).not.toContain('hunter2');
});
