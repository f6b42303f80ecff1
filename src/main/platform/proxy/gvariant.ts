/** Strings in GVariant's text notation, exactly as gsettings prints them: what we write must compare equal when read. */

/** One string. GLib's `g_variant_print` takes single quotes unless the text has one, and escapes what cannot be printed. */
export function quoteString(text: string): string {
  const quote = text.includes("'") ? '"' : "'";
  const escaped = Array.from(text, (character) => escapeCharacter(character, quote)).join('');
  return `${quote}${escaped}${quote}`;
}

/** A list of strings; the empty one needs its type spelled out. */
export function quoteList(texts: readonly string[]): string {
  return texts.length === 0 ? '@as []' : `[${texts.map(quoteString).join(', ')}]`;
}

const shortEscapes: Readonly<Record<string, string>> = {
  '\u0007': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
};

function escapeCharacter(character: string, quote: string): string {
  if (character === quote || character === '\\') return `\\${character}`;
  const short = shortEscapes[character];
  if (short !== undefined) return short;
  if (!/[\p{Cc}\p{Cf}\p{Cn}\p{Cs}]/u.test(character)) return character;
  const code = character.codePointAt(0) ?? 0;
  return code <= 0xffff ? `\\u${code.toString(16).padStart(4, '0')}` : `\\U${code.toString(16).padStart(8, '0')}`;
}
