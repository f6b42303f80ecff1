/** What a provider says beside the list: response headers, or the same keys in the first lines of the body. Pure. */
import { decodeBase64Text } from '../../shared/links/base64.ts';
import type { Quota } from '../../shared/subscription.ts';
import { readQuota } from './subscription-quota.ts';

export interface SubscriptionHead {
  readonly title?: string;
  readonly quota?: Quota;
  /** 1-168. */
  readonly intervalHours?: number;
  /** https, or Telegram. */
  readonly supportUrl?: string;
  readonly pageUrl?: string;
  /** Plain text, possibly hostile. */
  readonly announce?: string;
  /** The provider refuses this device: it wants a number that names it, or counts too many. */
  readonly refusesDevice: boolean;
}

/** Lines of a body that may carry keys. */
const headLines = 10;
const longestValue = 2000;
const maxTitle = 200;
/** A list in base64 may carry keys as well; this much of it is looked at. */
const packedLook = 4096;

/** Reads both; a header wins over a line. `headers` by lower-case name. */
export function readSubscriptionHead(headers: Readonly<Record<string, string>>, body: string): SubscriptionHead {
  const lines = readLines(body);
  const value = (name: string): string | undefined => clean(headers[name] ?? prefixed(headers, name) ?? lines.get(name));
  const quota = readQuota(value('subscription-userinfo'));
  const title = plainText(value('profile-title')) ?? fileTitle(value('content-disposition'));
  const interval = readInterval(value('profile-update-interval'));
  const announce = plainText(value('announce')) ?? plainText(value('announcement'));
  const supportUrl = webAddress(value('support-url'));
  const pageUrl = webAddress(value('profile-web-page-url'));
  return {
    ...(title === undefined ? {} : { title: title.slice(0, maxTitle) }),
    ...(quota === undefined ? {} : { quota }),
    ...(interval === undefined ? {} : { intervalHours: interval }),
    ...(announce === undefined ? {} : { announce }),
    ...(supportUrl === undefined ? {} : { supportUrl }),
    ...(pageUrl === undefined ? {} : { pageUrl }),
    refusesDevice: ['x-hwid-not-supported', 'x-hwid-max-devices-reached', 'x-hwid-limit'].some((name) => /^(true|1|yes)$/i.test(headers[name] ?? '')),
  };
}

/** The name, best first: the provider's title, the address's fragment, its last path part without extension, its host. */
export function subscriptionTitle(head: Pick<SubscriptionHead, 'title'>, address: string, givenName: string | undefined): string {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  const last = url?.pathname.split('/').findLast((part) => part !== '') ?? '';
  // Only a file's name: any other part may be the key of the address, which must not be shown.
  const [, file = ''] = /^([^.]{1,24})\.(?:txt|ya?ml|json|conf)$/i.exec(decoded(last)) ?? [];
  const readable = /\d.*\d/.test(file) ? '' : file;
  return [head.title, givenName, decoded(url?.hash.slice(1) ?? ''), readable, url?.hostname].find((name) => name !== undefined && name.trim() !== '')?.trim().slice(0, maxTitle) ?? '';
}

/** clash-verge takes names with a cloud store's prefix as well. */
function prefixed(headers: Readonly<Record<string, string>>, name: string): string | undefined {
  return Object.entries(headers).find(([given]) => given.startsWith('x-') && given.endsWith(`-${name}`))?.[1];
}

function readLines(body: string): ReadonlyMap<string, string> {
  const start = body.slice(0, packedLook * 2).replace(/^\ufeff/, '');
  const open = commentsOf(start);
  if (open.size > 0) return open;
  const packed = start.slice(0, packedLook).replace(/\s/g, '');
  const unpacked = decodeBase64Text(packed.slice(0, packed.length - (packed.length % 4)));
  return unpacked === undefined ? open : commentsOf(unpacked);
}

function commentsOf(text: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const line of text.split('\n', headLines)) {
    const [, key = '', value = ''] = /^\s*(?:#|\/\/)\s*([a-z-]{3,40})\s*:\s*(.*)$/i.exec(line.slice(0, longestValue)) ?? [];
    if (key !== '' && !found.has(key.toLowerCase())) found.set(key.toLowerCase(), value.trim());
  }
  return found;
}

function clean(value: string | undefined): string | undefined {
  const text = value?.slice(0, longestValue).trim();
  return text === '' ? undefined : text;
}

/** `base64:` in front says how it is written; without it, it is text, percent-encoded or not. */
function plainText(value: string | undefined): string | undefined {
  if (value === undefined) return undefined;
  if (!/^base64:/i.test(value)) return clean(decoded(value));
  return clean(decodeBase64Text(value.slice('base64:'.length).trim()));
}

/** `filename*` before `filename`, without folder and extension: it is a name, never a path. */
function fileTitle(value: string | undefined): string | undefined {
  if (value === undefined) return undefined;
  const extended = /filename\*\s*=\s*(?:utf-8|iso-8859-1)?'[^']*'([^;]+)/i.exec(value)?.[1];
  const simple = /filename\s*=\s*(?:"([^"]*)"|([^;]+))/i.exec(value);
  const name = extended === undefined ? (simple?.[1] ?? simple?.[2]) : decoded(extended);
  return clean(name?.trim().replace(/^.*[/\\]/, '').replace(/\.[a-z0-9]{1,5}$/i, ''));
}

/** Hours, at least 1 and at most a week; undefined when it is no number above zero. */
function readInterval(value: string | undefined): number | undefined {
  const hours = Number(value ?? Number.NaN);
  return Number.isFinite(hours) && hours > 0 ? Math.min(168, Math.max(1, Math.round(hours))) : undefined;
}

function webAddress(value: string | undefined): string | undefined {
  const url = value !== undefined && URL.canParse(value) ? new URL(value) : undefined;
  const isFine = url?.protocol === 'tg:' || (url?.protocol === 'https:' && url.username === '');
  return isFine ? url?.href : undefined;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // a bare percent sign
  }
}
