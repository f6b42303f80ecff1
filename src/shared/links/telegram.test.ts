/** Telegram's proxies: every form of the link, every form of the secret, and what is refused. */
import { describe, expect, test } from 'vitest';
import { readMtprotoSecret, writeMtprotoSecret } from './mtproto-secret.ts';
import { parseText } from './parse-text.ts';
import { readAs, refusalOf } from './read-for-test.ts';
import { formatLink } from './registry.ts';
import { formatMtproto, formatTelegramSocks } from './telegram.ts';

const key = '0123456789abcdef0123456789abcdee';
const site = 'www.example.com';
const ee = `ee${key}7777772e6578616d706c652e636f6d`;
const eeBase64 = '7gEjRWeJq83vASNFZ4mrze53d3cuZXhhbXBsZS5jb20';
const query = `server=h.example&port=443&secret=${key}`;
const proxy = { type: 'mtproto', name: '', server: 'h.example', port: 443, secret: key, mode: 'plain' };

function readText(text: string): unknown {
  const { profiles, rejected } = parseText(text);
  return [...profiles.map(({ raw: _raw, ...profile }) => profile), ...rejected.map(({ code }) => code)];
}

describe('a link to a proxy of Telegram is read', () => {
  test.each([
    `tg://proxy?${query}`,
    `TG://PROXY?${query}`,
    `tg:proxy?${query}`,
    `tg://proxy/?${query}`,
    `telegram://proxy?${query}`,
    ...['t.me', 'telegram.me', 'telegram.dog'].flatMap((host) => ['https://', 'http://', 'https://www.', 'www.', ''].map((start) => `${start}${host}/proxy?${query}`)),
    `https://T.ME/proxy?${query}`,
    `https://t.me/proxy/?${query}`,
    `tg://proxy?SERVER=h.example&Port=443&SeCrEt=${key}`,
    `tg://proxy?server=H.Example.&port=0443&secret=${key.toUpperCase()}`,
    `<a href="https://t.me/proxy?${query.replaceAll('&', '&amp;')}">connect</a>`,
    `MTProto: (t.me/proxy?${query})`,
    `[proxy](tg://proxy?${query})`,
    `"tg://proxy?${query}",`,
    encodeURIComponent(`tg://proxy?${query}`),
  ])('%s', (text) => expect(readText(text)).toEqual([proxy]));

  test('with a name behind it, and parameters that nobody knows', () => {
    expect(readAs('mtproto', `tg://proxy?${query}&channel=%40x#My proxy`)).toEqual({ ...proxy, name: 'My proxy', extra: { channel: '@x' } });
  });

  test('with a port as Telegram reads it', () => {
    expect(readAs('mtproto', `tg://proxy?server=h.example&port=80abc&secret=${key}`).port).toBe(80);
  });

  test('several on a line, and between other links', () => {
    const text = `tg://proxy?${query} https://t.me/proxy?${query}|t.me/proxy?${query}\nsocks5://h.example:1080`;
    expect(parseText(text).profiles.map(({ type }) => type)).toEqual(['mtproto', 'mtproto', 'mtproto', 'socks5']);
  });

  test.each([
    ['tg://socks?server=192.0.2.1&port=1080&user=u%40&pass=p+w', { username: 'u@', password: 'p+w' }],
    ['https://t.me/socks?server=192.0.2.1&port=1080', {}],
    ['tg:socks?server=192.0.2.1&port=1080&user=&pass=', {}],
  ])('%s is SOCKS 5', (link, credentials) => {
    expect(readText(link)).toEqual([{ type: 'socks5', name: '', server: '192.0.2.1', port: 1080, security: 'none', ...credentials }]);
  });
});

