import { describe, expect, test } from 'vitest';
import { encodeBase64Text } from './base64.ts';
import { parseText } from './parse-text.ts';
import { readAs, refusalOf } from './read-for-test.ts';
import { formatLink } from './registry.ts';
import { readWireguardConf } from './wireguard-conf.ts';
import { writeWireguardConf } from './wireguard-conf-format.ts';

const key = 'AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=';
const urlKey = 'AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8';
const hexKey = '000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f';
const encoded = encodeURIComponent(key);
const start = `wireguard://${encoded}@h.example:51821?publickey=${encoded}`;

describe('a WireGuard link', () => {
  test('gives every field', () => {
    expect(readAs('wireguard', `${start}&presharedkey=${encoded}&address=10.0.0.2/24,fd00::2&reserved=1,2,3&mtu=1280&keepalive=25&dns=1.1.1.1,corp.example&allowedips=0.0.0.0/0&ifp=5-10#N`)).toEqual({
      type: 'wireguard', name: 'N', server: 'h.example', port: 51_821, privateKey: key, addresses: ['10.0.0.2/24', 'fd00::2/128'], dns: ['1.1.1.1', 'corp.example'], mtu: 1280, extra: { ifp: '5-10' },
      peers: [{ publicKey: key, presharedKey: key, server: 'h.example', port: 51_821, reserved: [1, 2, 3], keepalive: 25, allowedIps: ['0.0.0.0/0'] }],
    });
  });

  test.each([
    ['raw base64 in front', `wg://${key}@h.example?publickey=${key}`],
    ['url-safe keys', `wg://${urlKey}@h.example?publickey=${urlKey}`],
    ['hexadecimal keys', `wg://h.example?private_key=${hexKey}&peer_public_key=${hexKey}`],
    ['short names', `wg://h.example?pk=${encoded}&pub=${encoded}`],
    ['names of Throne', `wg://h.example?private_key=${encoded}&peer_pk=${encoded}`],
    ['upper case', `WG://h.example?PrivateKey=${encoded}&PublicKey=${encoded}`],
    ['awg without its keys', `awg://h.example?privatekey=${encoded}&publickey=${encoded}`],
  ])('is read with %s', (_form, link) => {
    expect(readAs('wireguard', link)).toMatchObject({ port: 51_820, privateKey: key, peers: [{ publicKey: key, port: 51_820 }] });
  });

  test.each([
    ['address=10.0.0.2-fd00::2', ['10.0.0.2/32', 'fd00::2/128']],
    ['ip=10.0.0.2', ['10.0.0.2/32']],
    ['local_address=10.0.0.2%2F32', ['10.0.0.2/32']],
    ['', []],
  ])('with %s has the addresses %j', (query, addresses) => expect(readAs('wireguard', `${start}&${query}`).addresses).toEqual(addresses));

  test.each([['1-2-3'], ['AQID'], ['[1,2,3]'], ['1%2C2%2C3']])('reads reserved bytes written %s', (reserved) => {
    expect(readAs('wireguard', `${start}&reserved=${reserved}`).peers[0]?.reserved).toEqual([1, 2, 3]);
  });

  test('with keys of AmneziaWG is of that type, unless they change nothing', () => {
    expect(readAs('amneziawg', `${start}&jc=4&Jmin=40&jmax=70&s1=15&h1=100-200&i1=%3Cb%200xf6%3E%3Cr%204%3E&headerprotectionkey=k`).amnezia).toEqual({
      jc: '4', jmin: '40', jmax: '70', s1: '15', h1: '100-200', i1: '<b 0xf6><r 4>', headerProtectionKey: 'k',
    });
    expect(readAs('wireguard', `${start}&jc=0&s1=0&h1=1&h2=2&h3=3&h4=4&i1=`)).not.toHaveProperty('extra');
  });

  test.each([
    [`wg://h.example:1?publickey=${encoded}`, 'link-missing-field'],
    [`wg://${encoded}@h.example:1`, 'link-missing-field'],
    [`wg://${encoded}@:1?publickey=${encoded}`, 'link-bad-host'],
    [`wg://${encoded}@h.example:0?publickey=${encoded}`, 'link-bad-port'],
    [`wg://${encoded.slice(0, 40)}@h.example:1?publickey=${encoded}`, 'link-malformed'],
    [`wg://${encoded}@h.example:1?publickey=AAAA${encoded}`, 'link-malformed'],
    [`${start}&presharedkey=${encoded.slice(0, 41)}`, 'link-malformed'],
    [`${start}&address=nonsense`, 'link-bad-host'],
    [`${start}&address=10.0.0.2/33`, 'link-bad-host'],
    [`${start}&reserved=1,2`, 'link-malformed'],
    [`${start}&reserved=1,2,256`, 'link-malformed'],
    ['wg://', 'link-bad-host'],
    ['awg://bm90IGEgZmlsZQ', 'link-missing-field'],
    [`awg://${encodeBase64Text('\n'.repeat(20_000), 'url')}`, 'link-bad-host'], // looked through once, not once for each line
  ])('%s is %s', (link, code) => expect(refusalOf(link)).toBe(code));
});

