/** Lists of servers from the command line, on a real web server: consent, diff, what a bad answer costs. */
import { createServer, type Server } from 'node:http';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { byway } from './program.ts';

const work = mkdtempSync(join(tmpdir(), 'byway-lists-'));
const link = (name: string) => `ss://${Buffer.from('aes-256-gcm:very-secret-word').toString('base64url')}@192.0.2.${name.length}:443#${name}`;
let server: Server;
let address: string;
let body = '';
let requests = 0;
let dataDir: string;

beforeAll(async () => {
  server = createServer((_request, response) => {
    requests += 1;
    response.writeHead(200, { 'profile-title': 'Friends', 'content-type': 'text/plain' }).end(body);
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/sub/hidden-token`; // listens on TCP
});
afterAll(async () => {
  await new Promise((closed) => server.close(closed));
  rmSync(work, { recursive: true, force: true });
});
beforeEach(() => {
  dataDir = mkdtempSync(join(work, 'data-'));
  requests = 0;
});

const run = (...words: readonly string[]) => byway([...words, '--data-dir', dataDir]);

it('add of an address says how, and asks nobody', async () => {
  expect(await run('add', address)).toMatchObject({ code: 3, out: expect.stringContaining('byway subscriptions add ADDRESS') as string });
  expect(await run('subscriptions', 'add', address)).toMatchObject({ code: 1, err: expect.stringMatching(/^byway: address-unsafe: /) as string });
  expect(requests).toBe(0);
});

it('adds, lists, refreshes and removes; the address is sealed', async () => {
  body = Buffer.from(`${link('a')}\n${link('bb')}`).toString('base64');
  const added = await run('subscriptions', 'add', address, '--yes', '--json');
  expect(JSON.parse(added.out)).toMatchObject({ diff: { fresh: ['a', 'bb'], counts: { fresh: 2, rejected: 0 } } });
  expect(readFileSync(join(dataDir, 'subscriptions.json'), 'utf8')).not.toContain('hidden-token');
  body = `${link('bb')}\n${link('ccc')}`;
  const refreshed = await run('subscriptions', 'refresh');
  expect(refreshed).toMatchObject({ code: 0 });
  expect(refreshed.out).toMatch(/new {6}ccc\n.*gone {5}a\n.*kept {5}1, refused 0/);
  body = '<!doctype html><title>Sign in</title>';
  expect(await run('subscriptions', 'refresh')).toMatchObject({ code: 1, err: expect.stringMatching(/^byway: list-unreadable: /) as string });
  const listed = JSON.parse((await run('subscriptions', '--json')).out) as readonly [{ readonly id: string }];
  expect(listed).toMatchObject([{ title: 'Friends', host: '127.0.0.1', servers: 3, gone: 1, fault: { code: 'list-unreadable' } }]);
  const { id } = listed[0];
  for (const [key, value] of [['title', 'Mine'], ['interval', '0'], ['way', 'direct'], ['hardware-id', 'on']] as const) expect(await run('subscriptions', 'edit', id, key, value)).toMatchObject({ code: 0 });
  expect(JSON.parse((await run('subscriptions', '--json')).out)).toMatchObject([{ title: 'Mine', intervalHours: 0, way: 'direct', sendsHardwareId: true }]);
  expect(await run('subscriptions', 'edit', id, 'interval', '999')).toMatchObject({ code: 2 });
  expect(await run('subscriptions', 'edit', id, 'colour', 'red')).toMatchObject({ code: 2 });
  expect(await run('subscriptions', 'remove', id)).toMatchObject({ code: 0 });
  expect((await run('list')).out).toBe('');
});

it('refuses words it does not know', async () => {
  expect(await run('subscriptions', 'fly')).toMatchObject({ code: 2 });
  expect(await run('subscriptions', 'remove', 'nobody')).toMatchObject({ code: 1, err: expect.stringMatching(/^byway: not-found: /) as string });
});
