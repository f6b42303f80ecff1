/**
 * The headless host's only listener: the renderer's files and one wire, on 127.0.0.1. It reads no path, runs nothing
 * and answers no other site; what a page may do is the contract's business.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { fail, succeed, type Result } from '../../../shared/fault.ts';
import type { Wire } from '../../../shared/wire.ts';
import { pageHeaders } from '../page-policy.ts';
import type { ServedFiles } from '../renderer-files.ts';
import { addressOf, refusal, wireRefusal, type Address } from './request-rules.ts';
import { guardSocket, maxMessageBytes } from './socket-wire.ts';

export interface ServerOptions {
  readonly files: ServedFiles;
  readonly token: string;
  /** 0 lets the system choose. */
  readonly port: number;
  /** Gets each page that has shown the token. */
  readonly admit: (wire: Wire) => void;
  /** Time for a page to show the token, milliseconds. */
  readonly tokenDeadlineMs?: number;
  /** Most wires at once, waiting ones included. */
  readonly maxWires?: number;
}

export interface RunningServer extends Address {
  readonly port: number;
  /** Cuts every connection and frees the port. */
  close(): Promise<void>;
}

/** Listens; faults: `port-busy`. */
export async function startServer(options: ServerOptions): Promise<Result<RunningServer>> {
  const server = createServer({ maxHeaderSize: 8192, requestTimeout: 10_000, headersTimeout: 5000, requireHostHeader: true });
  server.maxConnections = 128;
  const port = await listen(server, options.port);
  if (port === undefined) return fail('port-busy', `cannot listen on 127.0.0.1:${options.port}`, { port: options.port });
  const address = addressOf(port);
  const headers = pageHeaders(["'self'", `ws://${address.host}`]);
  server.on('request', (request, response) => answer(request, response, address, headers, options.files));
  const wires = acceptWires(server, address, options);
  return succeed({ ...address, port, close: () => shut(server, wires) });
}

function listen(server: Server, port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    server.once('error', () => resolve(undefined));
    server.listen({ host: '127.0.0.1', port, exclusive: true }, () => {
      const bound = server.address();
      resolve(typeof bound === 'object' && bound !== null ? bound.port : undefined);
    });
  });
}

function answer(request: IncomingMessage, response: ServerResponse, address: Address, headers: Readonly<Record<string, string>>, files: ServedFiles): void {
  const refused = refusal(request, address);
  const file = refused === undefined ? files.get(request.url ?? '') : undefined;
  if (file === undefined) {
    response.writeHead(refused ?? 404, { ...headers, 'Content-Length': 0, Connection: 'close', ...(refused === 405 ? { Allow: 'GET' } : {}) });
    response.end();
    return;
  }
  response.writeHead(200, { ...headers, 'Content-Type': file.type, 'Content-Length': file.body.length });
  response.end(file.body);
}

function acceptWires(server: Server, address: Address, options: ServerOptions): WebSocketServer {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: maxMessageBytes, perMessageDeflate: false, clientTracking: true });
  const gate = { token: options.token, deadlineMs: options.tokenDeadlineMs ?? 5000 };
  server.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    stream.on('error', () => stream.destroy());
    const full = sockets.clients.size >= (options.maxWires ?? 16);
    const refused = wireRefusal(request, address) ?? (full ? 503 : undefined);
    if (refused === undefined) sockets.handleUpgrade(request, stream, head, (socket) => guardSocket(socket, stream, gate, options.admit));
    else stream.end(`HTTP/1.1 ${refused} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
  });
  return sockets;
}

function shut(server: Server, wires: WebSocketServer): Promise<void> {
  for (const socket of wires.clients) socket.close(1001, 'stopped');
  for (const socket of wires.clients) socket.terminate();
  wires.close();
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
