import { expect, test } from 'vitest';
import { readDocument, readOne, refusals } from './read-document-for-test.ts';

const socks = (name: string): string => `{name: ${name}, type: socks5, server: h.example, port: 1}`;
const names = (text: string): readonly string[] => readDocument(text).profiles.map(({ name }) => name);

test('anchors and merges give their fields, and the item wins over what it merges', () => {
  const text = 'x: &a {type: socks5, server: h.example, port: 1}\ny: &b {port: 2, username: u}\nproxies:\n  - &c\n    <<: *a\n    name: one\n    port: 3\n  - {<<: [*b, *a], name: two}\n  - {<<: *c, name: three}\n';
  expect(readDocument(text).profiles.map(({ name, port, ...rest }) => [name, port, 'username' in rest])).toEqual([['one', 3, false], ['two', 2, true], ['three', 3, false]]);
});

test.each([
  ['tags', `proxies: [{name: !<str> 0088, type: !!str socks5, server: !<!x> h.example, port: !!int 1}]`, '0088'],
  ['a name that looks like a switch', `proxies: [${socks('yes')}]`, 'yes'],
  ['a name that looks like nothing', `proxies: [${socks('null')}]`, 'null'],
  ['a name in brackets', `proxies:\n  - name: [HK]\n    type: socks5\n    server: h.example\n    port: 1`, '[HK]'],
  ['repeated keys', `proxies: [{name: a, name: b, type: socks5, server: h.example, port: 1}]`, 'b'],
  ['the key of former times', `Proxy:\n  - ${socks('old')}`, 'old'],
  ['a list without a heading', `- ${socks('bare')}`, 'bare'],
  ['JSON', '{"proxies":[{"name":"j","type":"socks5","server":"h.example","port":1}]}', 'j'],
  ['JSON, one a line', '{"name":"j","type":"socks5","server":"h.example","port":1}\n', 'j'],
  ['a byte order mark and Windows line ends', `\uFEFFproxies:\r\n  - ${socks('w')}\r\n`, 'w'],
  ['a code block', `\`\`\`yaml\nproxies:\n  - ${socks('c')}\n\`\`\``, 'c'],
  ['a character that YAML forbids', `proxies:\n  - ${socks('"a\u0007 \u{1F600}"')}`, 'a  \u{1F600}'],
  ['unbreakable spaces', `proxies:\n\u00A0\u00A0- ${socks('s')}`, 's'],
])('%s', (_what, text, name) => {
  expect(readOne(text).name).toBe(name);
});

test('two documents in one file are both read', () => {
  expect(names(`proxies: [${socks('a')}]\n---\nproxies: [${socks('b')}]\n`)).toEqual(['a', 'b']);
});

test('a bad item costs itself and tells its line', () => {
  const text = `proxies:\n  - ${socks('a')}\n  - {name: b, type: vless, server: h.example, port: 1}\n  - {name: c, type: ss, server: "", port: 1}\n  - {name: d, server: h.example, port: 1}\n  - ${socks('e')}\n  - text\n`;
  expect(names(text)).toEqual(['a', 'e']);
  expect(refusals(text)).toEqual(['3 link-missing-field', '4 link-missing-field', '5 link-missing-field']);
});

test('a file that is no YAML is cut into its items', () => {
  const text = `Here you are:\nproxies:\n  - ${socks('a')}\n  - {name: "b, type: socks5}\n  - name: @c\n    type: socks5\n\tserver: h.example\n    port: 1\n  - ${socks('[x] y')}\n  - {name: 'it''s', type: socks5, server: h.example, port: 1}\nrules:\n  - MATCH,DIRECT\n`;
  expect(names(text)).toEqual(['a', '@c', '[x] y', "it's"]);
  expect(refusals(text)).toEqual(['4 link-malformed']);
});

test('one damaged line of several in JSON costs that line', () => {
  const line = (name: string): string => `{"name":"${name}","type":"socks5","server":"h.example","port":1}`;
  const text = `${line('a')}\n{"name": "b" "type" {}\n${line('c')}\n`;
  expect(names(text)).toEqual(['a', 'c']);
  expect(refusals(text)).toEqual(['2 link-malformed']);
});

test('nothing secret stands in a refusal', () => {
  const { rejected } = readDocument('proxies:\n  - {name: 3c6e5d5f-8f3a-4c59, type: ss, server: h.example, port: 0, cipher: aes-128-gcm, password: hunter2}\n');
  expect(rejected).toEqual([{ line: 2, code: 'link-bad-port', reason: expect.any(String) as string, excerpt: 'ss' }]);
});

test('a file without servers says so', () => {
  expect(refusals('proxies: []\nrules: []\n')).toEqual(['1 input-empty']);
});

test('in a damaged file items still find the anchors that they merge, wherever those stand', () => {
  const text = `common: &c
  type: ss
  server: h.example
  cipher: aes-128-gcm
broken: {a: "b
proxies:
  - {<<: *c, name: a, port: 443, password: x}
  - &d {<<: *c, name: @b, port: 444, password: y}
  - {name: bad, type: ss, server: "unclosed, port: 1}
  - {<<: *d, name: c, port: 445}
  - {<<: *e, name: e, port: 446}
other: &e {type: socks5, server: i.example}
`;
  const { profiles, rejected } = readDocument(text);
  expect(profiles).toMatchObject([
    { name: 'a', type: 'shadowsocks', server: 'h.example', port: 443, password: 'x' },
    { name: '@b', port: 444, password: 'y' },
    { name: 'c', server: 'h.example', port: 445, password: 'y' },
    { name: 'e', type: 'socks5', server: 'i.example', port: 446 },
  ]);
  expect(rejected.map(({ line }) => line)).toEqual([9]);
});

test('of two documents of which one is damaged, both lists are read', () => {
  const text = 'proxies:\n  - {name: a, type: http, server: h.example, port: 80}\nrules:\n  - MATCH,a\n---\nproxies:\n\t- {name: b, type: http, server: h.example, port: 81}\n\t- {name: bad, type: http, server: "h\n';
  expect(readDocument(text).profiles.map(({ name, port }) => `${name} ${port}`)).toEqual(['a 80', 'b 81']);
  expect(refusals(text)).toEqual(['8 link-malformed']);
});