const conf = `# office
[interface]
privatekey = ${key} # mine
Address = 10.8.0.2/32, fd00::2/128
Address = 10.9.0.2
DNS = 1.1.1.1
dns=corp.example
MTU = 1420
Jc = 4
H1 = 5-9
I1 = <b 0xf6ab><c><r 10>
PostUp = iptables -A x; rm -rf /
; closing
[Peer]
PublicKey=${key}
PreSharedKey = ${key}
AllowedIPs = 0.0.0.0/0,::/0
Endpoint = [2001:db8::1]:51820
PersistentKeepalive = 25

[Peer]
PublicKey = ${key}
AllowedIPs = 10.10.0.0/16
Endpoint = b.example:1
`;

describe('a configuration file', () => {
  test('gives every field, its commands as text only', () => {
    const read = readWireguardConf(conf.replaceAll('\n', '\r\n'));
    expect(read.ok ? read.value.notes : []).toHaveLength(1);
    expect(read.ok ? read.value.profile : read.fault).toEqual({
      type: 'amneziawg', name: '', server: '2001:db8::1', port: 51_820, privateKey: key, addresses: ['10.8.0.2/32', 'fd00::2/128', '10.9.0.2/32'], dns: ['1.1.1.1', 'corp.example'], mtu: 1420,
      amnezia: { jc: '4', h1: '5-9', i1: '<b 0xf6ab><c><r 10>' }, extra: { PostUp: 'iptables -A x; rm -rf /' },
      peers: [
        { publicKey: key, presharedKey: key, server: '2001:db8::1', port: 51_820, allowedIps: ['0.0.0.0/0', '::/0'], keepalive: 25 },
        { publicKey: key, server: 'b.example', port: 1, allowedIps: ['10.10.0.0/16'] },
      ],
    });
  });

  test('travels in a link, is found, and is written the same', () => {
    const link = `awg://${encodeBase64Text(conf, 'standard')}#Office`;
    const { profiles } = parseText(`here: ${link}`);
    expect(profiles).toMatchObject([{ type: 'amneziawg', name: 'Office', server: '2001:db8::1', raw: link }]);
    const { extra: _commands, ...profile } = readAs('amneziawg', link);
    expect(readAs('amneziawg', formatLink(profile))).toEqual(profile);
  });

  test('leaves out a peer that waits for calls, and has the usual port where none is written', () => {
    const read = readWireguardConf(conf.replace(/Endpoint = \[.*/, '').replace('b.example:1', 'b.example'));
    expect(read.ok ? read.value.profile : read.fault).toMatchObject({ server: 'b.example', port: 51_820, peers: [{ server: 'b.example' }] });
    expect(read.ok ? read.value.notes : []).toHaveLength(2);
  });

  test('does not take what a damaged [Interface] left under a peer for more addresses', () => {
    const read = readWireguardConf(`${conf}\n${conf.replace('[Interface]', '[Inte face]')}`);
    const once = readWireguardConf(conf);
    expect(read.ok && once.ok && read.value.profile.addresses).toEqual(once.ok && once.value.profile.addresses);
    expect(read.ok ? read.value.profile.extra : read.fault).not.toHaveProperty('Address');
    const written = read.ok ? readAs('amneziawg', formatLink(read.value.profile)) : undefined;
    expect(written?.addresses).toEqual(read.ok && read.value.profile.addresses);
  });

  test('is written without the commands it came with', () => {
    const read = readWireguardConf(conf);
    expect(read.ok ? writeWireguardConf(read.value.profile) : read.fault).not.toMatch(/rm -rf/);
  });

  test('is written with its keys spelled as files spell them', () => {
    const text = writeWireguardConf(readAs('amneziawg', `${start}&address=10.0.0.2&jc=4&headerprotectionkey=k&disablecookies=on`));
    expect(text).toContain('\nJc = 4\nHeaderProtectionKey = k\nDisableCookies = on\n');
    expect(text).toContain('Endpoint = h.example:51821');
  });

  test.each([
    ['no private key', conf.replace(/privatekey.*/, ''), 'link-missing-field'],
    ['no peer', conf.slice(0, conf.indexOf('[Peer]')), 'link-missing-field'],
    ['no peer that has an endpoint', conf.replace(/Endpoint = .*/g, ''), 'link-missing-field'],
    ['a peer without key', conf.replace(`PublicKey=${key}`, ''), 'link-missing-field'],
    ['a private key that was cut off', conf.replace(`privatekey = ${key}`, `privatekey = ${key.slice(0, 40)}`), 'link-malformed'],
    ['a preshared key that was cut off', conf.replace(`PreSharedKey = ${key}`, `PreSharedKey = ${key.slice(0, 42)}`), 'link-malformed'],
    ['a bad port', conf.replace('b.example:1', 'b.example:0'), 'link-bad-port'],
    ['a bad address', conf.replace('10.9.0.2', '10.9.0.256'), 'link-bad-host'],
    ['nothing', '', 'link-missing-field'],
  ])('with %s is refused', (_fault, text, code) => {
    const read = readWireguardConf(text);
    expect(read.ok ? 'accepted' : read.fault.code).toBe(code);
  });
});
