/** What a text without links is, when it is recognisably something else. */

/** One sentence, or undefined for a text that is nothing in particular. Looks at the beginning only. */
export function documentReason(text: string): string | undefined {
  const start = text.slice(0, 4_096).replace(/^[\s\uFEFF]*/, '');
  if (start.startsWith('-----BEGIN AGE ENCRYPTED FILE-----')) return 'This list is encrypted with age; it must be decrypted before it can be read.';
  if (/^<(?:!doctype|html|head|body|\?xml)\b/i.test(start)) return 'This is a web page and not a list of links; it often means that a login or a block page answered.';
  if (/^[{[]/.test(start) && /"[\w$-]{1,40}"\s*:/.test(start)) return 'This looks like a configuration in JSON, and no server could be found in it.';
  if (/^\[interface\]/im.test(start)) return 'This looks like a WireGuard configuration, and no server could be found in it.';
  if (/^(?:proxies|proxy-providers|proxy-groups|outbounds):/m.test(start)) return 'This looks like a Clash configuration, and no server could be found in it.';
  if (/^(?:client|remote\s+\S+|<ca>)\s*$/m.test(start)) return 'This looks like an OpenVPN configuration, and no server could be found in it.';
  return undefined;
}
