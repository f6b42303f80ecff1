import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encodeBase64Text } from './base64.ts';
import { maxLineLength, maxLines, maxTextLength, parseText } from './parse-text.ts';
import { profileArbitrary } from './profile-arbitrary-others.ts';
import { id } from './read-for-test.ts';
import { formatLink } from './registry.ts';

const good = `vless://${id}@h.example:443#n`;

function refusals(text: string): [line: number, code: string][] {
  return parseText(text).rejected.map(({ line, code }) => [line, code]);
}

describe('what cannot be read is refused with its line and a reason', () => {
  test.each([
    ['', [[1, 'input-empty']]],
    ['  \n\t\n', [[1, 'input-empty']]],
    ['hello, no link here', [[1, 'input-empty']]],
    ['vless', [[1, 'input-empty']]],
    ['://', [[1, 'input-empty']]],
    [`\n\nvless://${id}@h.example:0`, [[3, 'link-bad-port']]],
    [`${good}\nfoo://bar`, [[2, 'link-unknown']]],
    ['https://t.me/channel', [[1, 'link-unsupported']]],
    ['tg://proxy?server=h.example&port=443&secret=ee', [[1, 'link-malformed']]],
    ['tg:proxy?server=h.example&port=443&secret=ee', [[1, 'link-malformed']]],
    ['t.me/proxy?server=h.example&port=443&secret=ee', [[1, 'link-malformed']]],
    ['ssr://YWJj', [[1, 'link-malformed']]],
    ['tuic://a:b@h.example:0', [[1, 'link-bad-port']]],
    ['happ://crypt5/abc', [[1, 'link-unsupported']]],
    [`vless:${id}@h.example:443`, [[1, 'link-malformed']]],
    ['{"outbounds":[{"type":"vless"}]}', [[1, 'link-unsupported']]],
    ['proxies:\n  - name: a', [[1, 'link-unsupported']]],
    ['[Interface]\nPrivateKey = x', [[1, 'link-unsupported']]],
    ['<!DOCTYPE html><title>x</title>', [[1, 'link-unsupported']]],
    ['-----BEGIN AGE ENCRYPTED FILE-----\nabc', [[1, 'link-unsupported']]],
    ['-----BEGIN PGP MESSAGE-----\nabc', [[1, 'input-empty']]],
  ])('%j', (text, expected) => {
    expect(refusals(text)).toEqual(expected);
    for (const { reason } of parseText(text).rejected) expect(reason).toMatch(/^[A-Z].+[^.]\.$/);
  });

  test('an address or a strange scheme in prose beside a good link is no refusal', () => {
    expect(refusals(`see https://example.com and foo://bar\n${good}`)).toEqual([]);
  });

  test('a bad link costs itself only', () => {
    const parsed = parseText(`${good}\nss://broken\n${good}2`);
    expect(parsed.profiles.map((profile) => profile.name)).toEqual(['n', 'n2']);
    expect(parsed.rejected).toMatchObject([{ line: 2, code: 'link-bad-base64' }]);
  });

  test('inside base64 lines count in the list, inside one line they keep its number', () => {
    expect(refusals(encodeBase64Text(`${good}\n${good}\nss://broken`, 'standard'))).toEqual([[3, 'link-bad-base64']]);
    expect(refusals(`${good}\n${encodeBase64Text('ss://broken-and-lost', 'standard')}`)).toEqual([[2, 'link-bad-base64']]);
  });
});

describe('limits', () => {
  test('a text of 16 Mi characters is read, one more is refused', () => {
    expect(refusals(`${good}\n${'\n'.repeat(10)}${' '.repeat(maxTextLength - good.length - 11)}`).map(([, code]) => code)).toEqual(['input-too-large']);
    expect(refusals(' '.repeat(maxTextLength + 1))).toEqual([[1, 'input-too-large']]);
  });

  test('lines beyond 50,000 are refused in one entry', () => {
    const parsed = parseText(`${good}\n`.repeat(maxLines + 5));
    expect(parsed.profiles).toHaveLength(maxLines);
    expect(parsed.rejected).toMatchObject([{ line: maxLines + 1, code: 'input-too-large' }]);
  });

  test('a line beyond 64 Ki characters is refused alone', () => {
    const text = `${good}\nvless://${id}@h.example:443?x=${'a'.repeat(maxLineLength)}\n${good}`;
    expect(parseText(text).profiles).toHaveLength(2);
    expect(refusals(text)).toEqual([[2, 'input-too-large']]);
  });

  test('a line of base64 as long as a whole list is read', () => {
    expect(parseText(encodeBase64Text(`${good}\n`.repeat(5_000), 'standard')).profiles).toHaveLength(5_000);
  });

  test('base64 three times is refused', () => {
    const wrap = (text: string): string => encodeBase64Text(text, 'standard');
    expect(parseText(wrap(wrap(good))).profiles).toHaveLength(1);
    expect(refusals(wrap(wrap(wrap(good))))).toEqual([[1, 'input-too-large']]);
  });
});

