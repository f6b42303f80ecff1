/** Inputs for fuzzing, each a function of its seed alone: which way into Byway it takes, and its text. */
import { documentSeeds, headSeeds, partSeeds } from './fuzz-documents.ts';
import { linkSeeds } from './fuzz-links.ts';

/** The ways that a text from outside takes. */
export type FuzzEntry = 'text' | 'document' | 'head' | 'reader' | 'stored' | 'locked' | 'frames' | 'picture';

export interface FuzzInput {
  readonly entry: FuzzEntry;
  readonly text: string;
}

/** How often each is taken, in parts of ten thousand: the last two are slow by nature. */
const shares: readonly (readonly [entry: FuzzEntry, share: number, seeds: readonly string[]])[] = [
  ['text', 4_700, linkSeeds], ['document', 2_600, documentSeeds], ['head', 800, headSeeds], ['reader', 788, documentSeeds],
  ['stored', 700, [...documentSeeds, ...linkSeeds]], ['frames', 400, partSeeds], ['locked', 10, linkSeeds], ['picture', 2, linkSeeds],
];

const pieces = [
  'ss://', 'ssr://', 'tuic://', 'wg://', 'awg://', 'vpn://', 'sub://', 'tg:proxy?', 't.me/socks?', 'secret=', 'mieru://', 'ssh://', 'pk=', 'reserved=', 'vmess://', 'vless://', 'trojan://', 'hy2://', 'socks5://', 'https://', 'foo://', '://', '@', '#', '?', '&', '=', '%', '%25', '%zz', '+',
  ':', '/', '\\', '|', ';', ',', '[', ']', '(', ')', '<', '>', '"', "'", '`', '*', ' ', '\t', '\n', '\r\n', '\u200B', '\u202E', '\uFEFF', '\u200D',
  '---\n', '- ', ': ', '*a', '&a ', '<<: ', '!<str> ', '[Peer]\n', '[Interface]\n', '<ca>', '</ca>', '}', ']', ',"type":"ss"', 'null', 'true', '1e400', '\\u0000', 'base64:', 'expire=', '\t-',
  '&amp;', '&#38;', '0', '65536', '443', '-1', '::1', '[::1]', '1.2.3.4', 'xn--', 'ü', '你', '\uD800', '\u0000', '__proto__', 'constructor',
  'security=reality', 'pbk=a', 'type=ws', 'type=grpc', 'path=/?ed=1', 'plugin=obfs-local;obfs=http', 'extra={', '{"v":"2"', 'ey', 'AAAA', '==', 'mport=1-2', '&&detour=', ' -> ',
];
/** mulberry32: small, even, and the same everywhere. */
function randomOf(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

/** One text: a seed, or two or three, damaged in up to six places, sometimes wrapped in base64. */
export function fuzzInput(seed: number): FuzzInput {
  const random = randomOf(seed);
  let share = random(10_000);
  const [entry, , seeds] = shares.find(([, size]) => (share -= size) < 0) ?? ['text', 0, linkSeeds];
  return { entry, text: fuzzText(seeds, random) };
}

function fuzzText(seeds: readonly string[], random: (below: number) => number): string {
  const pick = (list: readonly string[]): string => list[random(list.length)] ?? '';
  let text = Array.from({ length: random(4) === 0 ? 2 + random(2) : 1 }, () => pick(seeds)).join(pick(['\n', ' ', '|', ',', '']));
  for (let damages = random(7); damages > 0; damages -= 1) text = damage(text, random, pick);
  if (random(12) === 0) text = btoa(unescape(encodeURIComponent(text.toWellFormed())));
  return random(2_000) === 0 ? text.repeat(1 + random(400)) : text;
}

function damage(text: string, random: (below: number) => number, pick: (list: readonly string[]) => string): string {
  const at = random(text.length + 1);
  const length = 1 + random(6);
  switch (random(6)) {
    case 0:
      return text.slice(0, at) + text.slice(at + length);
    case 1:
      return text.slice(0, at) + pick(pieces) + text.slice(at);
    case 2:
      return text.slice(0, at) + pick(pieces).repeat(length * 3) + text.slice(at + length);
    case 3:
      return text.slice(0, at) + text.slice(at, at + 20) + text.slice(at);
    case 4:
      return text.slice(0, at) + String.fromCharCode(random(65_536)) + text.slice(at + 1);
    default:
      return text.slice(0, at);
  }
}

