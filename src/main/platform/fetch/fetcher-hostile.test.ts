/** Test 14 of the hostile input on real sockets: what a server can send without end, and how little of it is taken. */
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, expect, test } from 'vitest';
import type { RequestListener } from 'node:http';
import { createFetcher, fetchLimits, type FetcherOptions } from './fetcher.ts';
import { startListServer, type ListServer } from './testing/list-server.ts';

const mebibyte = 1024 * 1024;
const open: (Pick<ListServer, 'close'>)[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

async function serve(answer: RequestListener): Promise<number> {
  const server = await startListServer(answer);
  open.push(server);
  return server.port;
}

/** A server that speaks bytes, not HTTP. */
async function serveBytes(speak: (socket: Socket) => void): Promise<number> {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('data', () => speak(socket));
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  open.push({ close: () => new Promise((done) => (sockets.forEach((socket) => socket.destroy()), server.close(() => done()))) });
  return (server.address() as AddressInfo).port; // listens on TCP
}

/** Writes a byte every so often until the other side has had enough. */
function drip(socket: Pick<Socket, 'write' | 'once'>, text: string, everyMs: number): void {
  const bytes = text[Symbol.iterator]();
  const timer = setInterval(() => socket.write(bytes.next().value ?? 'x'), everyMs);
  socket.once('close', () => clearInterval(timer));
}

function get(port: number, options: FetcherOptions = {}) {
  return createFetcher(options).fetch({ url: `http://127.0.0.1:${port}/`, userAgent: 'Byway/test', accept: ['plain', 'private'] });
}

/** Sends `total` bytes as fast as they are taken; answers how many the system took. */
function pour(response: Parameters<RequestListener>[1], total: number): () => number {
  const piece = Buffer.alloc(65_536, 'x');
  let sent = 0;
  const more = (): void => {
    while (!response.destroyed && sent < total) {
      sent += piece.length;
      if (!response.write(piece)) return;
    }
    if (!response.destroyed) response.end();
  };
  response.on('drain', more);
  more();
  return () => sent;
}

test('test 14: 100 MB without an announced length are taken up to the limit and no further', async () => {
  let sent = (): number => 0;
  const port = await serve((_request, response) => void (sent = pour(response, 100_000_000)));
  expect(await get(port)).toEqual({ ok: false, fault: { code: 'input-too-large' } });
  expect(sent()).toBeLessThan(fetchLimits.bytes + 16 * mebibyte); // the rest lies in the system's buffers
});

test('test 14: 10 MB of gzip that unpack to 10 GB end at the limit, and take no more memory than it', async () => {
  const member = gzipSync(Buffer.alloc(10 * mebibyte), { level: 9 });
  const members = Math.ceil((10 * 1024 * mebibyte) / (10 * mebibyte));
  const bomb = Buffer.concat(Array.from({ length: members }, () => member));
  expect(bomb.length).toBeGreaterThan(10_000_000);
  const port = await serve((_request, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb));
  const before = process.memoryUsage().rss;
  expect(await get(port)).toEqual({ ok: false, fault: { code: 'input-too-large' } });
  expect(process.memoryUsage().rss - before).toBeLessThan(256 * mebibyte);
});

test('test 14: a bomb inside a bomb, and more encodings than anybody needs', async () => {
  const twice = gzipSync(gzipSync(Buffer.alloc(64 * mebibyte)));
  const port = await serve((_request, response) => response.writeHead(200, { 'content-encoding': 'gzip, gzip' }).end(twice));
  expect(await get(port)).toEqual({ ok: false, fault: { code: 'input-too-large' } });
  const many = await serve((_request, response) => response.writeHead(200, { 'content-encoding': 'gzip, gzip, gzip' }).end(gzipSync(twice)));
  expect(await get(many)).toMatchObject({ ok: false, fault: { code: 'protocol-error' } });
});

const soon: FetcherOptions = { limits: { totalMs: 1500 } };

test('test 14: a byte a second, in the body and in the head, ends at the deadline', async () => {
  const body = await serveBytes((socket) => {
    socket.write('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n');
    drip(socket, '', 1000);
  });
  const head = await serveBytes((socket) => drip(socket, 'HTTP/1.1 200 OK\r\n', 1000));
  expect(await Promise.all([get(body, soon), get(head, soon)])).toEqual([{ ok: false, fault: { code: 'timeout' } }, { ok: false, fault: { code: 'timeout' } }]);
});

test('test 14: a head without end, and preliminary answers without end', async () => {
  const head = await serveBytes((socket) => {
    socket.write('HTTP/1.1 200 OK\r\n');
    const more = (): void => {
      while (socket.writable && socket.write(`x-a: ${'b'.repeat(8000)}\r\n`));
    };
    socket.on('drain', more);
    more();
  });
  const preliminary = await serveBytes((socket) => {
    const timer = setInterval(() => socket.write('HTTP/1.1 103 Early Hints\r\n\r\n'), 10);
    socket.once('close', () => clearInterval(timer));
  });
  expect(await get(head)).toMatchObject({ ok: false, fault: { code: 'protocol-error' } });
  expect(await get(preliminary, soon)).toEqual({ ok: false, fault: { code: 'timeout' } });
});

test.each([
  ['more than announced', 'content-length: 4\r\n\r\nlistSMUGGLED', { ok: true, value: { body: 'list' } }],
  ['less than announced', 'content-length: 40\r\n\r\nlist', { ok: false, fault: { code: 'cut-off' } }],
  ['two lengths', 'content-length: 4\r\ncontent-length: 5\r\n\r\nlist', { ok: false, fault: { code: 'protocol-error' } }],
  ['a length that is none', 'content-length: -4\r\n\r\nlist', { ok: false, fault: { code: 'protocol-error' } }],
  ['a length beside pieces', 'content-length: 4\r\ntransfer-encoding: chunked\r\n\r\n4\r\nlist\r\n0\r\n\r\n', { ok: false, fault: { code: 'protocol-error' } }],
  ['a piece that never ends', 'transfer-encoding: chunked\r\n\r\n4\r\nlist\r\n', { ok: false, fault: { code: 'cut-off' } }],
  ['a piece of a length that is none', 'transfer-encoding: chunked\r\n\r\nzz\r\nlist\r\n0\r\n\r\n', { ok: false, fault: { code: 'cut-off' } }],
])('test 14: %s', async (_what, rest, expected) => {
  const port = await serveBytes((socket) => void socket.end(`HTTP/1.1 200 OK\r\n${rest}`));
  expect(await get(port, soon)).toMatchObject(expected);
});
