import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maxLinkLength, openedBy, readLink, readPassedOn } from './opened.ts';

const link = 'byway://import/trojan://word@192.0.2.1:443#one';

describe('a link', () => {
  it.each([link, 'BYWAY://x', 'ss://YWVz@192.0.2.1:1', 'vless://u@h:1?x=y', 'vmess://e30', 'trojan://p@h:1', 'hysteria2://p@h:1', 'tuic://u:p@h:1', 'ss://a@h:1#two words', `byway://${'x'.repeat(maxLinkLength - 8)}`])(
    'of ours is taken: %.60s',
    (text) => expect(readLink(text)).toEqual({ kind: 'link', text }),
  );

  it.each([
    'tg://proxy?server=h&port=1&secret=0', 'https://t.me/proxy?server=h', 'http://192.0.2.1/list', 'file:///etc/passwd', 'javascript:alert(1)', 'clash://install-config?url=x',
    '--inspect', '-byway://x', ' byway://x', 'byway:x', 'byway:', '', `byway://x\n${link}`, 'byway://x\r', 'byway://x\ty', 'byway://x\0y', 'byway://x\u2028y', `byway://${'x'.repeat(1024 * 1024)}`,
  ])('of another kind, length or with line breaks is refused: %.40j', (text) => expect(readLink(text)).toEqual({ kind: 'refused' }));
});

describe('the words of a start', () => {
  it('give the link, wherever Chromium puts its own', () => {
    expect(openedBy(['--original-process-start-time=1', '--allow-file-access', link, '--no-sandbox'])).toEqual({ kind: 'link', text: link });
    expect(openedBy(['--', link])).toEqual({ kind: 'link', text: link });
    expect(openedBy(['--data-dir', '/home/me/byway://data', link])).toEqual({ kind: 'link', text: link });
  });

  it('of which none is a link of ours give nothing, or a refusal when it was meant as one', () => {
    expect(openedBy([])).toBeUndefined();
    expect(openedBy(['--inspect', '--no-sandbox', '--proxy-server=192.0.2.1:1', `--${link}`, 'word'])).toBeUndefined();
    expect(openedBy(['tg://proxy?server=h'])).toEqual({ kind: 'refused' });
    expect(openedBy(['byway://x'.repeat(120_000)])).toEqual({ kind: 'refused' });
  });

  it('with two links give a refusal: nobody opens two at once', () => {
    expect(openedBy([link, link])).toEqual({ kind: 'refused' });
    expect(openedBy([link, 'https://example.com/'])).toEqual({ kind: 'refused' });
  });

  it('give the one file with servers in it', () => {
    expect(openedBy(['/home/me/friend.byway'])).toEqual({ kind: 'file', path: '/home/me/friend.byway' });
    expect(openedBy(['C:\\Users\\me\\a.conf'])).toEqual({ kind: 'file', path: 'C:\\Users\\me\\a.conf' });
    expect(openedBy(['/etc/passwd', '/bin/sh', 'a.exe'])).toBeUndefined();
    expect(openedBy(['a.conf', 'b.conf'])).toBeUndefined();
  });

  it('never give a switch, whatever stands among them', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.string(), fc.constant(link), fc.string().map((text) => `--${text}`))), (words) => {
        const opened = openedBy(words);
        expect(opened?.kind === 'link' && opened.text.startsWith('-')).toBe(false);
        if (opened?.kind === 'link') expect(words).toContain(opened.text);
      }),
    );
  });
});

describe('what another start passes on', () => {
  it('is checked anew', () => {
    expect(readPassedOn({ kind: 'link', text: link })).toEqual({ kind: 'link', text: link });
    expect(readPassedOn({ kind: 'link', text: '--inspect' })).toEqual({ kind: 'refused' });
    expect(readPassedOn({ kind: 'link', text: 7 })).toEqual({ kind: 'refused' });
    expect(readPassedOn({ kind: 'file', path: '/etc/passwd' })).toEqual({ kind: 'refused' });
    expect(readPassedOn({ kind: 'file', path: '/home/me/a.yaml' })).toEqual({ kind: 'file', path: '/home/me/a.yaml' });
    for (const data of [undefined, null, 'byway://x', [link], {}, { kind: 'other' }]) expect(readPassedOn(data)).toBeUndefined();
  });
});
