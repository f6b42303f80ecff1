import { randomBytes } from 'node:crypto';
import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { Wire } from '../../../shared/wire.ts';
import type { ServedFiles } from '../renderer-files.ts';
import { startServer, type RunningServer } from './server.ts';
import { createToken, isToken } from './token.ts';

const token = createToken((bytes) => randomBytes(bytes));
const page = { type: 'text/html; charset=utf-8', body: Buffer.from('<!doctype html>') };
const files: ServedFiles = new Map([['/', page], ['/index.html', page], ['/assets/a.js', { type: 'text/javascript', body: Buffer.from('1') }]]);

let server: RunningServer;
let admitted: Wire[];
let onAdmitted: (wire: Wire) => void;

async function start(more: { readonly maxWires?: number; readonly tokenDeadlineMs?: number } = {}): Promise<RunningServer> {
  const admit = (wire: Wire): void => {
    admitted.push(wire);
    onAdmitted(wire);
  };
  const started = await startServer({ files, token, port: 0, admit, ...more });
  if (!started.ok) throw new Error(started.fault.code);
  return started.value;
}

beforeEach(async () => {
  admitted = [];
  onAdmitted = () => undefined;
  server = await start();
});
afterEach(() => server.close());

/** Sends raw bytes, so that every header is exactly what stands here; answers the status line's number and the whole text. */
function raw(lines: readonly string[], body = ''): Promise<{ readonly status: number; readonly text: string }> {
  return new Promise((resolve, reject) => {
    let text = '';
    const socket = connect(server.port, '127.0.0.1', () => socket.write(`${lines.join('\r\n')}\r\n\r\n${body}`));
    socket.on('data', (data) => (text += data.toString('latin1')));
    socket.on('close', () => resolve({ status: Number(text.split(' ')[1]), text }));
    socket.on('error', reject);
  });
}

function get(path: string, ...headers: readonly string[]): ReturnType<typeof raw> {
  return raw([`GET ${path} HTTP/1.1`, `Host: 127.0.0.1:${server.port}`, 'Connection: close', ...headers]);
}

function open(headers: Readonly<Record<string, string>>, path = '/wire'): WebSocket {
  return new WebSocket(`ws://127.0.0.1:${server.port}${path}`, { headers });
}

