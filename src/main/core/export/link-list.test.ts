import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { profileArbitrary } from '../../../shared/links/profile-arbitrary-others.ts';
import { parseText } from '../../../shared/links/parse-text.ts';
import { parseLink } from '../../../shared/links/registry.ts';
import { profileSamples } from '../../../shared/profile-samples.ts';
import type { Profile } from '../../../shared/profile.ts';
import { linkOf, telegramLinks, writeBase64, writeLinks } from './link-list.ts';
import { distinctNames, underName } from './named.ts';

function read(link: string): Profile {
  const parsed = parseLink(link);
  if (!parsed.ok) throw new Error(`${link}: ${parsed.fault.cause}`);
  return parsed.value;
}

const withoutRaw = ({ raw: _raw, ...profile }: Profile): unknown => profile;

describe('link list', () => {
  it('writes what came in byte for byte', () => {
    const links = ['trojan://p%40ss@a.example:443?Unknown=x&sni=b.example#Caf%c3%a9', 'ss://YWVzLTI1Ni1nY206cA==@a.example:8388#n', 'juicity://u:p@a.example:443'];
    expect(writeLinks(links.map(read)).text).toBe(links.join('\n'));
  });

  it('comes back the same, plain and in base64', () => {
    fc.assert(
      fc.property(fc.array(profileArbitrary, { minLength: 1, maxLength: 4 }), (profiles) => {
        const { text, leftOut } = writeLinks(profiles);
        expect(leftOut).toEqual([]);
        const back = parseText(text).profiles.map(withoutRaw);
        expect(back).toHaveLength(new Set(text.split('\n')).size);
        expect(parseText(writeBase64(profiles).text).profiles.map(withoutRaw)).toEqual(back);
      }),
      { numRuns: 100 },
    );
  });

  it('tells which servers have no link', () => {
    const conf: Profile = { ...profileSamples.wireguard, raw: '[Interface]\nPrivateKey = x\n' };
    const { text, leftOut } = writeLinks([profileSamples.openvpn, conf]);
    expect(leftOut).toEqual([{ index: 0, reason: 'no-link' }]);
    expect(text).toMatch(/^(wireguard|wg):\/\/[^\n]*$/);
    expect(writeBase64([profileSamples.openvpn]).text).toBe('');
  });

  it('writes the ways into Telegram', () => {
    const { app = '', web = '' } = telegramLinks(profileSamples.mtproto) ?? {};
    expect(app).toMatch(/^tg:\/\/proxy\?/);
    expect(web).toMatch(/^https:\/\/t\.me\/proxy\?/);
    expect(withoutRaw(read(web))).toEqual(withoutRaw(read(app)));
    const socks: Profile = { type: 'socks5', name: '', server: 'a.example', port: 1080, security: 'none', username: 'u', password: 'p&' };
    expect(withoutRaw(read(telegramLinks(socks)?.web ?? ''))).toEqual(socks);
    expect(telegramLinks({ ...socks, security: 'tls' })).toBeUndefined();
    expect(telegramLinks(profileSamples.ssr)).toBeUndefined();
  });
});

describe('names that leave', () => {
  it.each([
    ['trojan://p@a.example:443?zz=%7e#marina-phone', 'trojan://p@a.example:443?zz=%7e'],
    ['vless://3c6e5d5f-8f3a-4c59-9a4b-5d2a1f0e9c77@a.example:443?type=tcp&security=none#a#b', 'vless://3c6e5d5f-8f3a-4c59-9a4b-5d2a1f0e9c77@a.example:443?type=tcp&security=none'],
  ])('takes the name out and leaves every other byte', (link, expected) => {
    expect(linkOf(underName(read(link), ''))).toBe(expected);
  });

  it('writes a link anew where the name is inside', () => {
    const json = { v: '2', ps: 'marina', add: 'a.example', port: '443', id: '3c6e5d5f-8f3a-4c59-9a4b-5d2a1f0e9c77', aid: '0', net: 'tcp', type: 'none' };
    const link = linkOf(underName(read(`vmess://${btoa(JSON.stringify(json))}`), '')) ?? '';
    expect(read(link)).toMatchObject({ name: '', server: 'a.example', uuid: json.id });
    expect(atob(link.slice('vmess://'.length))).not.toContain('marina');
  });

  it('never carries the old name along', () => {
    fc.assert(
      fc.property(profileArbitrary, (made) => {
        const link = linkOf({ ...made, name: 'marinaphonetwo' }) ?? '';
        const bare = linkOf(underName(read(link), '')) ?? '';
        expect(bare).not.toBe('');
        expect(read(bare).name).not.toContain('marinaphonetwo');
      }),
      { numRuns: 200 },
    );
  });

  it('keeps the text of an unchanged name, and finds different ones', () => {
    const profile = read('trojan://p@a.example:443#n');
    expect(underName(profile, 'n')).toBe(profile);
    expect(distinctNames([profile, profile, { ...profile, name: ' ' }])).toEqual(['n', 'n 2', 'trojan a.example:443']);
  });
});
