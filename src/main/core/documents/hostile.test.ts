import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readDocument, refusals, uuid } from './read-document-for-test.ts';
import { parseDocument } from './parse-document.ts';

const item = '{name: n, type: socks5, server: h.example, port: 1}';

test('an alias bomb is refused as too large, within its time (test 13)', () => {
  const levels = Array.from({ length: 12 }, (_, level) => `a${level + 1}: &a${level + 1} [${`*a${level}, `.repeat(9)}*a${level}]`);
  const text = `a0: &a0 [x]\n${levels.join('\n')}\nproxies:\n  - {name: n, type: masque, server: h.example, port: 1, x: *a12}\n`;
  expect(refusals(text)).toEqual(['1 input-too-large']);
});

test('a merge bomb is refused as too large (test 13)', () => {
  const wide = Array.from({ length: 2_000 }, (_, index) => `k${index}: v`).join(', ');
  const text = `x: &x {${wide}}\nproxies:\n${'  - {<<: *x, name: n}\n'.repeat(4_000)}`;
  expect(refusals(text)).toEqual(['1 input-too-large']);
});

test('aliases and merges in honest numbers are read', () => {
  const text = `x: &x {type: socks5, server: h.example, port: 1}\nproxies:\n${'  - {<<: *x, name: n}\n'.repeat(2_000)}`;
  expect(readDocument(text).profiles).toHaveLength(2_000);
});

test('aliases that nest deep are read or refused, and nothing overflows', () => {
  for (const depth of [500, 2_700, 20_000]) {
    const levels = Array.from({ length: depth }, (_, level) => `a${level + 1}: &a${level + 1} [*a${level}]`);
    const { profiles, rejected } = readDocument(`a0: &a0 [x]\n${levels.join('\n')}\nproxies:\n  - {name: n, type: masque, server: h.example, port: 1, x: *a${depth}}\n`);
    expect(profiles.length + rejected.length).toBe(1);
  }
});

test('an alias to itself or to nothing ends in a refusal', () => {
  expect(refusals('proxies: &p\n  - *p\n  - *q\n  - &i {type: masque, name: n, server: h.example, port: 1, x: *i}\n')).toEqual([]);
});

test.each([
  ['[', ']', ''], ['{"a":', '}', '1'], ['{a: ', '}', '1'], ['- ', '', ''],
])('200,000 times %j ends in a refusal (test 13)', (open, close, middle) => {
  for (const prefix of ['', 'proxies: ', '{"outbounds":', 'proxies:\n  - ']) {
    const started = performance.now();
    const parsed = parseDocument(prefix + open.repeat(200_000) + middle + close.repeat(200_000));
    expect(parsed?.profiles ?? []).toEqual([]);
    expect(performance.now() - started).toBeLessThan(10_000);
  }
});

test.each([
  `proxies:\n  - {name: n, type: socks5, server: h.example, port: 1, __proto__: {polluted: 1}, constructor: {prototype: {polluted: 1}}}\n`,
  `x: &x {__proto__: {polluted: 1}}\nproxies:\n  - {<<: *x, name: n, type: socks5, server: h.example, port: 1}\n`,
  '{"outbounds":[{"type":"socks","tag":"n","server":"h.example","server_port":1,"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}],"__proto__":{"polluted":1}}',
  '{"version":1,"servers":[{"server":"h.example","server_port":1,"method":"none","password":"","plugin":"__proto__","plugin_opts":"__proto__=1;polluted=1"}]}',
  `{"protocol":"vless","settings":{"address":"h.example","port":1,"id":"${uuid}"},"streamSettings":{"network":"ws","wsSettings":{"headers":{"__proto__":"polluted","constructor":"x"}}}}`,
])('nothing reaches a prototype (test 12): %s', (text) => {
  const { profiles } = readDocument(text);
  expect(profiles).toHaveLength(1);
  expect(({} as Readonly<Record<string, unknown>>)['polluted']).toBeUndefined();
  for (const key of ['__proto__', 'constructor', 'prototype']) expect(Object.hasOwn(profiles[0]?.extra ?? {}, key)).toBe(false);
});

