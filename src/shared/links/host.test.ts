import { expect, test } from 'vitest';
import { isIpv4, isIpv6, isPrivateAddress } from './address.ts';
import { readEndpoint, readHost } from './host.ts';

test.each([
  ['Example.COM:0443', 'example.com', 443],
  ['example.com.:443', 'example.com', 443],
  ['my_host.example:1', 'my_host.example', 1],
  ['localhost:65535', 'localhost', 65_535],
  ['[2001:DB8::1]:443', '2001:db8::1', 443],
  ['[::ffff:192.0.2.1]:443', '::ffff:192.0.2.1', 443],
  ['%5B2001:db8::1%5D:443', '2001:db8::1', 443],
  ['2001:db8::1:10808', '2001:db8::1', 10_808],
  ['2001:db8:0:0:0:0:0:1:443', '2001:db8:0:0:0:0:0:1', 443],
  ['bücher.example:443', 'xn--bcher-kva.example', 443],
  ['b%C3%BCcher.example:443', 'xn--bcher-kva.example', 443],
  ['пример.испытание:443', 'xn--e1afmkfd.xn--80akhbyknj4f', 443],
  ['xn--bcher-kva.example:443', 'xn--bcher-kva.example', 443],
  [' 192.0.2.1:80', '192.0.2.1', 80],
])('%s is %s port %i', (text, server, port) => {
  expect(readEndpoint(text)).toEqual({ ok: true, value: { server, port } });
});

test.each([
  ['', 'link-bad-host'],
  [':443', 'link-bad-host'],
  ['h:', 'link-missing-field'],
  ['h', 'link-missing-field'],
  ['h:443:443', 'link-bad-port'],
  ['a b:443', 'link-bad-host'],
  ['a..b:443', 'link-bad-host'],
  ['*.example:443', 'link-bad-host'],
  ['--proxy.example:443', 'link-bad-host'], // what a command line would take for an option
  ['<b>:443', 'link-bad-host'],
  ['999.1.1.1:443', 'link-bad-host'],
  ['1.2.3:443', 'link-bad-host'],
  ['2130706433:443', 'link-bad-host'],
  ['0x7f.1:443', 'link-bad-host'],
  ['01.2.3.4:443', 'link-bad-host'],
  ['[2001:db8::1:443', 'link-bad-host'],
  ['[2001:db8::1]443', 'link-bad-host'],
  ['[example.com]:443', 'link-bad-host'],
  ['[::1%25eth0]:443', 'link-bad-host'],
  ['2001:db8::1', 'link-bad-host'],
  ['2001:db8::1:443', 'link-bad-host'],
  [`${'a'.repeat(64)}.example:443`, 'link-bad-host'],
  [`${'a.'.repeat(130)}example:443`, 'link-bad-host'],
  ['h:99999999999999999999', 'link-bad-port'],
  ['h:443.0', 'link-bad-port'],
  ['h:0x1bb', 'link-bad-port'],
  ['h:４４３', 'link-bad-port'],
])('%s is refused', (text, code) => {
  const result = readEndpoint(text);
  expect(result.ok ? 'accepted' : result.fault.code).toBe(code);
});

test('the default port counts only where there is none', () => {
  expect(readEndpoint('h', 443)).toEqual({ ok: true, value: { server: 'h', port: 443 } });
  expect(readEndpoint('h:', 443)).toEqual({ ok: true, value: { server: 'h', port: 443 } });
  expect(readEndpoint('h:x', 443).ok).toBe(false);
});

test('addresses are told from names', () => {
  expect(['0.0.0.0', '255.255.255.255'].every(isIpv4)).toBe(true);
  expect(['1.2.3', '1.2.3.4.5', '256.1.1.1', '1.2.3.04', 'a.b.c.d'].some(isIpv4)).toBe(false);
  expect(['::', '::1', '1::', '1:2:3:4:5:6:7:8', '::1.2.3.4', '1:2:3:4:5:6:1.2.3.4'].every(isIpv6)).toBe(true);
  expect(['', ':', ':::', '1::2::3', '1:2:3:4:5:6:7', '1:2:3:4:5:6:7:8:9', '12345::', '::g', '1.2.3.4', ':1:2:3:4:5:6:7'].some(isIpv6)).toBe(false);
  expect(readHost('::1').ok).toBe(true);
});

test.each(['127.0.0.1', '10.1.2.3', '192.168.0.1', '172.31.0.1', '169.254.1.1', '100.64.0.1', '0.0.0.0', '::1', '::', 'fc00::1', 'fd12::1', 'fe80::1', '::ffff:10.0.0.1', 'localhost', 'router.lan', 'x.local', 'LOCALHOST'])(
  '%s is private',
  (address) => expect(isPrivateAddress(address)).toBe(true),
);

test.each(['8.8.8.8', '172.32.0.1', '100.128.0.1', '2001:db8::1', '::2:0:1', 'example.com', 'local.example', '::ffff:8.8.8.8'])('%s is not private', (address) =>
  expect(isPrivateAddress(address)).toBe(false),
);
