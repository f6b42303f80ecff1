/**
 * `snell://psk@host:port?version=…&obfs=…&obfs-host=…&reuse=…#name`, the form of Throne and Sub-Store, and
 * Shadowrocket's, which puts a cipher in front of the key and wraps both in base64.
 */
import { fail, succeed, type Result } from '../fault.ts';
import type { SnellProfile } from '../profile-proxies.ts';
import { decodeBase64Password } from './base64.ts';
import type { Draft, LinkCodec } from './codec.ts';
import { formatHost, readEndpoint } from './host.ts';
import { decodeSecret, encodePercent } from './percent.ts';
import { formatFragment, formatQuery, readQuery, restOf, takeFlag, takeText, type Query } from './query.ts';
import { splitUserLink } from './split.ts';
import { takeName } from './vless.ts';

export const snellLinks: LinkCodec<SnellProfile> = { schemes: ['snell'], parse: parseSnell, format: formatSnell };

const usualVersion = 4;

function parseSnell(link: string): Result<SnellProfile> {
  const parts = splitUserLink(link);
  const query = readQuery(parts.query);
  const psk = readKey(parts.user ?? '') || (takeText(query, 'psk') ?? '');
  if (psk === '') return fail('link-missing-field', 'The key in front of the @ is missing.');
  const endpoint = readEndpoint(parts.authority);
  if (!endpoint.ok) return endpoint;
  const version = takeText(query, 'version', 'v')?.replace(/^v/i, '') ?? String(usualVersion);
  if (!/^[1-9]$/.test(version)) return fail('link-unsupported', 'The version of Snell named in this link does not exist.');
  const profile: Draft<SnellProfile> = { type: 'snell', name: takeName(query, parts), ...endpoint.value, psk, version: Number(version), ...takeObfuscation(query) };
  if (takeFlag(query, 'reuse')) profile.reuse = true;
  const extra = restOf(query);
  if (extra !== undefined) profile.extra = extra;
  return succeed(profile);
}

function readKey(user: string): string {
  const text = decodeSecret(user);
  const inner = decodeBase64Password(text) ?? '';
  const cipher = /^(?:chacha20-ietf-poly1305|aes-128-gcm):/.exec(inner) ?? /^(?:chacha20-ietf-poly1305|aes-128-gcm):/.exec(text);
  if (cipher === null) return text;
  return (inner.startsWith(cipher[0]) ? inner : text).slice(cipher[0].length);
}

/** Shadowrocket writes it as a plugin of Shadowsocks. */
function takeObfuscation(query: Query): Pick<SnellProfile, 'obfs' | 'obfsHost'> {
  const plugin = takeText(query, 'plugin');
  const obfs = takeText(query, 'obfs', 'obfsmode') ?? /;obfs=([a-z]+)/i.exec(plugin ?? '')?.[1];
  const host = takeText(query, 'obfshost') ?? /;obfs-host=([^;{}"]+)/i.exec(plugin ?? '')?.[1];
  if (obfs === undefined || /^(?:none|off)$/i.test(obfs)) return {};
  return { obfs: obfs.toLowerCase(), ...(host === undefined ? {} : { obfsHost: host }) };
}

function formatSnell(profile: SnellProfile): string {
  const query = formatQuery(
    [
      ['version', String(profile.version)],
      ['obfs', profile.obfs],
      ['obfs-host', profile.obfsHost],
      ['reuse', profile.reuse === true ? '1' : undefined],
    ],
    profile.extra,
  );
  return `snell://${encodePercent(profile.psk)}@${formatHost(profile.server)}:${profile.port}${query}${formatFragment(profile.name)}`;
}
