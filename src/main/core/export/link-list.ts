/** Servers as share links: a line each, the same in base64, and the forms that Telegram opens. Pure. */
import { encodeBase64Text } from '../../../shared/links/base64.ts';
import { formatLink } from '../../../shared/links/registry.ts';
import { formatMtproto, formatTelegramSocks } from '../../../shared/links/telegram.ts';
import type { Profile } from '../../../shared/profile.ts';
import { notWritten, type Written } from './written.ts';

/** The link of one server in a single line; undefined for one that has none (files are no links). */
export function linkOf(profile: Profile): string | undefined {
  const link = formatLink(oneLine(profile));
  return link === '' || /[\r\n]/.test(link) ? undefined : link;
}

/** A file kept as it came is left for the link that can be made of it. */
function oneLine(profile: Profile): Profile {
  const { raw, ...rest } = profile;
  const way = profile.detour === undefined ? {} : { detour: oneLine(profile.detour) };
  return raw === undefined || /[\r\n]/.test(raw) ? { ...rest, ...way } : { ...profile, ...way };
}

/** A line each, without a line end after the last. Servers without a link are told. */
export function writeLinks(profiles: readonly Profile[]): Written {
  const links = profiles.map(linkOf);
  const text = links.filter((link) => link !== undefined).join('\n');
  return { text, leftOut: links.flatMap((link, index) => (link === undefined ? [notWritten(index, 'no-link')] : [])) };
}

/** The same list in base64 with the standard alphabet, padded: what subscriptions answer. */
export function writeBase64(profiles: readonly Profile[]): Written {
  const { text, leftOut } = writeLinks(profiles);
  const base64 = encodeBase64Text(`${text}\n`, 'standard');
  return { text: text === '' ? '' : base64.padEnd(Math.ceil(base64.length / 4) * 4, '='), leftOut };
}

/** `tg://` and `https://t.me/` of a server that Telegram itself can use; undefined for any other. */
export function telegramLinks(profile: Profile): { readonly app: string; readonly web: string } | undefined {
  if (profile.detour !== undefined) return undefined;
  if (profile.type === 'mtproto') return { app: formatMtproto(profile), web: formatMtproto(profile, { opener: 't.me' }) };
  if (profile.type !== 'socks5' || profile.security !== 'none') return undefined;
  return { app: formatTelegramSocks(profile), web: formatTelegramSocks(profile, 't.me') };
}
