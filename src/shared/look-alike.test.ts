import { domainToASCII } from 'node:url';
import { describe, expect, it } from 'vitest';
import { hostOddity, isStrangeName, readableHost } from './look-alike.ts';
import { decodeLabel } from './punycode.ts';

describe('a label of another alphabet', () => {
  it.each(['пример', 'bücher', 'παράδειγμα', '例子', 'مثال', 'a-ü-b', 'faß', '𐌰𐌱'])('%s comes back as it was', (label) => {
    expect(decodeLabel(domainToASCII(label))).toBe(label);
  });

  it.each(['xn--', 'xn--!!!', 'xn--99999999999999999999', `xn--${'a'.repeat(80)}`])('%s is damaged or empty, and nothing breaks', (label) => {
    expect(decodeLabel(label) ?? '').not.toContain('xn--');
  });
});

describe('an address', () => {
  it.each([
    ['paypal.com', undefined],
    ['198.51.100.7', undefined],
    ['2001:db8::1', undefined],
    [domainToASCII('pаypal.com'), 'look-alike-host'], // a Cyrillic а among Latin letters
    [domainToASCII('сосо.com'), 'look-alike-host'], // all Cyrillic, all like Latin ones
    [domainToASCII('пример.рф'), 'punycode-host'],
    [domainToASCII('сосо.рф'), 'punycode-host'], // at home there
    [domainToASCII('bücher.example'), 'punycode-host'],
    [domainToASCII('例子abc.example'), 'punycode-host'], // as in any Chinese shop sign
    ['xn--!!!.example', 'punycode-host'],
  ] as const)('%s: %s', (server, oddity) => {
    expect(hostOddity(server)).toBe(oddity);
  });

  it('is told as people read it', () => {
    expect(readableHost(domainToASCII('пример.рф'))).toBe('пример.рф');
    expect(readableHost('plain.example')).toBeUndefined();
    expect(readableHost('xn--!!!.example')).toBeUndefined();
  });
});

describe('a name', () => {
  it.each([
    'Amsterdam 1', 'Сервер в Амстердаме', 'VPNы для всех', 'РФ-VPN', '香港 02｜IPLC', '🇳🇴 Norway ⚡', '👨‍👩‍👧 family', 'سرور رایگان', '\u200fسرور‌های ایران\u200f', 'نسخه \u2067x\u2069 ۲',
    '🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f} London', 'Ω loss', '',
  ])('%s is a name like others', (name) => {
    expect(isStrangeName(name)).toBe(false);
  });

  it.each(['Аmsterdam', 'Gооgle', 'safe\u202etxt.exe', 'a\u200bb', 'سرور\u202eabc', 'Norway \u2066x', 'tag\u{e0041}ged', '\ufeffb'])('%j pretends', (name) => {
    expect(isStrangeName(name)).toBe(true);
  });
});
