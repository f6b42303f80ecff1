import { describe, expect, it } from 'vitest';
import { gatherTexts, isPicture } from './file-kinds.ts';

describe('a file', () => {
  it.each([
    ['photo.JPG', '', true], ['a.webp', 'image/webp', true], ['a.conf', '', false], ['a.txt', 'text/plain', false], ['a.svg', 'image/svg+xml', false], ['picture', 'image/png', true], ['noname', '', false],
    ['clash.png.yaml', '', false],
  ])('%s of type %j is a picture: %s', (name, type, answer) => expect(isPicture({ name, type })).toBe(answer));
});

describe('texts of several files', () => {
  const [one, two] = ['# my list\nss://YQ@h:1#a\n\n', 'trojan://p@h:1'];
  const conf = '[Interface]\nPrivateKey = x';

  it('are one text where they are lists of links, and one each where they are documents', () => {
    expect(gatherTexts([one, conf, two, ' ', 'proxies:\n  - a'])).toEqual([`${one}\n${two}`, conf, 'proxies:\n  - a']);
    expect(gatherTexts([])).toEqual([]);
  });

  it('stay apart when locked, in prose or base64', () => {
    for (const text of ['byway1:AAAA', 'Look: ss://YQ@h:1', 'c3M6Ly8=']) expect(gatherTexts([two, text])).toEqual([two, text]);
  });
});
