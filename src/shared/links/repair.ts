/**
 * Second tries for links that are base64 as a whole and were broken on the way: wrapped by a mailer, a `+` turned into
 * a space. Tried only after the link itself was refused, and believed only when the result reads as a server.
 */
import type { Profile } from '../profile.ts';
import { isBase64Alphabet } from './base64.ts';
import { parseLink } from './registry.ts';

export interface Repaired {
  readonly profile: Profile;
  /** Index behind the text that was used. */
  readonly end: number;
}

const mostLines = 200;

/** `rest` is what followed on the same line, `end` the index of that line's end in `text`. */
export function readRepaired(link: string, rest: string, text: string, end: number): Repaired | undefined {
  const body = link.slice(link.indexOf('://') + 3);
  if (!/^(?:vmess|ss|vless|trojan|socks5?|hysteria2|hy2):/i.test(link) || !isBase64Alphabet(body) || body.length < 4) return undefined;
  const continued = rest.trim();
  if (continued !== '') return tryJoined(link, continued, end);
  return tryFollowingLines(link, body.length, text, end);
}

/** The rest up to its name: first as if its spaces had been `+`, then as if somebody had put them in. */
function tryJoined(link: string, rest: string, end: number): Repaired | undefined {
  const hash = rest.indexOf('#');
  const words = (hash < 0 ? rest : rest.slice(0, hash)).split(/\s+/, mostLines).filter((word) => word !== '');
  const name = hash < 0 ? '' : rest.slice(hash);
  for (const glue of ['+', '']) {
    const result = parseLink([link, ...words].join(glue) + name);
    if (result.ok) return { profile: result.value, end };
  }
  return undefined;
}

/** Adds lines of base64 that are no longer than the first until the link reads. */
function tryFollowingLines(link: string, width: number, text: string, end: number): Repaired | undefined {
  let joined = link;
  let at = end + 1;
  for (let lines = 0; lines < mostLines && at < text.length; lines += 1) {
    const found = text.indexOf('\n', at);
    const next = found < 0 ? text.length : found;
    const line = text.slice(at, Math.min(next, at + width + 40)).trim();
    const head = line.split('#', 1)[0] ?? '';
    if (head === '' || !isBase64Alphabet(head) || head.length > width + 12) return undefined;
    joined += line;
    at = next + 1;
    const isLastPiece = head.length < width || line !== head || head.endsWith('=');
    const result = isLastPiece ? parseLink(joined) : undefined;
    if (result?.ok === true) return { profile: result.value, end: next };
    if (isLastPiece) return undefined;
  }
  const result = parseLink(joined);
  return result.ok ? { profile: result.value, end: Math.min(at - 1, text.length) } : undefined;
}
