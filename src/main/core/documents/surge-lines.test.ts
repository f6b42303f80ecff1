import { expect, test } from 'vitest';
import { readDocument, uuid } from './read-document-for-test.ts';

function excerpts(text: string): readonly string[] {
  return readDocument(text).rejected.map(({ line, code, excerpt }) => `${line} ${code} ${excerpt}`);
}

test('a Surge file: every server of [Proxy] is refused by name, and nothing else is', () => {
  const text = `[General]
dns-server = 8.8.8.8, 1.1.1.1
[Proxy]
Direct = direct
Home = reject, x
HK 1 = ss, h.example, 8388, encrypt-method=aes-128-gcm, password=secret
"US" = trojan, h.example, 443, password=secret
WG = wireguard, section-name=Home
New = some-type, h.example, 443, password=secret
[Proxy Group]
Auto = url-test, HK 1, US, url=http://www.example.com/204
[Rule]
FINAL,DIRECT
`;
  expect(excerpts(text)).toEqual(['6 link-unsupported ss · HK 1', '7 link-unsupported trojan · US', '8 link-unsupported wireguard · WG', '9 link-unsupported some-type · New']);
  expect(JSON.stringify(readDocument(text))).not.toContain('secret');
});

test.each([
  ['vmess=h.example:80, method=none, password=p, tag=A', 'vmess · A'],
  ['shadowsocks=[2001:db8::1]:443, method=aes-128-gcm, password=p', 'shadowsocks'],
  ['anytls=h.example:443, password=p, over-tls=true, tag=B', 'anytls · B'],
  ['ss1 = Shadowsocks,h.example,443,aes-128-gcm,"p",udp=true', 'Shadowsocks · ss1'],
  ['wg = wireguard,interface-ip=10.2.0.2,private-key="x",peers=[{public-key="y"}]', 'wireguard · wg'],
])('%s', (line, excerpt) => {
  expect(excerpts(line)).toEqual([`1 link-unsupported ${excerpt}`]);
});

test('links and lists between such lines are read, each with its own line', () => {
  const text = `HK = ss, h.example, 8388, encrypt-method=aes-128-gcm, password=p\nvless://${uuid}@h.example:443#a = ss, b\nhttps://list.example/sub\ntrojan://@h.example\n`;
  const { profiles, rejected, subscriptions } = readDocument(text);
  expect(profiles).toMatchObject([{ type: 'vless', name: 'a = ss, b' }]);
  expect(rejected.map(({ line, code }) => `${line} ${code}`)).toEqual(['1 link-unsupported', '4 link-missing-field']);
  expect(subscriptions).toEqual([{ url: 'https://list.example/sub', line: 3 }]);
});
