/** Test 18 of the hostile input: which addresses a list may come from. */
import { expect, test } from 'vitest';
import { isPublicAddress, judgeAddress, maxAddressLength } from './address-policy.ts';

test.each(['8.8.8.8', '1.1.1.1', '100.63.255.255', '172.32.0.1', '2606:4700::1111', '64:ff9b::808:808'])('test 18: %s is public', (address) => {
  expect(isPublicAddress(address)).toBe(true);
});

test.each([
  '0.0.0.0', '10.1.2.3', '100.64.0.1', '127.0.0.1', '127.9.9.9', '169.254.169.254', '172.16.0.1', '192.168.1.1', '198.18.0.1', '224.0.0.1', '255.255.255.255',
  '::', '::1', '::ffff:8.8.8.8', '::ffff:127.0.0.1', 'fe80::1', 'fe80::1%eth0', 'fd00:ec2::254', 'fc00::1', 'ff02::1', '64:ff9b::7f00:1', '64:ff9b::a00:1', '2002:7f00:1::', 'name',
])('test 18: %s is not', (address) => {
  expect(isPublicAddress(address)).toBe(false);
});

test.each(['file:///etc/passwd', 'data:text/plain,x', 'app://byway/', 'ftp://example.org/x', 'javascript:1', 'no address', '', `https://example.org/${'x'.repeat(maxAddressLength)}`])('test 18: %s is refused', (text) => {
  expect(judgeAddress(text, ['plain', 'private'])).toMatchObject({ ok: false, fault: { code: 'address-refused' } });
});

test.each([
  ['http://example.org/x', 'plain'],
  ['https://127.0.0.1/x', 'private'],
  ['https://2130706433/x', 'private'],
  ['https://0177.0.0.1/x', 'private'],
  ['https://0x8080808/x', 'private'],
  ['https://8.8.2056/x', 'private'],
  ['https://[::ffff:8.8.8.8]/x', 'private'],
  ['https://localhost/x', 'private'],
  ['https://LOCALHOST./x', 'private'],
  ['https://a.localhost/x', 'private'],
  ['https://router.lan/x', 'private'],
  ['http://192.168.1.1:8080/x', 'plain private'],
])('test 18: %s needs the person: %s', (text, reasons) => {
  expect(judgeAddress(text, [])).toMatchObject({ ok: false, fault: { code: 'address-unsafe', detail: { reasons } } });
  expect(judgeAddress(text, ['plain', 'private'])).toMatchObject({ ok: true });
});

test('test 18: one confirmation does not stand for the other', () => {
  expect(judgeAddress('http://127.0.0.1/', ['plain'])).toMatchObject({ ok: false });
  expect(judgeAddress('http://127.0.0.1/', ['private'])).toMatchObject({ ok: false });
});

test.each(['https://example.org/sub?token=1', 'https://user:pass@example.org:8443/', 'https://8.8.8.8/', 'https://[2606:4700::1111]/', 'https://пример.рф/'])('test 18: %s is taken as it is', (text) => {
  expect(judgeAddress(text, [])).toMatchObject({ ok: true });
});
