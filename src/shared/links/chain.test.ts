/** Servers that are reached through one another, and kinds of servers that are only kept. */
import { describe, expect, test } from 'vitest';
import { parseText } from './parse-text.ts';
import { id } from './read-for-test.ts';
import { formatLink } from './registry.ts';

const a = `vless://${id}@a.example:443#A`;
const b = 'trojan://pw@b.example:443#B';
const c = 'ss://YWVzLTI1Ni1nY206cHc@c.example:1#C';

/** `B<A` for a server B that is reached through A. */
function ways(text: string): string[] {
  const { profiles, rejected } = parseText(text);
  const nameOf = ({ name, detour }: (typeof profiles)[number]): string => (detour === undefined ? name : `${name}<${nameOf(detour)}`);
  return [...profiles.map(nameOf), ...rejected.map(({ code }) => code)];
}

describe('a chain gives each server with its way', () => {
  test.each([
    [`${a} -> ${b}`, ['A', 'B<A']],
    [`${a}->${b}`, ['A', 'B<A']],
    [`${a}&&detour=${b}`, ['A', 'B<A']],
    [`${a}&amp;&amp;detour=${b}`, ['A', 'B<A']],
    [`${a} -> ${b} -> ${c}`, ['A', 'B<A', 'C<B<A']],
    [`${a}&&detour=${b}&&detour=${c}`, ['A', 'B<A', 'C<B<A']],
    [`${a} -> ${b} | ${c}`, ['A', 'B<A', 'C']],
    [`${a} ${b}`, ['A', 'B']],
    [`${a} -> b`, ['A -> b']],
    [`"${a} -> ${b}"`, ['A', 'B<A']],
    ['warp://auto#Local&&detour=warp://auto#WoW', ['Local', 'WoW<Local']],
    [`tg://proxy?server=h&port=1&secret=0 -> ${b}`, ['link-malformed', 'link-malformed']],
    [`${a} -> trojan://@b.example:443 -> ${c}`, ['A', 'link-missing-field', 'link-malformed']],
    [`${a.replace('443', '0')} -> ${b} | ${c}`, ['C', 'link-bad-port', 'link-malformed']],
  ])('%s', (text, expected) => expect(ways(text)).toEqual(expected));

  test('of five servers at most', () => {
    const names = (count: number): string[] => ways(Array.from({ length: count }, (_, index) => `trojan://pw@h.example:443#${index}`).join(' -> '));
    expect(names(5)).toEqual(['0', '1<0', '2<1<0', '3<2<1<0', '4<3<2<1<0']);
    expect(names(7).slice(5)).toEqual(['link-malformed', 'link-malformed']);
  });

  test('and is written again', () => {
    const [, , last] = parseText(`${a} -> ${b} -> ${c}`).profiles;
    const written = last === undefined ? '' : formatLink(last);
    expect(written).toBe(`${a} -> ${b} -> ${c}`);
    expect(parseText(written).profiles[2]).toEqual(last);
  });
});

describe('a server of a kind that cannot be run is kept whole', () => {
  test.each([
    ['juicity://uuid:pw@h.example:443?sni=x#N', { server: 'h.example', port: 443, name: 'N' }],
    ['brook://server?server=h.example%3A9999&password=x', { server: '', port: 0, name: '' }],
    ['warp://auto', { server: '', port: 0 }],
    ['warp://key@162.159.192.1:2408?ifp=1-3#W', { server: '162.159.192.1', port: 2408, name: 'W' }],
    ['tt://AAEC', { server: '' }],
    ['tt://?AAEC', { server: '' }],
    ['dnstt://t.example?pubkey=00', { server: 't.example', port: 0 }],
    ['psiphon://auto', { server: '' }],
    ['shadowtls://pw@h.example:443', { server: 'h.example' }],
  ])('%s', (link, expected) => {
    const parsed = parseText(`- ${link}`);
    expect(parsed).toMatchObject({ rejected: [], profiles: [{ type: 'unsupported', scheme: link.split(':')[0], link, raw: link, ...expected }] });
    const [profile] = parsed.profiles;
    expect(profile === undefined ? '' : formatLink({ ...profile, raw: link })).toBe(link);
  });

  test.each([
    ['warp://', 'link-malformed'],
    ['juicity://u:p@h.example:0', 'link-bad-port'],
    ['juicity://u:p@h.example', 'link-missing-field'],
    ['juicity://u:p@:443', 'link-bad-host'],
  ])('%s is refused: %s', (link, code) => {
    expect(parseText(link).rejected.map((entry) => entry.code)).toEqual([code]);
  });
});
