import { expect, test } from 'vitest';
import { readDocument, refusals, uuid } from './read-document-for-test.ts';

const a = '{"type":"trojan","tag":"a","server":"h.example","server_port":443,"password":"p","tls":{"enabled":true,"insecure":true}}';
const b = `{"type":"vless","tag":"b","server":"h.example","server_port":444,"uuid":"${uuid}","tls":{"enabled":true}}`;
const names = (text: string): readonly string[] => readDocument(text).profiles.map(({ name }) => name);

test('wherever a sing-box file breaks off, what is whole is read and nothing that is not', () => {
  const whole = `{"log":{},"outbounds":[${a},\n${b}],"route":{}}`;
  for (let length = whole.indexOf('"type"'); length < whole.length; length += 1) {
    const isWholeA = length >= whole.indexOf(a) + a.length;
    const isWholeB = length >= whole.indexOf(b) + b.length;
    const { profiles, rejected } = readDocument(whole.slice(0, length));
    expect(profiles.map(({ name }) => name)).toEqual([...(isWholeA ? ['a'] : []), ...(isWholeB ? ['b'] : [])]);
    expect(rejected.at(-1)).toMatchObject({ code: 'link-malformed' });
  }
});

test('a list of Xray configurations that breaks off', () => {
  const config = (name: string): string => `{"remarks":"${name}","outbounds":[{"protocol":"trojan","tag":"proxy","settings":{"servers":[{"address":"h.example","port":443,"password":"p"}]}},{"protocol":"freedom"}]}`;
  const text = `[${config('one')},${config('two')},${config('three')}]`;
  expect(names(text.slice(0, -20))).toEqual(['one', 'two', 'three']);
  expect(names(text.slice(0, -80))).toEqual(['one', 'two']);
});

test('a damaged item costs that item and those it would lead to', () => {
  const damaged = '{"type":"trojan","tag":"x" "server" "h.example","tls":{"alpn":["h2",}}';
  const through = '{"type":"socks","tag":"y","server":"h.example","server_port":1,"detour":"x"}';
  const text = `{"outbounds":[${a},${damaged},\n${through},\n${b}]}`;
  expect(names(text)).toEqual(['a', 'b']);
  expect(refusals(text)).toEqual(['1 link-malformed', '2 link-malformed', '1 link-malformed']);
});

test('damage deep inside an item is damage of the item', () => {
  const deep = '{"type":"vless","tag":"x","server":"h.example","server_port":1,"uuid":"u","transport":{"type":"ws","list":[{"a" 1}]},"tls":{"enabled":true}}';
  expect(names(`{"outbounds":[${deep},${b}]}`)).toEqual(['b']);
});

test('a single server that breaks off is none', () => {
  expect(refusals(a.slice(0, -3))).toEqual(['1 link-malformed']);
  expect(refusals(`{"server":"h.example","server_port":1,"method":"aes-128-gcm","password":"p","plug`)).toEqual(['1 link-malformed']);
});

test('many damaged items take linear time (test 16)', () => {
  const started = performance.now();
  const text = `{"outbounds":[${a},${'{"type":"x" "y",{'.repeat(20_000)}`;
  expect(names(text)).toEqual(['a']);
  expect(names(`{"outbounds":[${a},${'{"type" "y"},'.repeat(60_000)}]}`)).toEqual(['a']);
  expect(performance.now() - started).toBeLessThan(5_000);
});
