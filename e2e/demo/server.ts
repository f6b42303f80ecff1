/** Serves the built screens with the policy of the real host, over the made-up app. */
import { createServer } from 'node:http';
import { join } from 'node:path';
import { WebSocketServer, type WebSocket } from 'ws';
import { pageHeaders } from '../../src/main/hosts/page-policy.ts';
import { loadRendererFiles } from '../../src/main/hosts/renderer-files.ts';
import { serve } from '../../src/shared/serve.ts';
import type { Wire } from '../../src/shared/wire.ts';
import { FakeApp, type FakeOptions } from './fake-app.ts';

export interface Demo {
  /** With the key in its fragment. */
  readonly url: string;
  readonly app: FakeApp;
  close(): Promise<void>;
}

const token = 'demo';

/** `out` is the folder of the built renderer; port 0 lets the system choose. */
export async function startDemo(options: FakeOptions, port = 0, out = join(import.meta.dirname, '../../out/renderer')): Promise<Demo> {
  const files = loadRendererFiles(out);
  const app = new FakeApp(options);
  const server = createServer((request, response) => {
    const file = files.get(request.url ?? '');
    response.writeHead(file === undefined ? 404 : 200, { ...pageHeaders(["'self'", `ws://${request.headers.host ?? ''}`]), 'Content-Type': file?.type ?? 'text/plain' });
    response.end(file?.body);
  });
  const sockets = new WebSocketServer({ server, path: '/wire' });
  sockets.on('connection', (page) => page.once('message', (data: Buffer) => (data.toString().includes(`"${token}"`) ? serve(pageWire(page), app) : page.close(1008))));
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const bound = server.address();
  return {
    url: `http://127.0.0.1:${typeof bound === 'object' && bound !== null ? bound.port : port}/#token=${token}`,
    app,
    close: () => {
      for (const page of sockets.clients) page.terminate();
      sockets.close();
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

function pageWire(page: WebSocket): Wire {
  return {
    send: (message) => page.send(JSON.stringify(message)),
    onMessage: (receive) => {
      const listen = (data: Buffer): void => receive(JSON.parse(data.toString()));
      page.on('message', listen);
      return () => page.off('message', listen);
    },
    onClose: (closed) => {
      page.once('close', closed);
      return () => page.off('close', closed);
    },
    close: () => page.close(),
  };
}
