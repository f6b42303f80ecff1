/** Counts what passes through servers that have no counter of their own: a transparent TCP hop in front of one. */
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

export interface Relay {
  readonly port: number;
  /** Bytes that came back from the server, encryption included. */
  bytes(): number;
  stop(): Promise<void>;
}

/** Opens a port of 127.0.0.1 that leads to another one; a refused or broken connection is passed on as a reset. */
export async function startRelay(target: number): Promise<Relay> {
  const open = new Set<Socket>();
  let bytes = 0;
  const server = createServer({ allowHalfOpen: true }, (client) => {
    const onward = connect({ port: target, host: '127.0.0.1', allowHalfOpen: true });
    onward.on('data', (chunk) => void (bytes += chunk.length));
    for (const [socket, other] of [[client, onward], [onward, client]] as const) {
      open.add(socket);
      socket.on('error', () => other.resetAndDestroy());
      socket.on('close', () => open.delete(socket));
      socket.pipe(other);
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    port: address.port,
    bytes: () => bytes,
    stop: async () => {
      for (const socket of open) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
