/** For tests: a web server on loopback that answers what a test says and remembers what it was asked. */
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { connect, type AddressInfo, type Socket } from 'node:net';

export interface ListServer {
  readonly port: number;
  readonly requests: IncomingMessage[];
  /** Connections so far, asked on or not. */
  connections(): number;
  close(): Promise<void>;
}

/** Starts one; with a key and certificate it speaks TLS. */
export async function startListServer(answer: RequestListener, tls?: { readonly key: string; readonly cert: string }): Promise<ListServer> {
  const requests: IncomingMessage[] = [];
  const listener: RequestListener = (request, response) => {
    requests.push(request);
    response.on('error', () => undefined);
    answer(request, response);
  };
  const server = tls === undefined ? createServer(listener) : createSecureServer(tls, listener);
  const sockets = new Set<Socket>();
  let count = 0;
  server.on('connection', (socket: Socket) => {
    count += 1;
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return {
    port: (server.address() as AddressInfo).port, // listens on TCP
    requests,
    connections: () => count,
    close: () =>
      new Promise((done) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => done());
      }),
  };
}

/** A tunnel's local port: HTTP CONNECT with a password, and every name leads to `leadTo`. */
export async function startTunnelEntrance(leadTo: number, password: string): Promise<ListServer & { readonly asked: string[] }> {
  const asked: string[] = [];
  const server = createServer();
  const sockets = new Set<Socket>();
  server.on('connect', (request, socket: Socket) => {
    asked.push(request.url ?? '');
    sockets.add(socket);
    const expected = `Basic ${Buffer.from(`byway:${password}`).toString('base64')}`;
    if (request.headers['proxy-authorization'] !== expected) return void socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
    const far = connect(leadTo, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      far.pipe(socket).pipe(far);
    });
    sockets.add(far);
    far.on('error', () => socket.destroy());
    socket.on('error', () => far.destroy());
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return {
    port: (server.address() as AddressInfo).port, // listens on TCP
    requests: [],
    asked,
    connections: () => asked.length,
    close: () =>
      new Promise((done) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => done());
      }),
  };
}
