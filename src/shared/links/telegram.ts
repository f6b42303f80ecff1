/**
 * Telegram's own proxy links: `tg://proxy?server=…&port=…&secret=…`, `tg://socks?server=…&port=…&user=…&pass=…`, and
 * the same behind `https://t.me/` and its other names.
 */
import { fail, succeed, type Result } from '../fault.ts';
import type { MtprotoProfile } from '../profile-proxies.ts';
import type { Socks5Profile } from '../profile.ts';
import type { Draft, LinkCodec } from './codec.ts';
import { readHost, readPort } from './host.ts';
import { readName } from './name.ts';
import { readMtprotoSecret, writeMtprotoSecret } from './mtproto-secret.ts';
import { formatFragment, formatQuery, readQuery, restOf, takeText, type Query } from './query.ts';

/** `tg:` yields two types, so the registry asks `parseTelegram` itself. */
export const mtprotoLinks: LinkCodec<MtprotoProfile> = {
  schemes: [],
  parse: () => fail('link-unsupported', 'This Telegram link is not one of a proxy.'),
  format: (profile) => formatMtproto(profile),
};

const telegramLink = /^(?:tg|telegram):(?:\/\/)?([a-z]+)\/?(?:[?#]|$)/i;
const webLink = /^https?:\/\/(?:www\.)?(?:t\.me|telegram\.(?:me|dog)):?(?:80|443)?\/([^/?#]*)\/?(?:[?#]|$)/i;

/** True for an http(s) address inside Telegram, of whatever kind. */
export function isTelegramWeb(link: string): boolean {
  return /^https?:\/\/(?:[\w-]{1,64}\.)?(?:t\.me|telegram\.(?:me|dog))(?::\d{1,5})?(?:[/?#]|$)/i.test(link);
}

/** Reads any of the forms. Faults: link-unsupported (no proxy), and those of its parts. */
export function parseTelegram(link: string): Result<MtprotoProfile | Socks5Profile> {
  const word = (telegramLink.exec(link) ?? webLink.exec(link))?.[1]?.toLowerCase();
  if (word !== 'proxy' && word !== 'socks') return fail('link-unsupported', 'This is a link inside Telegram, and not one of a proxy.');
  const hash = link.indexOf('#');
  const head = hash < 0 ? link : link.slice(0, hash);
  const query = readQuery(head.includes('?') ? head.slice(head.indexOf('?') + 1) : '');
  const name = readName(hash < 0 ? undefined : link.slice(hash + 1));
  const address = takeAddress(query);
  if (!address.ok) return address;
  const base = { name, ...address.value };
  return word === 'proxy' ? readProxy(base, query) : readSocks(base, query);
}

interface Address {
  readonly server: string;
  readonly port: number;
}

/** Telegram reads the digits in front and ignores what follows them. */
function takeAddress(query: Query): Result<Address> {
  const host = takeText(query, 'server', 'host');
  if (host === undefined) return fail('link-missing-field', 'The server of this Telegram proxy is missing.');
  const server = readHost(host);
  if (!server.ok) return server;
  const digits = takeText(query, 'port');
  if (digits === undefined) return fail('link-missing-field', 'The port of this Telegram proxy is missing.');
  const port = readPort(/^\d+/.exec(digits)?.[0] ?? digits);
  return port.ok ? succeed({ server: server.value, port: port.value }) : port;
}

function readProxy(base: Address & { readonly name: string }, query: Query): Result<MtprotoProfile> {
  const secret = readMtprotoSecret(takeText(query, 'secret') ?? '');
  if (!secret.ok) return secret;
  const profile: Draft<MtprotoProfile> = { type: 'mtproto', ...base, ...secret.value };
  const extra = restOf(query);
  if (extra !== undefined) profile.extra = extra;
  return succeed(profile);
}

/** Other parameters are dropped: they mean nothing to Telegram, and might mean something in the link this server is written as. */
function readSocks(base: Address & { readonly name: string }, query: Query): Result<Socks5Profile> {
  const profile: Draft<Socks5Profile> = { type: 'socks5', ...base, security: 'none' };
  const username = takeText(query, 'user', 'username');
  if (username !== undefined) profile.username = username;
  const password = takeText(query, 'pass', 'password');
  if (password !== undefined) profile.password = password;
  return succeed(profile);
}

/** How a link for Telegram is written: opened by the app itself or by a browser, the secret in hex or in base64. */
export interface TelegramForm {
  readonly opener?: 'tg' | 't.me';
  readonly secret?: 'hex' | 'base64';
}

/** `tg://proxy?…` with the secret in hex, unless asked otherwise. */
export function formatMtproto(profile: MtprotoProfile, { opener = 'tg', secret = 'hex' }: TelegramForm = {}): string {
  const query = formatQuery([...addressOf(profile), ['secret', writeMtprotoSecret(profile, secret)]], profile.extra);
  return `${openers[opener]}proxy${query}${formatFragment(profile.name)}`;
}

/** A SOCKS 5 server as Telegram takes it: `tg://socks?…`. TLS has no place in it. */
export function formatTelegramSocks(profile: Socks5Profile, opener: 'tg' | 't.me' = 'tg'): string {
  return `${openers[opener]}socks${formatQuery([...addressOf(profile), ['user', profile.username], ['pass', profile.password]], undefined)}`;
}

const openers = { tg: 'tg://', 't.me': 'https://t.me/' } as const;

function addressOf({ server, port }: Address): [string, string][] {
  return [
    ['server', server],
    ['port', String(port)],
  ];
}

const loose = /(^|[^A-Za-z0-9/.:@-])((?:tg|telegram):(?=(?:proxy|socks)[/?])|(?:www\.)?(?:t\.me|telegram\.(?:me|dog))\/(?=(?:proxy|socks)[/?]))/gi;

/** True when a text may hold links that `withSlashes` has to complete. */
export function hasLooseTelegram(text: string): boolean {
  return anyLoose.test(text);
}

/** The same before a JSON text's escapes are undone, and without its surroundings. */
const anyLoose = /(?:tg|telegram):(?:proxy|socks)|(?:t\.me|telegram\.(?:me|dog))\\?\/(?:proxy|socks)/i;

/** `tg:proxy?…` and `t.me/proxy?…` with the scheme and slashes that they lack. */
export function withSlashes(line: string): string {
  return line.replace(loose, (_found, before: string, start: string) => `${before}${start.endsWith(':') ? `${start}//` : `https://${start}`}`);
}