test('more servers than the limit are cut off with a message (test 15)', () => {
  const started = performance.now();
  const { profiles, rejected } = readDocument(`proxies:\n${`  - ${item}\n`.repeat(50_100)}`);
  console.log(`50,100 entries: ${(performance.now() - started).toFixed(0)} ms with the schema`);
  expect(profiles).toHaveLength(50_000);
  expect(rejected).toMatchObject([{ line: 50_002, code: 'input-too-large' }]);
}, 60_000);

test('100,000 nodes are read or refused, and the time is printed (test 13)', () => {
  const started = performance.now();
  const parsed = parseDocument(`proxies:\n${`  - ${item}\n`.repeat(100_000)}`);
  console.log(`100,000 entries: ${(performance.now() - started).toFixed(0)} ms`);
  expect(parsed?.profiles).toHaveLength(50_000);
}, 60_000);

test('a field beyond 64 Ki costs its item', () => {
  expect(refusals(`proxies:\n  - ${item}\n  - {name: n, type: trojan, server: h.example, port: 1, password: ${'x'.repeat(70_000)}}\n`)).toEqual(['3 input-too-large']);
});

test.each([
  ['blanks', ' '], ['line ends', '\n'], ['tabs', '\t'], ['dashes', '- '], ['anchors', '&a '], ['quotes', '"'], ['hashes', '#'], ['slashes', '/*'], ['commas', ','], ['colons', ': '], ['equals', 'a=ss,'],
  ['brackets', '[interface]'], ['fences', '```'], ['tags', '<ca>'], ['entities', '&quot;'], ['comments', '<!--'], ['remotes', 'remote '], ['marks', '\u200B'],
])('a long run of %s takes linear time (test 16)', (_kind, piece) => {
  for (const prefix of ['', '{', '[', 'proxies:\n', '{"outbounds":[', '[Interface]\n[Peer]\n', 'client\nremote a\n', '<html', '- {name: ']) {
    const text = `${prefix}${piece.repeat(Math.floor(60_000 / piece.length))}x`;
    const started = performance.now();
    parseDocument(text);
    expect(performance.now() - started).toBeLessThan(2_000);
  }
});

test('any text is taken without throwing', () => {
  const pieces = ['proxies:', '\n', '  ', '- ', '{', '}', '[', ']', '"', "'", ':', ',', 'name: n', 'type: ss', 'server: h', 'port: 1', '&a', '*a', '<<: ', '!<str>', '|', '>', '---', '#', '"outbounds":', '[Interface]', '[Peer]', 'remote h', 'client', '<ca>', '$type: tcpudp', 'transport:', '=', '\t'];
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string({ unit: 'binary', maxLength: 4 })), { maxLength: 40 }), (parts) => {
      const parsed = parseDocument(parts.join(''));
      if (parsed !== undefined) expect(parsed.profiles.length + parsed.rejected.length + (parsed.subscriptions?.length ?? 0)).toBeGreaterThan(0);
    }),
    { numRuns: 3_000 },
  );
});

test.each([
  ['a word', `cipher: aes-128-gcm, up: ${'x'.repeat(300)}, type: hysteria2`],
  ['a list', `type: socks5, tls: true, alpn: [${'a, '.repeat(1_500)}a]`],
  ['a list in one text', `type: socks5, tls: true, alpn: "${'a,'.repeat(1_500)}a"`],
  ['an unknown field', `type: socks5, foo: ${'x'.repeat(70_000)}`],
  ['a header', `type: vless, uuid: ${uuid}, network: ws, ws-opts: {headers: {A: ${'x'.repeat(70_000)}}}`],
])('%s that no stored profile may have costs its item or is cut', (_what, fields) => {
  const { profiles, rejected } = readDocument(`proxies:\n  - ${item}\n  - {name: n, server: h.example, port: 1, password: p, ${fields}}\n`);
  expect(profiles.length + rejected.length).toBe(2);
  for (const { code } of rejected) expect(code).toBe('input-too-large');
});
