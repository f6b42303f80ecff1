/** Fetching from real servers on loopback; `isPublic` lets loopback stand for the internet where a test says so. */
import { createHash } from 'node:crypto';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterEach, expect, test } from 'vitest';
import type { RequestListener } from 'node:http';
import type { FetchRequest } from '../../services/deps.ts';
import { createFetcher, type FetcherOptions } from './fetcher.ts';
import { startListServer, startTunnelEntrance, type ListServer } from './testing/list-server.ts';

const open: ListServer[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

async function serve(answer: RequestListener): Promise<ListServer> {
  const server = await startListServer(answer);
  open.push(server);
  return server;
}

const confirmed: FetchRequest['accept'] = ['plain', 'private'];

function get(url: string, more: Partial<FetchRequest> = {}, options: FetcherOptions = {}, signal?: AbortSignal) {
  return createFetcher(options).fetch({ url, userAgent: 'Byway/test', accept: confirmed, ...more }, signal);
}

test('body, headers and status come back; own User-Agent, no cookie', async () => {
  const server = await serve((_request, response) => response.writeHead(200, { 'profile-title': Buffer.from('имя').toString('latin1'), 'set-cookie': 'a=b' }).end('\ufeffvless://x'));
  const got = await get(`http://127.0.0.1:${server.port}/s?token=1#name`);
  expect(got).toMatchObject({ ok: true, value: { status: 200, body: 'vless://x', headers: { 'profile-title': 'имя' } } });
  expect(server.requests[0]?.url).toBe('/s?token=1');
  expect(server.requests[0]?.headers).toMatchObject({ 'user-agent': 'Byway/test', host: `127.0.0.1:${server.port}` });
  expect(server.requests[0]?.headers).not.toHaveProperty('cookie');
});

test.each([['gzip', gzipSync], ['br', brotliCompressSync]] as const)('%s is decoded', async (encoding, compress) => {
  const server = await serve((_request, response) => response.writeHead(200, { 'content-encoding': encoding }).end(compress('list')));
  expect(await get(`http://127.0.0.1:${server.port}/`)).toMatchObject({ ok: true, value: { body: 'list' } });
});

test('test 14: a compression bomb, an endless body and a large announcement end at the limit', async () => {
  const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024));
  const server = await serve((request, response) => {
    if (request.url === '/bomb') return void response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb);
    if (request.url === '/large') return void response.writeHead(200, { 'content-length': 100_000_000 }).write('x');
    const more = (): void => {
      while (!response.destroyed && response.write('x'.repeat(65_536)));
    };
    response.on('drain', more);
    more();
  });
  for (const path of ['bomb', 'large', 'endless']) {
    expect(await get(`http://127.0.0.1:${server.port}/${path}`)).toMatchObject({ ok: false, fault: { code: 'input-too-large' } });
  }
});

test('test 14: a slow server and a silent one end at the deadline', async () => {
  const timers: NodeJS.Timeout[] = [];
  const server = await serve((request, response) => {
    if (request.url === '/silent') return;
    response.writeHead(200);
    timers.push(setInterval(() => response.write('x'), 20));
  });
  for (const path of ['slow', 'silent']) {
    expect(await get(`http://127.0.0.1:${server.port}/${path}`, {}, { limits: { totalMs: 200 } })).toEqual({ ok: false, fault: { code: 'timeout' } });
  }
  timers.forEach((timer) => clearInterval(timer));
});

test('test 14: less than announced, or a broken encoding, is no list', async () => {
  const server = await serve((request, response) => {
    if (request.url === '/short') {
      response.writeHead(200, { 'content-length': 100 });
      return void response.write('half', () => response.socket?.end());
    }
    const packed = gzipSync(createHash('sha512').update('x').digest('hex').repeat(10));
    if (request.url === '/half') return void response.writeHead(200, { 'content-encoding': 'gzip' }).end(packed.subarray(0, 40));
    response.writeHead(200, { 'content-encoding': request.url === '/odd' ? 'rot13' : 'gzip' }).end('not packed');
  });
  const codes: unknown[] = [];
  for (const path of ['short', 'half', 'odd', 'unpacked']) {
    const got = await get(`http://127.0.0.1:${server.port}/${path}`);
    codes.push(got.ok ? got.value.body : got.fault.code);
  }
  expect(codes).toEqual(['cut-off', 'cut-off', 'protocol-error', 'protocol-error']);
});

test('an error status comes back as it is', async () => {
  const server = await serve((_request, response) => response.writeHead(403).end('no'));
  expect(await get(`http://127.0.0.1:${server.port}/`)).toMatchObject({ ok: true, value: { status: 403, body: '' } });
});

test('nobody there, no such name, stopped by the person', async () => {
  const server = await serve(() => undefined);
  const port = server.port;
  const stop = new AbortController();
  const waiting = get(`http://127.0.0.1:${port}/`, {}, {}, stop.signal);
  stop.abort();
  expect(await waiting).toEqual({ ok: false, fault: { code: 'cancelled' } });
  await server.close();
  expect(await get(`http://127.0.0.1:${port}/`)).toMatchObject({ ok: false, fault: { code: 'refused' } });
  const lookup = () => Promise.reject(Object.assign(new Error('none'), { code: 'ENOTFOUND' }));
  expect(await get('http://lists.example/', {}, { lookup })).toMatchObject({ ok: false, fault: { code: 'name-unresolved' } });
});

test('through the tunnel: the far end gets the name, the local port its password', async () => {
  const server = await serve((_request, response) => response.end('list'));
  const tunnel = await startTunnelEntrance(server.port, 'secret');
  open.push(tunnel);
  const through = { port: tunnel.port, username: 'byway', password: 'secret' };
  const lookup = () => Promise.reject(new Error('must not be asked'));
  expect(await get('http://lists.example/a', { through }, { lookup })).toMatchObject({ ok: true, value: { body: 'list' } });
  expect(tunnel.asked).toEqual(['lists.example:80']);
  expect(await get('http://lists.example/a', { through: { ...through, password: 'wrong' } })).toMatchObject({ ok: false, fault: { code: 'unreachable' } });
  expect(await get('https://127.0.0.1/a', { through, accept: [] })).toMatchObject({ ok: false, fault: { code: 'address-unsafe' } });
});