describe('hostile text', () => {
  test.each([
    ['one letter', 'a'],
    ['base64', 'QUJD'],
    ['openers', '('],
    ['closers', ')'],
    ['quotes', '"'],
    ['scheme ends', '://'],
    ['schemes', 'ss://'],
    ['joined schemes', 'ss://a|'],
    ['names', 'ss://a#'],
    ['dirt', ',;|.'],
    ['white space', ' \t'],
    ['percent signs', '%'],
    ['escapes', '%41'],
    ['ampersands', '&amp;'],
    ['at signs', '@a:1'],
    ['slashes', '/'],
    ['stars', '*_~'],
    ['arrows', '->'],
    ['marks', '\u200B\u202E'],
    ['joiners', '\u200D'],
    ['line ends', '\n\r'],
    ['brackets', '[::'],
    ['tags', '<br'],
    ['loose links of Telegram', 'tg:proxy?'],
    ['padding', 'A=trojan://'],
    ['chains', '&&detour=ss://'],
  ])('a long run of %s takes linear time', (_kind, piece) => {
    for (const prefix of ['', 'vless://', 'vmess://', 'ss://', 'trojan://a@h:1?x=', 'vless://a@h:1#', '(vless://a@h:1#', 'ssr://', 'sub://', 'clash://install-config?url=', 'tg://proxy?', 'ssh://a@h?pk=', 'wg://a@h?address=']) {
      const text = `${prefix}${piece.repeat(Math.floor(60_000 / piece.length))}x`;
      const started = process.cpuUsage(); // a busy machine is nobody's quadratic loop
      parseText(text);
      expect(process.cpuUsage(started).user).toBeLessThan(1_000_000);
    }
  });

  test.each(['{"add":', '{"add":"h","port":1,"id":"x","y":', '{a:'])('deep nesting behind %s ends in a refusal', (start) => {
    for (const piece of ['[', '{"a":', "{'a':["]) expect(parseText(`vmess://${encodeBase64Text(start + piece.repeat(8_000), 'standard')}`).rejected).toHaveLength(1);
    const closed = `${start}${'['.repeat(20_000)}${']'.repeat(20_000)}}`;
    expect(parseText(`vmess://${encodeBase64Text(closed, 'standard')}`).rejected).toHaveLength(1);
  });

  test('10 MB of noise ends in refusals, not in a crash', () => {
    expect(parseText('vless://a@b '.repeat(900_000)).profiles).toHaveLength(0);
    expect(parseText(`${'x'.repeat(60_000)}\n`.repeat(170)).rejected).toHaveLength(1);
  });

  test('any text is read without throwing, and nothing secret stands in a refusal', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('ss://', 'vmess://', 'vless://', '@', '#', '?', '&', '=', '|', '\n', '%', ':', '[')), { maxLength: 12 }), (parts) => {
        const text = parts.join('');
        const parsed = parseText(text);
        expect(parsed.profiles.length + parsed.rejected.length).toBeGreaterThan(0);
        for (const entry of parsed.rejected) expect(entry.excerpt.length).toBeLessThanOrEqual(80);
      }),
      { numRuns: 3_000 },
    );
  });

  test('a refused link shows neither password nor id', () => {
    fc.assert(
      fc.property(profileArbitrary, fc.uuid(), (profile, secret) => {
        const keyed = 'uuid' in profile ? { ...profile, uuid: secret } : { ...profile, password: secret };
        const link = formatLink({ ...keyed, name: '' });
        for (const broken of [`${link}:0`, link.replace(/:\d+(?=[/?#]|$)/, ':0'), link.slice(0, -3), link.replace('@', ''), link.replace(/^[a-z0-9+]+/, 'foo')]) {
          for (const entry of parseText(broken).rejected) expect(`${entry.excerpt} ${entry.reason}`).not.toContain(secret.slice(0, 8));
        }
      }),
    );
  });
});
