/** Links come out of chats, web pages, mails and tables: each row is one kind of dirt. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encodeBase64Text } from './base64.ts';
import { parseText } from './parse-text.ts';
import { profileArbitrary } from './profile-arbitrary-others.ts';
import { id } from './read-for-test.ts';
import { formatLink } from './registry.ts';

const vless = `vless://${id}@h.example:443?security=tls&sni=s.example&type=ws&path=%2Fws#My%20name`;
const ss = `ss://${encodeBase64Text('aes-256-gcm:pw', 'url')}@h.example:8388#Other`;
const vmess = `vmess://${encodeBase64Text(JSON.stringify({ v: '2', ps: 'x'.repeat(60), add: 'h.example', port: '443', id, aid: '0', net: 'ws', host: 'cdn.example', path: '/ws', tls: 'tls' }), 'standard')}`;

/** Names of what was read, rejects in brackets. */
function read(text: string): string[] {
  const parsed = parseText(text);
  return [...parsed.profiles.map((profile) => profile.name), ...parsed.rejected.map((entry) => `[${entry.code}]`)];
}

describe('one link is found', () => {
  test.each([
    ['BOM', `\uFEFF${vless}`],
    ['zero-width marks around', `\u200B\u2060${vless}\u200B`],
    ['zero-width marks inside', vless.replace('443', '4\u200B43').replace('vless', 'vl\u200Bess')],
    ['direction marks', `\u202A${vless}\u202C\u200F`],
    ['a carriage return', `\r\n${vless}\r\n`],
    ['tabs', `\t${vless}\tcomment`],
    ['unbreakable spaces', `\u00A0${vless}\u00A0`],
    ['double quotes', `"${vless}"`],
    ['single quotes and a comma', `'${vless}',`],
    ['back-ticks', `\`${vless}\``],
    ['a fence', `\`\`\`\n${vless}\n\`\`\``],
    ['angle brackets', `<${vless}>`],
    ['parentheses in prose', `my server (${vless}) is good`],
    ['a markdown link', `[server](${vless})`],
    ['bold', `**${vless}**`],
    ['a list', `- ${vless}`],
    ['a numbered list', `12. ${vless}`],
    ['a quotation', `> > ${vless}`],
    ['a table', `| ${vless} | 12 ms |`],
    ['prose before', `Here it is: ${vless}`],
    ['prose before, a full stop behind', `Here it is: ${vless}.`],
    ['Chinese prose', `节点：${vless}。`],
    ['a trailing comma', `${vless},`],
    ['a trailing semicolon', `${vless};`],
    ['an HTML attribute', `<a href="${vless.replaceAll('&', '&amp;')}">server</a>`],
    ['an HTML element', `<code>${vless}</code>`],
    ['an HTML line break', `${vless}<br/>`],
    ['HTML escapes', vless.replaceAll('&', '&amp;')],
    ['double HTML escapes', vless.replaceAll('&', '&amp;amp;')],
    ['numbered HTML escapes', vless.replaceAll('&', '&#38;')],
    ['JSON escapes', `["${vless.replaceAll('/', '\\/')}"]`],
    ['JSON', JSON.stringify({ link: vless })],
    ['JSON with escaped ampersands', `{"link":"${vless.replaceAll('&', '\\u0026')}"}`],
    ['escapes of markdown', vless.replaceAll('_', '\\_').replaceAll('-', '\\-').replaceAll('&', '\\&')],
    ['hexadecimal HTML escapes', vless.replaceAll('/', '&#x2F;').replaceAll('=', '&#x3D;').replaceAll('&t', '&#x26;t')],
    ['wide colon and slashes', vless.replace('://', '：／／')],
    ['typographic quotes', `“${vless}”`],
    ['Chinese brackets', `【${vless}】`],
    ['a form feed behind', `${vless}\f`],
    ['base64 with spaces for pluses', encodeBase64Text(`${vless}\n>>>???>>>`, 'standard').replaceAll('+', ' ')],
    ['an upper-case scheme', vless.replace('vless', 'VLESS')],
    ['percent-encoding of the whole', encodeURIComponent(vless)],
    ['base64 of the line', encodeBase64Text(vless, 'standard')],
    ['base64 twice', encodeBase64Text(encodeBase64Text(vless, 'standard'), 'url')],
    ['wrapped base64', (encodeBase64Text(vless, 'standard').match(/.{1,76}/g) ?? []).join('\r\n')],
    ['quoted base64', `"${encodeBase64Text(`${vless}\n`, 'standard')}"`],
    ['base64 without padding and a BOM', `\uFEFF${encodeBase64Text(vless, 'url')}\n`],
    ['comments around', `# list of mine\n// second\n${vless}\n#end`],
    ['an address in the prose', `see https://example.com/help for more\n${vless}`],
  ])('in spite of %s', (_dirt, text) => {
    expect(read(text)).toEqual(['My name']);
  });
});

