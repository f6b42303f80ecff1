/**
 * Secrets of Telegram proxies, read as TDLib reads them: hex, else base64 of either alphabet. 16 bytes are plain, 17
 * with 0xdd in front are padded, 18 and more with 0xee in front are disguised as TLS and end in a site's name.
 */
import { fail, succeed, type Result } from '../fault.ts';
import type { MtprotoProfile } from '../profile-proxies.ts';
import { decodeBase64, encodeBase64 } from './base64.ts';

export type MtprotoSecret = Pick<MtprotoProfile, 'secret' | 'mode' | 'domain'>;

const keyLength = 16;
const longestDomain = 182;

/** Reads a secret out of a link, already percent-decoded. Faults: link-missing-field, link-malformed, link-bad-base64, link-unsupported. */
export function readMtprotoSecret(text: string): Result<MtprotoSecret> {
  const spelled = text.trim().replaceAll(' ', '+'); // a form decoder's doing
  if (spelled === '') return fail('link-missing-field', 'The secret of this Telegram proxy is missing.');
  const isHex = /^[0-9a-fA-F]+$/.test(spelled);
  if (isHex && spelled.length % 2 === 1) return fail('link-malformed', 'The secret has an odd number of hexadecimal digits: one was lost or added.');
  const bytes = isHex ? bytesOfHex(spelled) : decodeBase64(spelled);
  if (bytes === undefined) return fail('link-bad-base64', 'The secret is neither hexadecimal nor base64.');
  return readBytes(bytes);
}

function readBytes(bytes: Uint8Array): Result<MtprotoSecret> {
  const first = bytes[0];
  if (bytes.length < keyLength) return fail('link-malformed', 'The secret is shorter than 16 bytes.');
  if (bytes.length === keyLength) return succeed({ secret: hexOf(bytes), mode: 'plain' });
  if (bytes.length === keyLength + 1 && first === 0xdd) return succeed({ secret: hexOf(bytes.subarray(1)), mode: 'dd' });
  if (first !== 0xee) return fail('link-unsupported', 'Telegram on a computer does not take this secret: it is longer than 16 bytes and of no known kind.');
  const site = bytes.subarray(keyLength + 1);
  if (site.length === 0) return fail('link-missing-field', 'The secret is of the kind that imitates a web site, and names none.');
  if (site.length > longestDomain) return fail('link-malformed', 'The name of the web site in this secret is longer than 182 bytes.');
  return succeed({ secret: hexOf(bytes.subarray(1, keyLength + 1)), mode: 'ee', domain: String.fromCharCode(...site) });
}

/**
 * The secret as links carry it. Hex is what every app reads; base64url without padding is shorter.
 */
export function writeMtprotoSecret({ secret, mode, domain = '' }: MtprotoSecret, form: 'hex' | 'base64' = 'hex'): string {
  const site = Array.from(mode === 'ee' ? domain : '', (letter) => (letter.codePointAt(0) ?? 0) & 255);
  const hex = `${mode === 'plain' ? '' : mode}${secret}${hexOf(Uint8Array.from(site))}`;
  return form === 'hex' ? hex : encodeBase64(bytesOfHex(hex), 'url');
}

/** Bytes of an even number of hexadecimal digits. */
export function bytesOfHex(hex: string): Uint8Array {
  return Uint8Array.from({ length: hex.length >> 1 }, (_, index) => Number.parseInt(hex.slice(index * 2, index * 2 + 2), 16));
}

/** Bytes in lower-case hex. */
export function hexOf(bytes: Uint8Array): string {
  let hex = '';
  for (const byte of bytes) hex += byte.toString(16).padStart(2, '0');
  return hex;
}
