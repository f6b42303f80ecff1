/** Outline's salt prefix: in links one character per byte (U+0000 to U+00FF), in profiles hex. */
import { percentBytes } from './percent.ts';

/** Hex of a percent-encoded prefix; undefined when a character does not fit into a byte. */
export function prefixHex(encoded: string): string | undefined {
  const text = decodeText(encoded);
  if (text !== undefined) return bytesToHex(Array.from(text, (character) => character.codePointAt(0) ?? 0));
  const bytes = percentBytes(encoded); // escapes that are not UTF-8: one byte each
  return bytes === undefined ? undefined : bytesToHex([...bytes]);
}

function decodeText(encoded: string): string | undefined {
  try {
    return decodeURIComponent(encoded);
  } catch {
    return undefined;
  }
}

function bytesToHex(bytes: readonly number[]): string | undefined {
  if (bytes.some((byte) => byte > 255)) return undefined;
  return bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The characters that stand for these bytes. */
export function prefixText(hex: string): string {
  return (hex.match(/../g) ?? []).map((pair) => String.fromCharCode(Number.parseInt(pair, 16))).join('');
}
