/**
 * Secrets of Telegram proxies that were damaged on their way, put right by a guess. Some apps guess by themselves; here
 * a guess is only ever offered, because the server may be another one or none at all.
 */
import type { Reject } from '../profile.ts';
import type { RepairOffer } from '../profile-proxies.ts';
import { decodeBase64 } from './base64.ts';
import { bytesOfHex, hexOf } from './mtproto-secret.ts';
import { decodePercent } from './percent.ts';
import { parseTelegram } from './telegram.ts';

interface Guess {
  readonly kind: RepairOffer['kind'];
  /** The secret in hex. */
  readonly secret: string;
}

const keyLength = 16;

/** Telegram's own apps guess at damaged secrets; here a guess is told and left to the person. Other refusals stay as they are. */
export function withRepair(entry: Reject, link: string): Reject {
  const repair = /[?&]secret=/i.test(link) ? repairTelegram(link) : undefined;
  return repair === undefined ? entry : { ...entry, reason: `${entry.reason} ${repairSentences[repair.kind]}`, repair };
}

const repairSentences: { readonly [Kind in RepairOffer['kind']]: string } = {
  'last-digit': 'Without its last digit it could be read.',
  'first-bytes': 'With its first sixteen bytes alone it could be read.',
  letters: 'Without the two letters in front of it, it could be read.',
};

/** The first guess that Telegram would take, as a whole link; undefined where nothing can be guessed. */
export function repairTelegram(link: string): RepairOffer | undefined {
  const written = /[?&]secret=([^&#]*)/i.exec(link)?.[1];
  if (written === undefined) return undefined;
  for (const { kind, secret } of guesses(decodePercent(written).trim().replaceAll(' ', '+'))) {
    const repaired = link.replace(/([?&]secret=)[^&#]*/i, `$1${secret}`);
    if (parseTelegram(repaired).ok) return { kind, link: repaired };
  }
  return undefined;
}

function guesses(text: string): readonly Guess[] {
  const isHex = /^[0-9a-fA-F]+$/.test(text);
  if (isHex && text.length % 2 === 1) return [{ kind: 'last-digit', secret: text.slice(0, -1) }];
  const bytes = isHex ? bytesOfHex(text) : decodeBase64(text);
  return [...withoutLetters(text), ...(bytes === undefined ? [] : firstBytes(bytes))];
}

/** The kind's letters, meant for hex, in front of base64. */
function withoutLetters(text: string): readonly Guess[] {
  const letters = /^(?:ee|dd)/i.exec(text)?.[0].toLowerCase();
  const bytes = letters === undefined ? undefined : decodeBase64(text.slice(2));
  if (bytes === undefined || bytes.length < keyLength || bytes.length > keyLength + 1) return [];
  return [{ kind: 'letters', secret: `${letters === 'dd' && bytes.length === keyLength ? 'dd' : ''}${hexOf(bytes)}` }];
}

/** More than the kind has room for: telephones take the first sixteen bytes. A disguise without a site is padding only. */
function firstBytes(bytes: Uint8Array): readonly Guess[] {
  if (bytes.length <= keyLength) return [];
  if (bytes[0] === 0xdd || bytes[0] === 0xee) return [{ kind: 'first-bytes', secret: `dd${hexOf(bytes.subarray(1, keyLength + 1))}` }];
  return [{ kind: 'first-bytes', secret: hexOf(bytes.subarray(0, keyLength)) }];
}
