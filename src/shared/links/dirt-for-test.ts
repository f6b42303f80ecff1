/** What happens to a link on its way through chats, mails, web pages and keyboards; each way keeps all that it says. */

type Dirt = (link: string) => string;

const base64 = (text: string): string => btoa(String.fromCharCode(...new TextEncoder().encode(text)));
const html = (text: string): string => text.replaceAll('&', '&amp;');
const wrapped = (text: string): string => text.match(/.{1,76}/g)?.join('\r\n') ?? '';
const around =
  (before: string, after = ''): Dirt =>
  (link) =>
    before + link + after;

/** Every parameter's value with the characters escaped that may stand there raw. */
function encodeReserved(link: string): string {
  const [head = '', ...name] = link.split('#');
  const mark = head.indexOf('?');
  if (mark < 0) return link;
  const query = head.slice(mark + 1).replaceAll(/=[^&]*/g, (value) => `=${value.slice(1).replaceAll(/[/:,=@?;]/g, (sign) => encodeURIComponent(sign))}`);
  return [head.slice(0, mark + 1) + query, ...name].join('#');
}

export const dirt: Readonly<Record<string, Dirt>> = {
  'a byte order mark': around('\uFEFF'),
  'zero-width marks at its ends': around('\u200B', '\u200B'),
  'a zero-width mark inside': (link) => `${link.slice(0, 4)}\u200B${link.slice(4)}`,
  'marks of right-to-left text': around('\u202B\u200F', '\u200E\u202C'),
  'isolating marks': around('\u2068', '\u2069'),
  'a soft hyphen': (link) => `${link.slice(0, 3)}\u00AD${link.slice(3)}`,
  'line ends of Windows': around('\r\n', '\r\n\r\n'),
  'double quotes': around('"', '"'),
  'single quotes': around("'", "'"),
  'typographic quotes': around('“', '”'),
  'angle quotes': around('«', '»'),
  'quotes of Chinese': around('「', '」'),
  'back-ticks': around('`', '`'),
  'a fence': around('```\n', '\n```'),
  'angle brackets': around('<', '>'),
  'a link of markdown': around('[connect](', ')'),
  'bold of markdown': around('**', '**'),
  'a comma': around('', ','),
  'a wide comma': around('', '，'),
  'a full stop of prose': around('Take ', ' .'),
  'another behind it': (link) => `${link} ${link}`,
  'another behind a bar': (link) => `${link}|${link}`,
  'escapes of a page': html,
  'escapes of a page, twice': (link) => html(html(link)),
  'numbered escapes': (link) => link.replaceAll('&', '&#38;'),
  'an upper-case scheme': (link) => link.replace(/^[^:]*/, (scheme) => scheme.toUpperCase()),
  'reserved signs escaped': encodeReserved,
  'base64 around it': base64,
  'wrapped base64 around it': (link) => wrapped(base64(link)),
  'base64 around base64': (link) => base64(base64(link)),
  'spaces for pluses in base64': (link) => base64(link).replaceAll('+', ' '),
  'prose in Russian': around('Вот ключ, держи:\n', '\nПишите, если не работает.'),
  'prose in Persian': around('سرور جدید:\n', '\nلطفا تست کنید'),
  'prose in Chinese': around('新的节点：', '\n请勿外传'),
  'a number': around('1. '),
  'a bullet': around('• '),
  'a tick': around('✅ '),
  'an empty box': around('- [ ] '),
  'a saved chat': (link) => `<div class="text">\nKey: <a href="${html(link)}">here</a><br>\n</div>`,
  'code on a page': (link) => `<code>${html(link)}</code>`,
  'quoting in a mail': around('> > '),
  'escapes of JSON': (link) => JSON.stringify(link).replaceAll('/', String.raw`\/`).replaceAll('&', String.raw`\u0026`),
  'a list of JSON': (link) => JSON.stringify([link, 'x']),
  'spaces and tabs': around(' \t  ', '\t '),
  'spaces that do not break': around('\u00A0', '\u00A0'),
  'wide spaces': around('\u3000', '\u3000'),
  'a wide colon': (link) => link.replace('://', '：//'),
  'wide slashes': (link) => link.replace('://', '：／／'),
  'escapes around the whole': (link) => encodeURIComponent(link),
  'a cell of a table': around('| 1 | ', ' |'),
  'a comment above it': around('# list of today\n'),
  'a NUL': around('', '\0'),
};
