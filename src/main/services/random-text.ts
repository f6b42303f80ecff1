/** Random bytes as text. */

/** base64url without padding: safe in links, headers and file names. */
export function randomText(bytes: Uint8Array): string {
  const text = btoa(String.fromCharCode(...bytes));
  return text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
