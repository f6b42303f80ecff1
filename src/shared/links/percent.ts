/** Percent-encoding, read leniently and written strictly. */

/** Decodes once. Escapes that are damaged or not UTF-8 stay as they are; never throws. */
export function decodePercent(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text.replace(/(?:%[0-9a-fA-F]{2})+/g, decodeRun);
  }
}

function decodeRun(run: string): string {
  try {
    return decodeURIComponent(run);
  } catch {
    return run;
  }
}

/** Decodes a password or id: as a whole, or not at all, since a half-decoded secret is a wrong one. */
export function decodeSecret(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The bytes a percent-encoded ASCII text stands for; undefined when it holds other characters or damaged escapes. */
export function percentBytes(text: string): Uint8Array | undefined {
  const bytes = new Uint8Array(text.length);
  let length = 0;
  for (let index = 0; index < text.length; index += 1) {
    let code = text.charCodeAt(index);
    if (code > 126) return undefined;
    if (code === 37) {
      const digits = text.slice(index + 1, index + 3);
      if (!/^[0-9a-fA-F]{2}$/.test(digits)) return undefined;
      code = Number.parseInt(digits, 16);
      index += 2;
    }
    bytes[length++] = code;
  }
  return bytes.subarray(0, length);
}

/** Encodes everything that any program might take for syntax, brackets and quotes included. Never throws. */
export function encodePercent(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replace(/[!'()*]/g, escapeAscii);
}

function escapeAscii(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}