describe('several links are found', () => {
  test.each([
    ['one a line', `${vless}\n${ss}`],
    ['old line ends', `${vless}\r\n\r\n${ss}\r\n`],
    ['on one line', `${vless} ${ss}`],
    ['joined by bars', `${vless}|${ss}`],
    ['joined by spaced bars', `${vless} | ${ss}`],
    ['joined by commas', `${vless},${ss}`],
    ['in a chain', `${vless} -> ${ss}`],
    ['in a chain of Hiddify', `${vless}&&detour=${ss}`],
    ['as a JSON list', JSON.stringify([vless, ss])],
    ['as base64', encodeBase64Text(`${vless}\n${ss}`, 'standard')],
    ['as base64 line by line', `${encodeBase64Text(vless, 'standard')}\n${encodeBase64Text(ss, 'standard')}`],
    ['with line ends spelled out', `${vless}\\n${ss}\\n`.slice(0, -2)],
    ['with Windows line ends spelled out', `"${vless}\\r\\n${ss}"`],
    ['in prose', `First: ${vless}\nand then "${ss}", enjoy.`],
    ['glued together', `${vless}${ss.replace('ss://', 'trojan://').replace('?', '')}`],
  ])('%s', (_dirt, text) => {
    expect(read(text)).toEqual(['My name', 'Other']);
  });

  test('without names they are told apart as well', () => {
    const bare = [vless, ss].map((link) => link.split('#')[0]);
    expect(parseText(bare.join(' ')).profiles).toHaveLength(2);
    expect(parseText(bare.join('|')).profiles).toHaveLength(2);
    expect(parseText(bare.join(', ')).profiles).toHaveLength(2);
  });
});

test('links glued together without names are told apart', () => {
  const bare = vless.split('#')[0] ?? '';
  expect(parseText(`${vmess}${bare}${bare}`).profiles.map((profile) => profile.type)).toEqual(['vmess', 'vless', 'vless']);
});

test('padding does not hide the link that is glued behind it', () => {
  const padded = `vmess://${encodeBase64Text(JSON.stringify({ add: 'h.example', port: 1, id, ps: 'ab' }), 'standard')}`;
  expect(padded).toMatch(/=$/);
  expect(parseText(`${padded}${vless}`).profiles.map((profile) => profile.type)).toEqual(['vmess', 'vless']);
});

test('a vmess link broken on the way is put together', () => {
  const pieces = vmess.match(/.{1,64}/g) ?? [];
  expect(read(pieces.join('\n'))).toEqual(['x'.repeat(60)]);
  expect(read(`${pieces.join('\r\n')}\n${ss}`)).toEqual(['x'.repeat(60), 'Other']);
  expect(read(pieces.join(' '))).toEqual(['x'.repeat(60)]);
  const plus = `ss://${encodeBase64Text('aes-256-gcm:>>>>~~~~', 'standard')}@h.example:8388#a b`;
  expect(plus).toContain('+');
  expect(read(plus.replaceAll('+', ' '))).toEqual(['a b']);
});

test('names stay as their authors wrote them', () => {
  const names = ['🇩🇪 Berlin | 100%', 'a (b)', 'نام\u200Cکاربر', 'a+b', '#1 #2', 'see https://t.me/channel', 'x://y', '<b>', "it's", 'Ü & Ö'];
  for (const name of names) expect(read(`vless://${id}@h.example:443#${name}`)).toEqual([name]);
});

test.each([
  ['%E4%BD%A0%20%zz', '你 %zz'],
  ['a+b+c', 'a b c'],
  ['a+b', 'a+b'],
  ['a+b+c%20d', 'a+b+c d'],
  ['%CF%E3%B8%DB', '香港'],
  ['100%', '100%'],
  ['', ''],
  ['%00%1b[31m', '\u0000\u001b[31m'],
])('the fragment %s is the name %s', (fragment, name) => {
  expect(parseText(`vless://${id}@h.example:443#${fragment}`).profiles[0]?.name).toBe(name);
});

/** What copying does to a line, as functions. */
const dirts: readonly ((link: string) => string)[] = [
  (link) => `\uFEFF${link}`,
  (link) => `  ${link}  `,
  (link) => `${link}\r`,
  (link) => `"${link}",`,
  (link) => `\`${link}\``,
  (link) => `<${link}>`,
  (link) => `- ${link}`,
  (link) => `> ${link}`,
  (link) => `\u200B${link}\u200B`,
  (link) => `Server: ${link}`,
  (link) => `[n](${link})`,
  (link) => link.replaceAll('&', '&amp;'),
  (link) => link.replace(/^[a-z0-9+-]+/, (scheme) => scheme.toUpperCase()),
  (link) => encodeBase64Text(link, 'url'),
];

test('every dirt leaves every written link readable', () => {
  fc.assert(
    fc.property(profileArbitrary, fc.constantFrom(...dirts), (profile, dirty) => {
      const link = formatLink({ ...profile, name: 'N' });
      const parsed = parseText(dirty(link));
      expect(parsed.rejected).toEqual([]);
      const clean = parseText(link).profiles[0];
      expect({ ...parsed.profiles[0], raw: '' }).toEqual({ ...clean, raw: '' });
    }),
    { numRuns: 1_000 },
  );
});
