import { expect, test } from 'vitest';
import { parseText } from './parse-text.ts';
import { readAs } from './read-for-test.ts';

const key = '0123456789abcdef0123456789abcdee';
const plain64 = 'ASNFZ4mrze8BI0VniavN7g';
const padded64 = '3QEjRWeJq83vASNFZ4mrze4';
const site = '7777772e6578616d706c652e636f6d';

test.each([
  [`${key}0`, 'last-digit', key, 'plain'],
  [`dd${key}0`, 'last-digit', key, 'dd'],
  [`ee${key}${site}6`, 'last-digit', key, 'ee'],
  [`${key}00ffee`, 'first-bytes', key, 'plain'],
  [`dd${key}00ff`, 'first-bytes', key, 'dd'],
  [`ee${key}`, 'first-bytes', key, 'dd'],
  [`ee${plain64}`, 'letters', key, 'plain'],
  [`EE${padded64}`, 'letters', key, 'dd'],
  [`dd${plain64}==`, 'letters', key, 'dd'],
])('the secret %s is refused with an offer: %s', (secret, kind, hex, mode) => {
  const { profiles, rejected } = parseText(`try https://t.me/proxy?server=h.example&port=443&secret=${secret}&x=1`);
  expect(profiles).toEqual([]);
  expect(rejected).toMatchObject([{ repair: { kind } }]);
  expect(rejected[0]?.reason).toMatch(/could be read\.$/);
  expect(rejected[0]?.reason + (rejected[0]?.excerpt ?? '')).not.toContain(secret.slice(2, 12));
  expect(readAs('mtproto', rejected[0]?.repair?.link ?? '')).toMatchObject({ server: 'h.example', port: 443, secret: hex, mode, extra: { x: '1' } });
});

test.each(['', '0', '012', 'nonsense!', 'tg://proxy'])('the secret %j offers nothing', (secret) => {
  const { rejected } = parseText(`tg://proxy?server=h.example&port=443&secret=${secret}`);
  expect(rejected).toHaveLength(1);
  expect(rejected[0]).not.toHaveProperty('repair');
});

test('other faults of the link are not hidden by an offer', () => {
  expect(parseText(`tg://proxy?server=h.example&port=0&secret=${key}0`).rejected[0]).not.toHaveProperty('repair');
});
