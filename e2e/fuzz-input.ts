/** Inputs for fuzzing, each a function of its seed alone, and the judgement over what reading them gave. */
import { isDeepStrictEqual } from 'node:util';
import { parseText } from '../src/shared/links/parse-text.ts';
import { formatLink, parseLink } from '../src/shared/links/registry.ts';
import type { Profile } from '../src/shared/profile.ts';
import { mixedLinks } from './bench/mixed-links.ts';

const pieces = [
  'ss://', 'ssr://', 'tuic://', 'wg://', 'awg://', 'vpn://', 'sub://', 'tg:proxy?', 't.me/socks?', 'secret=', 'mieru://', 'ssh://', 'pk=', 'reserved=', 'vmess://', 'vless://', 'trojan://', 'hy2://', 'socks5://', 'https://', 'foo://', '://', '@', '#', '?', '&', '=', '%', '%25', '%zz', '+',
  ':', '/', '\\', '|', ';', ',', '[', ']', '(', ')', '<', '>', '"', "'", '`', '*', ' ', '\t', '\n', '\r\n', '\u200B', '\u202E', '\uFEFF', '\u200D',
  '&amp;', '&#38;', '0', '65536', '443', '-1', '::1', '[::1]', '1.2.3.4', 'xn--', 'ü', '你', '\uD800', '\u0000', '__proto__', 'constructor',
  'security=reality', 'pbk=a', 'type=ws', 'type=grpc', 'path=/?ed=1', 'plugin=obfs-local;obfs=http', 'extra={', '{"v":"2"', 'ey', 'AAAA', '==', 'mport=1-2', '&&detour=', ' -> ',
];
const otherSeeds = [
  'ss://YWVzLTI1Ni1nY206cHdAaC5leGFtcGxlOjgzODg#Legacy',
  'ss://2022-blake3-aes-128-gcm:a%3D%3D%3Ab%3D%3D@h.example:1/?plugin=v2ray-plugin%3Btls%3Bhost%3Da#x',
  'trojan-go://pw@h.example/?type=ws&host=a&path=%2Fb&encryption=ss%3Baes-128-gcm%3Apw#x',
  'hy2://user:pw@[2001:db8::1]:443,5000-6000/?obfs=gecko&obfs-password=a&pinSHA256=AB%3ACD&mport=1-2#x',
  'vless://YXV0bzphQGguZXhhbXBsZTo0NDM?remarks=a&obfs=websocket&obfsParam=%7B%22Host%22%3A%22a%22%7D&tls=1',
  'vmess://ws+tls:3c6e5d5f-8f3a-4c59-9a4b-5d2a1f0e9c77-0@h.example:443/?path=/a&tlsServerName=b#x',
  'socks://dXNlcjpwdw==@h.example:1080#x',
  'https://user:pw@h.example:8443?sni=a#x',
  'vless://a@h.example:443?type=xhttp&extra=%7B%22a%22%3A1%7D&security=reality&pbk=a&sid=&spx=%2F#x',
];
const wrapped = 'https%3A%2F%2Fa.example%2Fsub';
const wrappers = [
  `clash://install-config?url=${wrapped}&name=x`, `hiddify://import/https://a.example/s#x`, `sn://subscription?url=${wrapped}`, 'sub://aHR0cHM6Ly9hLmV4YW1wbGUvcw#x', 'ssconf://a.example/s#x',
  'happ://add/aHR0cHM6Ly9hLmV4YW1wbGUvcw', 'ssd://eyJwb3J0IjoxLCJlbmNyeXB0aW9uIjoicmM0LW1kNSIsInBhc3N3b3JkIjoieCIsInNlcnZlcnMiOlt7InNlcnZlciI6ImEuZXhhbXBsZSJ9XX0',
  'vpn://eyJjb250YWluZXJzIjpbeyJhd2ciOnsibGFzdF9jb25maWciOiJ7XCJjb25maWdcIjpcIltJbnRlcmZhY2VdXFxuUHJpdmF0ZUtleT1hXFxuW1BlZXJdXFxuUHVibGljS2V5PWFcXG5FbmRwb2ludD1oOjFcIn0ifX1dfQ',
  'mieru://CiEKBGhvbWUSCAoBdRIBcBoPCglhLmV4YW1wbGUaBAgBEAI', 'awg://W0ludGVyZmFjZV0KUHJpdmF0ZUtleT1hCkpjPTQKW1BlZXJdClB1YmxpY0tleT1hCkVuZHBvaW50PWg6MQ#x', 'mieru://u:p@h.example?port=1-2&port=3&protocol=TCP&protocol=UDP#x',
  'hysteria2+realm+http://t@r.example/id?auth=a&stun=s:1&stun=t:2#x', 'tg:socks?server=h&port=1&user=u&pass=p', 't.me/proxy?server=h&port=1&secret=dd0123456789abcdef0123456789abcdee', 'warp://auto#a&&detour=warp://auto#b',
  'vless://a@h.example:1#a -> trojan://b@h.example:2#b', 'ssh://u:p@h?pk=b3BlbnNzaC1rZXktdjEAAAAA&hk=ssh-rsa%20AAAA,AAAA#x', 'wg://h?pk=a&pub=b&jc=4&h1=5&address=10.0.0.1-fd00::1&reserved=AQID#x',
];
const seeds = [...mixedLinks(200), ...otherSeeds, ...wrappers];

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

/** One text: one to three links, damaged in up to six places, sometimes wrapped in base64. */
export function fuzzInput(seed: number): string {
  const random = randomOf(seed);
  const pick = (list: readonly string[]): string => list[random(list.length)] ?? '';
  let text = Array.from({ length: 1 + random(3) }, () => pick(seeds)).join(pick(['\n', ' ', '|', ',', '']));
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

/** What is wrong with the answer to this text; undefined when nothing is. */
export function judgeInput(text: string): string | undefined {
  try {
    const { profiles, rejected, subscriptions = [] } = parseText(text);
    if (profiles.length + rejected.length + subscriptions.length === 0) return 'neither a profile nor a refusal';
    for (const profile of profiles) {
      const difference = judgeProfile(profile);
      if (difference !== undefined) return difference;
    }
    return undefined;
  } catch (error) {
    return `threw ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
  }
}

/** Written and read again a profile is the same, but for what is left out on purpose or reads as encoded twice. */
function judgeProfile(profile: Profile): string | undefined {
  // A way is told by the text around; a file of WireGuard has to name networks that a link may leave out.
  const { raw: _raw, detour: _detour, ...rest } = profile;
  if ('peers' in rest && rest.peers.some((peer) => peer.allowedIps === undefined)) return undefined;
  if (/%[0-9a-f]{2}|[?&]ed=/i.test(JSON.stringify(rest))) return undefined;
  const { up: _up, down: _down, ...shared } = { up: '', down: '', ...rest };
  const link = formatLink(shared);
  const again = parseLink(link);
  if (!again.ok) return `is refused when written: ${again.fault.code} ${link}`;
  const { raw: _again, ...reread } = again.value;
  return isDeepStrictEqual(wellFormed(reread), wellFormed(shared)) ? undefined : `reads differently when written: ${JSON.stringify(shared)} ${JSON.stringify(reread)}`;
}

/** Lone surrogates cannot be written into a link. */
function wellFormed(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value).replaceAll(/\\ud[89a-f][0-9a-f]{2}/gi, '\uFFFD'));
}
