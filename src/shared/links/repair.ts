/**
 * Second tries for links that are base64 as a whole and were broken on the way: wrapped by a mailer, a `+` turned into
 * a space. Tried only after the link itself was refused, and believed only when the result reads as a server.
 */
import { isBase64Alphabet } from './base64.ts';

/** Reads a whole link; undefined when it is none. */
export type Read<T> = (link: string) => T | undefined;

export interface Repaired<T> {
  readonly value: T;
  /** Index behind the text that was used. */
  readonly end: number;
}

const mostLines = 200;

/** `rest` is what followed on the same line, `end` the index of that line's end in `text`. */
export function readRepaired<T>(read: Read<T>, link: string, rest: string, text: string, end: number): Repaired<T> | undefined {
  const body = link.slice(link.indexOf('://') + 3);
  if (!/^(?:vmess|ssr?|vless|trojan|socks[45]?|hysteria2|hy2|awg|wg|mieru|ssd|vpn|sub|snell|tuic):/i.test(link) || !isBase64Alphabet(body) || body.length < 4) return undefined;
  const continued = rest.trim();
  if (continued !== '') return tryJoined(read, link, continued, end);
  return tryFollowingLines(read, link, body.length, text, end);
}

/** The rest up to its name: first as if its spaces had been `+`, then as if somebody had put them in. */
function tryJoined<T>(read: Read<T>, link: string, rest: string, end: number): Repaired<T> | undefined {
  const hash = rest.indexOf('#');
  const words = (hash < 0 ? rest : rest.slice(0, hash)).split(/\s+/, mostLines).filter((word) => word !== '');
  const name = hash < 0 ? '' : rest.slice(hash);
  for (const glue of ['+', '']) {
    const value = read([link, ...words].join(glue) + name);
    if (value !== undefined) return { value, end };
  }
  return undefined;
}

/** Adds lines of base64 that are no longer than the first until the link reads. */
function tryFollowingLines<T>(read: Read<T>, link: string, width: number, text: string, end: number): Repaired<T> | undefined {
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
    const value = isLastPiece ? read(joined) : undefined;
    if (value !== undefined) return { value, end: next };
    if (isLastPiece) return undefined;
  }
  const value = read(joined);
  return value === undefined ? undefined : { value, end: Math.min(at - 1, text.length) };
}