/** How an attempt to get a wire ends: the HTTP status that refuses it, or the close code. */
function ending(socket: WebSocket): Promise<number> {
  return new Promise((resolve) => {
    socket.on('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0));
    socket.on('close', (code) => resolve(code));
    socket.on('error', () => undefined);
  });
}

describe('files', () => {
  it('are served with every security header', async () => {
    const { status, text } = await get('/');
    expect(status).toBe(200);
    for (const part of ["default-src 'none'", "script-src 'self'", `connect-src 'self' ws://127.0.0.1:${server.port}`, "frame-ancestors 'none'", 'X-Content-Type-Options: nosniff', 'Referrer-Policy: no-referrer', 'Cache-Control: no-store', 'Cross-Origin-Resource-Policy: same-origin']) {
      expect(text).toContain(part);
    }
    expect(text).not.toMatch(/unsafe|access-control/i);
  });

  it.each(['/nothing', '/../package.json', '/assets/../index.html', '/assets/%2e%2e/index.html', '//index.html', '/index.html?x', '/assets', '/wire', 'http://127.0.0.1/index.html'])('are a closed list: %s is not in it', async (path) => {
    expect((await get(path)).status).toBe(404);
  });

  it.each([['Host: localhost:PORT'], ['Host: byway.test:PORT'], ['Host: 127.0.0.1'], ['Host: 127.0.0.1:1'], ['Host: 127.0.0.1:PORT', 'Host: evil.test']])('are refused under another Host: %s', async (...hosts) => {
    const { status } = await raw(['GET / HTTP/1.1', ...hosts.map((host) => host.replace('PORT', String(server.port))), 'Connection: close']);
    expect([400, 421]).toContain(status);
  });

  it('are refused to a foreign Origin and to none called null', async () => {
    expect((await get('/', 'Origin: https://evil.test')).status).toBe(403);
    expect((await get('/', 'Origin: null')).status).toBe(403);
    expect((await get('/', `Origin: http://127.0.0.1:${server.port}`)).status).toBe(200);
  });

  it('are refused to every method but GET, POST without our Origin first of all', async () => {
    const send = (method: string, ...headers: readonly string[]) => raw([`${method} / HTTP/1.1`, `Host: 127.0.0.1:${server.port}`, 'Connection: close', ...headers]);
    const own = `Origin: http://127.0.0.1:${server.port}`;
    expect((await send('POST', 'Content-Length: 0')).status).toBe(403);
    expect((await send('POST', 'Content-Length: 0', 'Origin: https://evil.test')).status).toBe(403);
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS', 'HEAD', 'PATCH']) expect((await send(method, own)).status).toBe(405);
    expect((await get('/', 'Content-Length: 1')).status).toBe(400);
  });

  it('need a short head', async () => {
    expect((await get('/', `X-Long: ${'a'.repeat(9000)}`)).status).toBe(431);
  });
});

describe('the wire', () => {
  const own = () => ({ origin: server.origin });

  it('opens to the right token as first message and carries JSON both ways', async () => {
    const heard: unknown[] = [];
    onAdmitted = (wire) =>
      wire.onMessage((message) => {
        heard.push(message);
        wire.send({ kind: 'answer' });
      });
    const socket = open(own());
    const answered = new Promise((resolve) => socket.on('message', (data: Buffer) => resolve(JSON.parse(data.toString()))));
    socket.on('open', () => {
      socket.send(JSON.stringify({ kind: 'token', token }));
      socket.send('{"kind":"request"}');
    });
    expect(await answered).toEqual({ kind: 'answer' });
    expect(heard).toEqual([{ kind: 'request' }]);
    socket.close();
  });

  it('tells the app when the page is gone', async () => {
    const socket = open(own());
    socket.on('open', () => socket.send(JSON.stringify({ kind: 'token', token })));
    await expect.poll(() => admitted.length).toBe(1);
    const closed = new Promise<void>((resolve) => admitted[0]?.onClose(resolve));
    socket.close();
    await closed;
  });

  it.each([
    ['a wrong token', JSON.stringify({ kind: 'token', token: createToken((bytes) => randomBytes(bytes)) })],
    ['a token that is no text', '{"kind":"token","token":5}'],
    ['no token', '{"kind":"request","id":1,"name":"state.get","input":{}}'],
    ['no JSON', 'hello'],
    ['null', 'null'],
  ])('is closed at %s', async (_what, first) => {
    const socket = open(own());
    socket.on('open', () => socket.send(first));
    expect(await ending(socket)).toBe(1008);
    expect(admitted).toHaveLength(0);
  });

  it('is closed at a binary first message', async () => {
    const socket = open(own());
    socket.on('open', () => socket.send(Buffer.from(JSON.stringify({ kind: 'token', token }))));
    expect(await ending(socket)).toBe(1008);
  });

  it('is refused to a foreign, null or missing Origin, another path and another Host', async () => {
    expect(await ending(open({ origin: 'https://evil.test' }))).toBe(403);
    expect(await ending(open({ origin: 'null' }))).toBe(403);
    expect(await ending(open({ origin: `http://localhost:${server.port}` }))).toBe(403);
    expect(await ending(open({}))).toBe(403);
    expect(await ending(open(own(), '/other'))).toBe(404);
    expect(await ending(open({ ...own(), host: 'evil.test' }))).toBe(421);
  });

  it('is cut when much arrives before the token', async () => {
    const socket = open(own());
    socket.on('open', () => socket.send('x'.repeat(80_000)));
    expect([1006, 1008]).toContain(await ending(socket));
    expect(admitted).toHaveLength(0);
  });

  it('is cut at a message beyond the limit', async () => {
    const socket = open(own());
    socket.on('open', () => socket.send(JSON.stringify({ kind: 'token', token })));
    await expect.poll(() => admitted.length).toBe(1);
    admitted[0]?.onMessage(() => undefined);
    socket.send('x'.repeat(32 * 1024 * 1024 + 1));
    expect([1006, 1009]).toContain(await ending(socket));
  });

  it('is closed when no token comes in time, and only so many may wait', async () => {
    await server.close();
    server = await start({ tokenDeadlineMs: 150, maxWires: 1 });
    const waiting = open(own());
    const ended = ending(waiting);
    await new Promise((resolve) => waiting.on('open', resolve));
    expect(await ending(open(own()))).toBe(503);
    expect(await ended).toBe(1008);
  });
});

describe('the listener', () => {
  it('stands on 127.0.0.1 only', async () => {
    const other = await new Promise((resolve) => {
      const socket = connect(server.port, '::1', () => resolve('connected'));
      socket.on('error', () => resolve('refused'));
    });
    expect(other).toBe('refused');
  });

  it('says so when the port is taken', async () => {
    const second = await startServer({ files, token, port: server.port, admit: () => undefined });
    expect(second).toMatchObject({ ok: false, fault: { code: 'port-busy' } });
  });
});

describe('a token', () => {
  it('has 256 bits and is only equal to itself', () => {
    expect(Buffer.from(token, 'base64url')).toHaveLength(32);
    expect(isToken(token, token)).toBe(true);
    for (const other of [token.slice(0, -1), `${token}x`, '', undefined, null, 7, [token]]) expect(isToken(other, token)).toBe(false);
  });
});
