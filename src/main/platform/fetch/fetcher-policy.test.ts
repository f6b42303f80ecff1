/** Test 18 of the hostile input on real sockets: rebinding, redirects, passwords. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RequestListener } from 'node:http';
import { afterAll, afterEach, expect, test } from 'vitest';
import type { FetchRequest } from '../../services/deps.ts';
import { createFetcher, type FetcherOptions } from './fetcher.ts';
import { startListServer, type ListServer } from './testing/list-server.ts';

const folder = mkdtempSync(join(tmpdir(), 'byway-fetch-'));
execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2', '-subj', '/CN=test',
  '-addext', 'subjectAltName=DNS:one.example,DNS:two.example', '-keyout', join(folder, 'key'), '-out', join(folder, 'cert')], { stdio: 'ignore' });
const tls = { key: readFileSync(join(folder, 'key'), 'utf8'), cert: readFileSync(join(folder, 'cert'), 'utf8') };
afterAll(() => rmSync(folder, { recursive: true }));

const open: ListServer[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

async function serve(answer: RequestListener, secure = true): Promise<ListServer> {
  const server = await startListServer(answer, secure ? tls : undefined);
  open.push(server);
  return server;
}

/** Names lead to loopback, and loopback counts as public: what is left of the policy is what the test is about. */
const world: FetcherOptions = { ca: tls.cert, isPublic: () => true, lookup: () => Promise.resolve([{ address: '127.0.0.1', family: 4 }]) };

function get(url: string, more: Partial<FetchRequest> = {}, options = world) {
  return createFetcher(options).fetch({ url, userAgent: 'Byway/test', accept: [], ...more });
}

test('test 18: a name that leads into the own network is refused before a packet leaves, also among public addresses', async () => {
  const server = await serve((_request, response) => response.end('list'));
  const { isPublic: _open, ...real } = world;
  const lookup = () => Promise.resolve([{ address: '8.8.8.8', family: 4 }, { address: '127.0.0.1', family: 4 }]);
  for (const options of [real, { ...real, lookup }]) {
    expect(await get(`https://one.example:${server.port}/`, {}, options)).toMatchObject({ ok: false, fault: { code: 'address-unsafe', detail: { reasons: 'private', host: 'one.example' } } });
  }
  expect(server.connections()).toBe(0);
  expect(await get(`https://one.example:${server.port}/`, { accept: ['private'] }, real)).toMatchObject({ ok: true });
});

test('test 18: the address of the socket itself is checked before a byte is sent', async () => {
  const server = await serve((_request, response) => response.end('list'));
  let asked = 0;
  const isPublic = (): boolean => (asked += 1) === 1; // the name passes, the connected address does not
  expect(await get(`https://one.example:${server.port}/`, {}, { ...world, isPublic })).toMatchObject({ ok: false, fault: { code: 'address-unsafe' } });
  expect(server.requests).toHaveLength(0);
});

test('test 18: a certificate that does not fit the name is refused', async () => {
  const server = await serve((_request, response) => response.end('list'));
  expect(await get(`https://three.example:${server.port}/`)).toMatchObject({ ok: false, fault: { code: 'tls-failed' } });
  const { ca: _unknown, ...strange } = world;
  expect(await get(`https://one.example:${server.port}/`, {}, strange)).toMatchObject({ ok: false, fault: { code: 'tls-failed' } });
});

test('test 18: five redirects are followed, six are not', async () => {
  const server = await serve((request, response) => {
    const left = Number(request.url?.slice(1));
    if (left === 0) response.end('list');
    else response.writeHead(302, { location: `/${left - 1}` }).end();
  });
  expect(await get(`https://one.example:${server.port}/5`)).toMatchObject({ ok: true, value: { body: 'list' } });
  expect(await get(`https://one.example:${server.port}/6`)).toMatchObject({ ok: false, fault: { code: 'address-refused' } });
});

test('test 18: a password and own headers stay with the first host', async () => {
  const second = await serve((_request, response) => response.end('list'));
  const first = await serve((_request, response) => response.writeHead(301, { location: `https://two.example:${second.port}/b`, 'set-cookie': 'k=v' }).end());
  const got = await get(`https://us%65r:p%20w@one.example:${first.port}/a`, { headers: { 'x-hwid': 'abc' } });
  expect(got).toMatchObject({ ok: true });
  expect(first.requests[0]?.headers).toMatchObject({ authorization: `Basic ${btoa('user:p w')}`, 'x-hwid': 'abc' });
  expect(Object.keys(second.requests[0]?.headers ?? {}).toSorted()).toEqual(['accept', 'accept-encoding', 'connection', 'host', 'user-agent']);
});

test('test 18: no redirect leads to plain http, to the own network, or to another scheme, whatever was confirmed', async () => {
  const plain = await serve((_request, response) => response.end('list'), false);
  const { isPublic: _open, ...real } = world;
  const targets = [`http://one.example:${plain.port}/`, `https://127.0.0.1:${plain.port}/`, `https://two.example:${plain.port}/`, 'file:///etc/passwd', 'https://2130706433/', 'https://[::1]/', 'https://['];
  for (const location of targets) {
    const server = await serve((_request, response) => response.writeHead(307, { location }).end());
    expect(await get(`https://one.example:${server.port}/`, { accept: ['plain', 'private'] }, real), location).toMatchObject({ ok: false, fault: { code: 'address-refused' } });
  }
  expect(plain.connections()).toBe(0);
});

test('test 18: a name that leads elsewhere at the second look is checked again', async () => {
  const server = await serve((_request, response) => response.writeHead(302, { location: '/again' }).end());
  const addresses = ['127.0.0.1', '127.0.0.2'];
  const lookup = () => Promise.resolve([{ address: addresses.shift() ?? '', family: 4 }]);
  const got = await get(`https://one.example:${server.port}/`, {}, { ...world, lookup, isPublic: (address) => address === '127.0.0.1' });
  expect(got).toMatchObject({ ok: false, fault: { code: 'address-unsafe' } });
  expect(server.connections()).toBe(1);
});

test('test 18: a cookie is not sent back, not even to its own host', async () => {
  const server = await serve((request, response) => {
    if (request.url === '/list') response.end('list');
    else response.writeHead(302, { location: '/list', 'set-cookie': 'k=v; Path=/' }).end();
  });
  expect(await get(`https://one.example:${server.port}/`)).toMatchObject({ ok: true });
  expect(server.requests.map(({ headers }) => headers.cookie)).toEqual([undefined, undefined]);
});

test.each(['169.254.169.254', '100.64.0.1', 'fd00:ec2::254', '::ffff:10.0.0.1', '64:ff9b::a9fe:a9fe'])('test 18: a name that leads to %s is refused without a packet', async (address) => {
  const { isPublic: _open, ...real } = world;
  const lookup = () => Promise.resolve([{ address, family: address.includes(':') ? 6 : 4 }]);
  expect(await get('https://one.example/', {}, { ...real, lookup })).toMatchObject({ ok: false, fault: { code: 'address-unsafe', detail: { reasons: 'private' } } });
});
