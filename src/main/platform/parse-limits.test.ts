/** Every limit of reading, each in the real reader process under its real limits: a code for each, and the next paste goes on. */
import { fileURLToPath } from 'node:url';
import { deflateSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import { createClock } from './clock.ts';
import { spawnParseChild } from './parse-child.ts';
import { createParseRunner } from './parse.ts';

const worker = fileURLToPath(new URL('./parse-worker.ts', import.meta.url));
let spawned = 0;
const runner = createParseRunner(() => {
  spawned += 1;
  return spawnParseChild(worker);
}, createClock());
afterAll(() => runner.close());

const link = 'trojan://pw@h.example#n';
const item = '{name: n, type: socks5, server: h.example, port: 1, password: "0123456789012345678901234567890"}';
const base64 = (text: string): string => Buffer.from(text).toString('base64');
const aliases = Array.from({ length: 12 }, (_, level) => `a${level + 1}: &a${level + 1} [${`*a${level}, `.repeat(9)}*a${level}]`).join('\n');
const merged = Array.from({ length: 2_000 }, (_, index) => `k${index}: v`).join(', ');
const bomb = deflateSync(Buffer.alloc(64 * 1024 * 1024, 32));
const vpn = `vpn://${Buffer.concat([Buffer.from([4, 0, 0, 0]), bomb]).toString('base64url')}`;

test.each<readonly [limit: string, text: () => string, codes: readonly string[]]>([
  ['16 Mi characters', () => 'x'.repeat(16 * 1024 * 1024 + 1), ['input-too-large']],
  ['50,000 lines', () => `${link}\n`.repeat(50_001), ['input-too-large']],
  ['64 Ki characters in a line', () => `trojan://${'p'.repeat(70_000)}@h.example`, ['input-too-large']],
  ['64 levels of JSON', () => `{"outbounds":${'['.repeat(70)}${']'.repeat(70)}}`, ['input-too-large']],
  ['64 levels of YAML', () => `proxies: ${'['.repeat(70)}${']'.repeat(70)}`, ['input-too-large']],
  ['two layers of base64', () => base64(base64(base64(link))), ['input-too-large']],
  ['what aliases multiply (test 13)', () => `a0: &a0 [x]\n${aliases}\nproxies:\n  - {name: n, type: masque, server: h.example, port: 1, x: *a12}\n`, ['input-too-large']],
  ['what merges multiply (test 13)', () => `x: &x {${merged}}\nproxies:\n${'  - {<<: *x, name: n}\n'.repeat(4_000)}`, ['input-too-large']],
  ['200,000 brackets in YAML (test 13)', () => `proxies: ${'['.repeat(200_000)}${']'.repeat(200_000)}`, ['input-too-large']],
  ['200,000 brackets in JSON (test 13)', () => `{"a":${'['.repeat(200_000)}${']'.repeat(200_000)}}`, ['input-too-large']],
  ['4 MiB out of zlib', () => vpn, ['input-too-large', 'link-malformed']],
])('%s', async (_limit, text, codes) => {
  const answer = await runner.parse(text());
  const rejected = answer.ok ? answer.value.rejected.map(({ code }) => code) : [answer.fault.code];
  if (answer.ok) expect(answer.value.profiles.length).toBeLessThanOrEqual(50_000);
  expect(codes).toContain(rejected[0]);
  expect(await runner.parse(link)).toMatchObject({ ok: true, value: { profiles: [{ server: 'h.example' }] } });
  expect(spawned).toBe(1);
}, 60_000);

test('100,000 nodes, 9.5 MB: the first 50,000 are read, the rest is told (test 13)', async () => {
  const text = `proxies:\n${`  - ${item}\n`.repeat(100_000)}`;
  expect(text.length).toBeGreaterThan(9_500_000);
  const answer = await runner.parse(text);
  expect(answer).toMatchObject({ ok: true, value: { rejected: [{ line: 50_002, code: 'input-too-large' }] } });
  expect(answer.ok && answer.value.profiles.length).toBe(50_000);
  expect(spawned).toBe(1);
}, 60_000);
