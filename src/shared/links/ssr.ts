/** `ssr://base64(host:port:protocol:method:obfs:base64(password)/?obfsparam=…&protoparam=…&remarks=…)`. */
import { fail, succeed, type Result } from '../fault.ts';
import type { SsrProfile } from '../profile-proxies.ts';
import { decodeBase64Legacy, decodeBase64Password, encodeBase64Text } from './base64.ts';
import type { Draft, LinkCodec } from './codec.ts';
import { formatHost, readEndpoint } from './host.ts';
import { readName } from './name.ts';
import { decodePercent } from './percent.ts';
import { normalizeKey, prototypeKeys } from './query.ts';
import { isShadowsocksCipher } from './shadowsocks-ciphers.ts';

export const ssrLinks: LinkCodec<SsrProfile> = { schemes: ['ssr'], parse: parseSsr, format: formatSsr };

/** Parameters that are written as plain numbers. */
const plainKeys = new Set(['udpport', 'uot']);

function parseSsr(link: string): Result<SsrProfile> {
  const body = link.slice(link.indexOf('://') + 3);
  const hash = body.indexOf('#');
  const encoded = decodePercent(hash < 0 ? body : body.slice(0, hash)).replace(/\/$/, '');
  const text = decodeBase64Legacy(encoded);
  if (text === undefined || text === '') return fail('link-bad-base64', 'The text behind ssr:// is not whole base64.');
  const mark = text.includes('/?') ? text.indexOf('/?') : text.indexOf('?');
  const head = readHead((mark < 0 ? text : text.slice(0, mark)).replace(/\/$/, ''));
  if (!head.ok) return head;
  const fields = readFields(mark < 0 ? '' : text.slice(text.indexOf('?', mark) + 1));
  const profile: Draft<SsrProfile> = {
    ...head.value,
    name: fields.get('remarks')?.trim() || readName(hash < 0 ? undefined : body.slice(hash + 1)),
  };
  const protocolParam = fields.get('protoparam');
  if (protocolParam !== undefined) profile.protocolParam = protocolParam;
  const obfsParam = fields.get('obfsparam');
  if (obfsParam !== undefined) profile.obfsParam = obfsParam;
  for (const key of ['remarks', 'protoparam', 'obfsparam']) fields.delete(key);
  if (fields.size > 0) profile.extra = Object.fromEntries(fields);
  return succeed(profile);
}

/** `auth_aes128_md5`, `tls1.2_ticket_auth`: what is no such word is damage, which nothing could write again. */
const pluginName = /^[a-z0-9_.-]{1,64}$/;

/** Six fields, counted from the right, so that an IPv6 host survives without brackets. */
function readHead(text: string): Result<Omit<SsrProfile, 'name'>> {
  const words = text.split(':');
  if (words.length < 6) return fail('link-malformed', 'An SSR link holds server, port, protocol, cipher, obfuscation and password; this one holds fewer.');
  const [port = '', protocol = '', cipher = '', obfs = '', encoded = ''] = words.slice(-5);
  const host = words.slice(0, -5).join(':');
  const endpoint = readEndpoint(`${host.includes(':') && !host.startsWith('[') ? `[${host}]` : host}:${port}`);
  if (!endpoint.ok) return endpoint;
  const password = decodeBase64Password(encoded);
  if (password === undefined) return fail('link-bad-base64', 'The password in this SSR link is not base64.');
  const method = cipher.trim().toLowerCase();
  if (!isShadowsocksCipher(method)) return fail('link-unsupported', 'The cipher named in this link is not one of ShadowsocksR.');
  if (password === '' && method !== 'none') return fail('link-missing-field', 'The password in this SSR link is empty.');
  const names = { protocol: protocol.trim().toLowerCase() || 'origin', obfs: obfs.trim().toLowerCase() || 'plain' };
  if (!pluginName.test(names.protocol) || !pluginName.test(names.obfs)) return fail('link-malformed', 'The protocol or obfuscation named in this SSR link is damaged.');
  return succeed({ type: 'ssr', ...endpoint.value, method, password, ...names });
}

/** Values are base64 each; what is not stays as it is. `(null)` is an absent one, as some panels print it. */
function readFields(query: string): Map<string, string> {
  const fields = new Map<string, string>();
  for (const part of query.split('&', 100)) {
    const equals = part.indexOf('=');
    const key = normalizeKey((equals < 0 ? part : part.slice(0, equals)).trim());
    const value = equals < 0 ? '' : decodePercent(part.slice(equals + 1)).trim();
    if (key === '' || value === '' || value === '(null)' || fields.has(key) || prototypeKeys.has(key)) continue;
    const text = plainKeys.has(key) ? value : (decodeBase64Legacy(value) ?? value);
    if (text !== '' && text !== '(null)') fields.set(key, text);
  }
  return fields;
}

function formatSsr(profile: SsrProfile): string {
  const fields: (readonly [string, string | undefined])[] = [
    ['obfsparam', profile.obfsParam],
    ['protoparam', profile.protocolParam],
    ['remarks', profile.name],
    ...Object.entries(profile.extra ?? {}),
  ];
  const parts = fields.flatMap(([key, value]) => (value === undefined || value === '' ? [] : [`${key}=${plainKeys.has(key) ? value : encodeBase64Text(value, 'url')}`]));
  const password = encodeBase64Text(profile.password, 'url');
  const head = [formatHost(profile.server), profile.port, profile.protocol, profile.method, profile.obfs, password].join(':');
  return `ssr://${encodeBase64Text(`${head}/${parts.length === 0 ? '' : `?${parts.join('&')}`}`, 'url')}`;
}