describe('a secret', () => {
  test.each([
    [key, { secret: key, mode: 'plain' }],
    ['ABCDEF0123456789abcdef0123456789', { secret: 'abcdef0123456789abcdef0123456789', mode: 'plain' }],
    [`dd${key}`, { secret: key, mode: 'dd' }],
    [ee, { secret: key, mode: 'ee', domain: site }],
    [eeBase64, { secret: key, mode: 'ee', domain: site }],
    [`${eeBase64}=`, { secret: key, mode: 'ee', domain: site }],
    [`ee${key}00`, { secret: key, mode: 'ee', domain: '\0' }], // TDLib takes any bytes for a name
    ['ASNFZ4mrze8BI0VniavN7g', { secret: key, mode: 'plain' }],
    ['3QEjRWeJq83vASNFZ4mrze4=', { secret: key, mode: 'dd' }],
    ['3f////////////////////8', { secret: 'ff'.repeat(16), mode: 'dd' }],
    ['+/v7+/v7+/v7+/v7+/v7+w==', { secret: 'fb'.repeat(16), mode: 'plain' }],
  ])('%s is understood', (text, expected) => {
    const result = readMtprotoSecret(text);
    expect(result.ok ? result.value : result.fault).toEqual(expected);
  });

  test('with spaces for pluses, as a form decoder leaves it, is put right', () => {
    expect(readAs('mtproto', 'tg://proxy?server=h.example&port=443&secret=ASNFZ4mrze8BI0Vni%20vN7g').secret).toBe('0123456789abcdef012345678bebcdee');
  });

  test.each([
    ['', 'link-missing-field'],
    [key.slice(1), 'link-malformed'],
    [`${key}0`, 'link-malformed'],
    [key.slice(2), 'link-malformed'],
    ['ee', 'link-malformed'],
    [`ee${key}`, 'link-missing-field'],
    [`ab${key}`, 'link-unsupported'],
    [`dd${key}00`, 'link-unsupported'],
    [`${key}${key}`, 'link-unsupported'],
    ['eeASNFZ4mrze8BI0VniavN7g', 'link-unsupported'],
    [`ee${key}${'61'.repeat(183)}`, 'link-malformed'],
    ['not base64!', 'link-bad-base64'],
    ['%%%', 'link-bad-base64'],
  ])('%s is refused: %s', (text, code) => {
    const result = readMtprotoSecret(text);
    expect(result.ok ? 'accepted' : result.fault.code).toBe(code);
    expect(result.ok ? '' : result.fault.cause).not.toContain(text === '' ? 'nothing' : text);
  });

  test('of 182 bytes of site is the longest', () => {
    expect(readMtprotoSecret(`ee${key}${'61'.repeat(182)}`).ok).toBe(true);
  });

  test('is written in hex, or in base64 when asked', () => {
    const secret = { secret: key, mode: 'ee', domain: site } as const;
    expect(writeMtprotoSecret(secret)).toBe(ee);
    expect(writeMtprotoSecret(secret, 'base64')).toBe(eeBase64);
    expect(writeMtprotoSecret({ secret: key, mode: 'dd' })).toBe(`dd${key}`);
    expect(writeMtprotoSecret({ secret: key, mode: 'plain' }, 'base64')).toBe('ASNFZ4mrze8BI0VniavN7g');
  });
});

test('links are written for the app and for the browser', () => {
  const profile = readAs('mtproto', `t.me/proxy?server=h.example&port=443&secret=${eeBase64}`);
  expect(formatLink(profile)).toBe(`tg://proxy?server=h.example&port=443&secret=${ee}`);
  expect(formatMtproto(profile, { opener: 't.me', secret: 'base64' })).toBe(`https://t.me/proxy?server=h.example&port=443&secret=${eeBase64}`);
  const socks = readAs('socks5', 'tg://socks?server=h.example&port=1&user=a b&pass=c');
  expect(formatTelegramSocks(socks)).toBe('tg://socks?server=h.example&port=1&user=a%20b&pass=c');
  expect(formatTelegramSocks(socks, 't.me')).toMatch(/^https:\/\/t\.me\/socks\?/);
});

test.each([
  [`tg://proxy?port=443&secret=${key}`, 'link-missing-field'],
  [`tg://proxy?server=&port=443&secret=${key}`, 'link-missing-field'],
  [`tg://proxy?server=h.example&secret=${key}`, 'link-missing-field'],
  [`tg://proxy?server=h.example&port=0&secret=${key}`, 'link-bad-port'],
  [`tg://proxy?server=h.example&port=65536&secret=${key}`, 'link-bad-port'],
  [`tg://proxy?server=h.example&port=-1&secret=${key}`, 'link-bad-port'],
  [`tg://proxy?server=h.example&port=abc&secret=${key}`, 'link-bad-port'],
  [`tg://proxy?server=h example&port=443&secret=${key}`, 'link-bad-host'],
  [`tg://proxy?server=${'a'.repeat(256)}&port=443&secret=${key}`, 'link-bad-host'],
  ['tg://proxy?server=h.example&port=443', 'link-missing-field'],
  ['tg://socks?server=h.example', 'link-missing-field'],
  ['tg://resolve?domain=x', 'link-unsupported'],
  ['tg://proxyx?server=h.example', 'link-unsupported'],
  ['https://t.me/channel', 'link-unsupported'],
  ['https://t.me/', 'link-unsupported'],
])('%s is %s', (link, code) => expect(refusalOf(link)).toBe(code));

test.each(['https://t.me.evil.example/proxy?', 'https://evil.example/t.me/proxy?', 'https://nott.me/proxy?'])('%s is not of Telegram', (start) => {
  expect(parseText(`${start}${query}`)).toMatchObject({ profiles: [], subscriptions: [{ line: 1 }] });
});
