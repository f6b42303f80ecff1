import { expect, test } from 'vitest';
import { readSubscriptionHead, subscriptionTitle } from './subscription-headers.ts';
import { readQuota } from './subscription-quota.ts';

test.each([
  ['upload=1; download=2; total=3; expire=1700000000', { upload: 1, download: 2, total: 3, expiresAt: 1_700_000_000_000 }],
  ['expire=1700000000000;total=10;download=2.9', { download: 2, total: 10, expiresAt: 1_700_000_000_000 }],
  ['Upload = 5 ;DOWNLOAD=-1;total=junk;expire=', { upload: 5 }],
  ['upload=0; download=0; total=0; expire=0', { upload: 0, download: 0 }],
  ['upload=1e3;expire=9e18', { upload: 1000 }],
  ['nothing', undefined],
  ['', undefined],
])('userinfo %s', (value, quota) => {
  expect(readQuota(value)).toEqual(quota);
});

test('all of it from headers, also with a store’s prefix', () => {
  const head = readSubscriptionHead({
    'x-amz-meta-subscription-userinfo': 'upload=1',
    'profile-title': `base64:${Buffer.from('Имя').toString('base64')}`,
    'profile-update-interval': '12',
    'support-url': 'https://t.me/help',
    'profile-web-page-url': 'https://example.org/me',
    announce: 'Hello',
  }, '');
  expect(head).toEqual({ title: 'Имя', quota: { upload: 1 }, intervalHours: 12, supportUrl: 'https://t.me/help', pageUrl: 'https://example.org/me', announce: 'Hello', refusesDevice: false });
});

test('from the first lines of the body, plain or packed; a header wins; the eleventh line is the list’s', () => {
  const body = '#profile-title: Mine\n//profile-update-interval: 6\n#subscription-userinfo: total=5\nvless://x';
  for (const text of [body, Buffer.from(body).toString('base64')]) {
    expect(readSubscriptionHead({}, text)).toMatchObject({ title: 'Mine', intervalHours: 6, quota: { total: 5 } });
  }
  expect(readSubscriptionHead({ 'profile-title': 'Header' }, body).title).toBe('Header');
  expect(readSubscriptionHead({}, `${'\n'.repeat(10)}#profile-title: Late`).title).toBeUndefined();
});

test.each([['0.2', 1], ['24', 24], ['1000', 168], ['2.4', 2], ['0', undefined], ['-3', undefined], ['junk', undefined]])('interval %s', (value, hours) => {
  expect(readSubscriptionHead({ 'profile-update-interval': value }, '').intervalHours).toBe(hours);
});

test.each([
  [`attachment; filename="plain.yaml"`, 'plain'],
  [`attachment; filename="a.txt"; filename*=UTF-8''%D0%98%D0%BC%D1%8F.yaml`, 'Имя'],
  ['attachment; filename=bare.txt', 'bare'],
  ['attachment; filename="../../etc/passwd"', 'passwd'],
  ['inline', undefined],
])('file name %s', (value, title) => {
  expect(readSubscriptionHead({ 'content-disposition': value }, '').title).toBe(title);
});

test('addresses of other schemes are not shown', () => {
  for (const address of ['javascript:alert(1)', 'file:///x', 'http://plain.example', 'https://user@bank.example', 'x']) {
    expect(readSubscriptionHead({ 'support-url': address, 'profile-web-page-url': address }, '')).toEqual({ refusesDevice: false });
  }
});

test('a refused device is told apart', () => {
  expect(readSubscriptionHead({ 'x-hwid-max-devices-reached': 'true' }, '').refusesDevice).toBe(true);
  expect(readSubscriptionHead({ 'x-hwid-limit': 'false' }, '').refusesDevice).toBe(false);
});

test.each([
  [{ title: 'T' }, 'https://a.example/x#f', 'T'],
  [{}, 'https://a.example/x#f%20g', 'f g'],
  [{}, 'https://a.example/lists/friends.txt', 'friends'],
  [{}, 'https://a.example/sub/3f9a8b7c6d5e4f3a', 'a.example'],
  [{}, 'https://a.example/sub/secret-token', 'a.example'],
  [{}, 'https://a.example/', 'a.example'],
])('title of %j at %s', (head, address, title) => {
  expect(subscriptionTitle(head, address, undefined)).toBe(title);
});
