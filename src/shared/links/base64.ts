/**
 * Base64 as it occurs in the wild: standard, url-safe or mixed alphabet, unpadded or over-padded, wrapped in lines.
 * The alphabet is checked before anything is believed: decoders that skip bad characters turn prose into bytes.
 */

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const urlAlphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const invalid = 255;
const blank = 254;
const values = buildValues();

const utf8 = new TextDecoder('utf-8', { fatal: true });
const utf8Encoder = new TextEncoder();

function buildValues(): Uint8Array {
  const table = new Uint8Array(128).fill(invalid);
  for (let index = 0; index < 64; index += 1) table[alphabet.charCodeAt(index)] = index;
  table['-'.charCodeAt(0)] = 62;
  table['_'.charCodeAt(0)] = 63;
  for (const space of ' \t\r\n') table[space.charCodeAt(0)] = blank;
  return table;
}

function valueAt(text: string, index: number): number {
  const code = text.charCodeAt(index);
  return code < 128 ? (values[code] ?? invalid) : invalid;
}

/** Index behind the last character that is neither padding nor white space. */
function endOfBody(text: string): number {
  let end = text.length;
  while (end > 0 && (text.charCodeAt(end - 1) === 61 || valueAt(text, end - 1) === blank)) end -= 1;
  return end;
}

/** Bytes of a base64 text, or undefined when it is not base64. White space is ignored, any padding is accepted. */
export function decodeBase64(text: string): Uint8Array | undefined {
  const end = endOfBody(text);
  const bytes = new Uint8Array(Math.floor((end * 3) / 4));
  let length = 0;
  let buffer = 0;
  let count = 0;
  for (let index = 0; index < end; index += 1) {
    const code = text.charCodeAt(index);
    const value = code < 128 ? (values[code] ?? invalid) : invalid;
    if (value >= blank) {
      if (value === blank) continue;
      return undefined;
    }
    buffer = ((buffer << 6) | value) & 0xffffff;
    count += 1;
    if ((count & 3) !== 0) continue;
    bytes[length] = buffer >> 16;
    bytes[length + 1] = (buffer >> 8) & 255;
    bytes[length + 2] = buffer & 255;
    length += 3;
  }
  const rest = count & 3;
  if (rest === 1) return undefined;
  if (rest === 2) bytes[length++] = (buffer >> 4) & 255;
  if (rest === 3) {
    bytes[length++] = (buffer >> 10) & 255;
    bytes[length++] = (buffer >> 2) & 255;
  }
  return bytes.subarray(0, length);
}

/** True when every character belongs to base64, padding or white space, and there is at least one of the first. */
export function isBase64Alphabet(text: string): boolean {
  const end = endOfBody(text);
  for (let index = 0; index < end; index += 1) if (valueAt(text, index) === invalid) return false;
  return end > 0;
}

/** Text of valid UTF-8 bytes (a BOM is dropped), else undefined. */
export function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return utf8.decode(bytes);
  } catch {
    return undefined; // the decoder has no way of saying no without throwing
  }
}

/** UTF-8 text inside a base64 text, else undefined. */
export function decodeBase64Text(text: string): string | undefined {
  const bytes = decodeBase64(text);
  return bytes === undefined ? undefined : decodeUtf8(bytes);
}

/** Like `decodeBase64Text`, but bytes that are not UTF-8 are read as GB 18030 (old Chinese panels), else as Latin-1. */
export function decodeBase64Legacy(text: string): string | undefined {
  const bytes = decodeBase64(text);
  if (bytes === undefined) return undefined;
  return decodeUtf8(bytes) ?? decodeGb18030(bytes) ?? latin1(bytes);
}

/** UTF-8, else one character per byte: for passwords, where a guess at an Asian encoding would destroy bytes. */
export function decodeBase64Password(text: string): string | undefined {
  const bytes = decodeBase64(text);
  return bytes === undefined ? undefined : (decodeUtf8(bytes) ?? latin1(bytes));
}

/** Text of bytes in GB 18030 (contains GBK), undefined when they are not or the runtime lacks the table. */
export function decodeGb18030(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('gb18030', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function latin1(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}

/** Base64 of a text's UTF-8 bytes. Standard alphabet with padding, or url-safe without. */
export function encodeBase64Text(text: string, form: 'standard' | 'url'): string {
  return encodeBase64(utf8Encoder.encode(text), form);
}

/** Base64 of bytes. Standard alphabet with padding, or url-safe without. */
export function encodeBase64(bytes: Uint8Array, form: 'standard' | 'url'): string {
  const letters = form === 'url' ? urlAlphabet : alphabet;
  let encoded = '';
  for (let index = 0; index < bytes.length; index += 3) {
    const group = ((bytes[index] ?? 0) << 16) | ((bytes[index + 1] ?? 0) << 8) | (bytes[index + 2] ?? 0);
    encoded += letters.charAt(group >> 18) + letters.charAt((group >> 12) & 63);
    if (index + 1 < bytes.length) encoded += letters.charAt((group >> 6) & 63);
    if (index + 2 < bytes.length) encoded += letters.charAt(group & 63);
  }
  return form === 'url' ? encoded : encoded + '='.repeat((3 - (bytes.length % 3)) % 3);
}
