/** Addresses of lists and links around links: what they hold, and what is refused. */
import { describe, expect, test } from 'vitest';
import { encodeBase64Text } from './base64.ts';
import { parseText } from './parse-text.ts';
import { id } from './read-for-test.ts';

const url = 'https://a.example/sub?token=a%2Fb&x=1';
const encoded = encodeURIComponent(url);
const b64 = encodeBase64Text(url, 'standard');
const vless = `vless://${id}@h.example:443?security=tls&type=ws#My name`;

describe('the address of a list is found', () => {
  test.each([
    ['alone', `${url}#Name`],
    ['quoted', `"${url}#Name"`],
    ['in a markdown link', `[list](${url}#Name)`],
    ['in prose without anything else', `your list: ${url}#Name`],
    ...['clash', 'mihomo', 'clashmeta', 'clash-verge', 'stash', 'sparkle', 'karing'].map((scheme) => [scheme, `${scheme}://install-config?url=${encoded}&name=Name`]),
    ['a fragment', `clash://install-config?url=${encoded}#Name`],
    ['an unencoded address', `clash://install-config?url=${url}&name=Name`],
    ['an unencoded address and a fragment', `clash://install-config?url=${url}#Name`],
    ['the name first', `clash://install-config?name=Name&url=${encoded}`],
    ['two encodings', `clash://install-config?url=${encodeURIComponent(encoded)}&name=Name`],
    ['a slash before the query', `clash:///install-config/?url=${encoded}&name=Name`],
    ['upper case', `CLASH://install-config?url=${encoded}&name=Name`],
    ['web escapes', `clash://install-config?url=${encoded}&amp;name=Name`],
    ['sing-box', `sing-box://import-remote-profile?url=${encoded}#Name`],
    ['v2rayn', `v2rayn://install-config?url=${encodeURIComponent(`${url}#Name`)}`],
    ['v2rayng', `v2rayng://install-sub?url=${encoded}#Name`],
    ['v2rayng, inner name first', `v2rayng://install-sub?url=${encodeURIComponent(`${url}#Name`)}#Outer`],
    ['hiddify', `hiddify://import/${url}#Name`],
    ['hiddify, encoded', `hiddify://import/${encoded}#Name`],
    ['hiddify, parameter', `hiddify://install-sub?url=${encoded}&name=Name`],
    ...['streisand://import', 'happ://add', 'v2raytun://import', 'incy://add'].flatMap((start) => [url, encoded, b64].map((text) => [`${start} ${text.slice(0, 12)}`, `${start}/${text}#Name`])),
    ['sub', `sub://${b64}#Name`],
    ['sub with a remark', `sub://${b64}?remark=Name`],
    ['shadowrocket', `shadowrocket://add/sub?url=${encoded}&title=Name`],
    ['shadowrocket around sub', `shadowrocket://add/sub://${b64}?remark=Name`],
    ['v2box', `v2box://install-sub?url=${encoded}&name=Name`],
    ['NekoBox', `sn://subscription?url=${encoded}&name=Name`],
    ['our own', `byway://import/${url}#Name`],
  ])('%s', (_form, text) => {
    expect(parseText(text)).toEqual({ profiles: [], rejected: [], subscriptions: [{ url, name: 'Name', line: 1 }] });
  });

  test.each([
    ['ssconf://a.example/conf#Name', 'https://a.example/conf', 'Name'],
    ['ssconf://a.example:8443/conf?x=1#x=1&Name', 'https://a.example:8443/conf?x=1', 'Name'],
    ['ssconf://a.example/conf#certFp=AA;sni=b', 'https://a.example/conf', undefined],
    ['https://user:pw@a.example/list', 'https://user:pw@a.example/list', undefined],
    ['http://127.0.0.1:8080/list', 'http://127.0.0.1:8080/list', undefined],
    ['https://bücher.example/liste', 'https://bücher.example/liste', undefined],
    ['https://a.example', 'https://a.example', undefined],
    ['hiddify://import/https://a.example/conv?target=x&url=https%3A%2F%2Fb.example', 'https://a.example/conv?target=x&url=https%3A%2F%2Fb.example', undefined],
  ])('%s', (text, found, name) => {
    expect(parseText(text).subscriptions).toEqual([{ url: found, ...(name === undefined ? {} : { name }), line: 1 }]);
  });

  test('with its line, once each, beside servers and refusals', () => {
    const parsed = parseText(`${vless}\n${url}\n\n${url}#again\nhttps://b.example/x\nss://broken\nsee https://c.example/help`);
    expect(parsed.subscriptions).toEqual([{ url, line: 2 }, { url: 'https://b.example/x', line: 5 }]);
    expect([parsed.profiles.length, parsed.rejected.map(({ line }) => line)]).toEqual([1, [6]]);
  });
});

describe('a link around a link gives that one', () => {
  test.each([
    ['hiddify', `hiddify://import/${vless}`],
    ['hiddify, encoded', `hiddify://import/${encodeURIComponent(vless)}`],
    ['v2rayng, encoded', `v2rayng://install-config?url=${encodeURIComponent(vless)}`],
    ['v2rayng, raw', `v2rayng://install-config?url=${vless}`],
    ['happ', `happ://add/${vless}`],
    ['base64', `v2raytun://import/${encodeBase64Text(vless, 'url')}`],
    ['sub', `sub://${encodeBase64Text(vless, 'url')}`],
    ['a name of the outer only', `v2rayng://install-config?url=${encodeURIComponent(vless.split('#')[0] ?? '')}#My name`],
  ])('%s', (_form, text) => {
    expect(parseText(text)).toMatchObject({ profiles: [{ type: 'vless', name: 'My name', uuid: id, transport: { type: 'ws' } }], rejected: [] });
  });

  test('several at once, each told with the line of the outer', () => {
    const parsed = parseText(`\nsub://${encodeBase64Text(`${vless}\nss://broken\n${url}`, 'url')}`);
    expect(parsed).toMatchObject({ profiles: [{ name: 'My name' }], rejected: [{ line: 2, code: 'link-bad-base64' }], subscriptions: [{ url, line: 2 }] });
  });

  test('but not without end', () => {
    let text = vless;
    for (let layer = 0; layer < 6; layer += 1) text = `sub://${encodeBase64Text(text, 'url')}`;
    expect(parseText(text).rejected).toMatchObject([{ line: 1, code: 'input-too-large' }]);
  });
});

test.each([
  ['happ://crypt5/AAAA', 'link-unsupported'],
  ['happ://crypt/AAAA', 'link-unsupported'],
  ['happ://routing/onadd/AAAA', 'link-unsupported'],
  ['clash://install-config', 'link-unsupported'],
  ['clash://install-config?url=', 'link-malformed'],
  ['clash://install-config?url=file%3A%2F%2F%2Fetc%2Fpasswd', 'link-unsupported'],
  ['clash://install-config?url=javascript%3Aalert(1)', 'link-unsupported'],
  ['clash://install-config?url=ftp%3A%2F%2Fa.example%2Fx', 'link-unsupported'],
  ['clash://install-config?url=https%3A%2F%2F%2Fx', 'link-bad-host'],
  ['clash://install-config?url=https%3A%2F%2Fa.example%3A0%2Fx', 'link-bad-port'],
  [`clash://install-config?url=https%3A%2F%2Fa.example%2F${'a'.repeat(9_000)}`, 'input-too-large'],
  ['hiddify://connect', 'link-unsupported'],
  ['sub://', 'link-bad-base64'],
  ['sub://%%%', 'link-bad-base64'],
  ['ssconf://', 'link-bad-host'],
  ['sn://vmess?AAAA', 'link-unsupported'],
  ['json://#AAAA', 'link-unsupported'],
  ['quantumult://configuration?server=AAAA', 'link-unsupported'],
  ['surge:///install-config?url=https%3A%2F%2Fa.example', 'link-unsupported'],
  ['https://a.example:99999/x', 'link-bad-port'],
  ['https:///x', 'link-bad-host'],
])('%s is refused: %s', (text, code) => {
  const parsed = parseText(text);
  expect([parsed.profiles, parsed.subscriptions ?? [], parsed.rejected.map((entry) => entry.code)]).toEqual([[], [], [code]]);
});
