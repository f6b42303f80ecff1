import { describe, expect, it } from 'vitest';
import { linkMark } from './clipboard-link.ts';

describe('a text on the clipboard', () => {
  it.each([
    'vless://u@h.example:443#x', 'Try this one: ss://YWVzLTI1Ni1nY206cGFzcw@192.0.2.1:8388 !', 'VMESS://e30=', 'byway://import/x', 'clash://install-config?url=x',
    'tg://proxy?server=h&port=1&secret=0', 'https://t.me/proxy?server=h&port=443&secret=ee', 'byway1:AREI', 'first line\n\ntrojan://p@h:1',
  ])('with a link for Byway has a mark: %j', (text) => {
    expect(linkMark(text)).toMatch(/^[0-9a-f]{8}$/);
    expect(linkMark(`${text}\n`)).toBe(linkMark(text));
    expect(linkMark(`${text}2`)).not.toBe(linkMark(text));
  });

  it.each(['', 'hello', 'https://example.com/page', 'ssh://git@example.com/repository', 'address://x', 'xss://x', 'ss://', 'file:///etc/passwd', 'my password', `${'a'.repeat(70_000)} ss://YQ@h:1`])(
    'without one has none: %.40j',
    (text) => expect(linkMark(text)).toBeUndefined(),
  );

  it('is looked at in a time that grows with its length only', () => {
    for (const piece of ['a', 'a.', '://', 'ss:/', 't.me/', 'a-b+c.']) expect(linkMark(piece.repeat(64 * 1024)), piece).toBeUndefined();
  });
});
