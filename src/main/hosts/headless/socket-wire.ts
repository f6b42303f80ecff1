/** One WebSocket as a Wire, once it has shown the token. */
import type { Duplex } from 'node:stream';
import type { RawData, WebSocket } from 'ws';
import type { Wire } from '../../../shared/wire.ts';
import { isToken } from './token.ts';

/** Longest message of a wire, bytes. */
export const maxMessageBytes = 32 * 1024 * 1024;
/** All that may arrive before the token was seen, bytes. */
export const maxBytesBeforeToken = 64 * 1024;
/** What may wait for a page that does not read, bytes; beyond it the wire is cut. */
const maxWaitingBytes = 64 * 1024 * 1024;
/** WebSocket close code "policy violation": wrong token, none in time, or too much before it. */
export const refusedCode = 1008;

export interface Gate {
  readonly token: string;
  /** Time for the first message, milliseconds. */
  readonly deadlineMs: number;
}

/** Waits for `{kind: 'token', token}` as the first message; only then `admit` gets the wire. Anything else ends the connection. */
export function guardSocket(socket: WebSocket, stream: Duplex, gate: Gate, admit: (wire: Wire) => void): void {
  let received = 0;
  const count = (data: Buffer): void => {
    received += data.length;
    if (received > maxBytesBeforeToken) socket.terminate();
  };
  const deadline = setTimeout(() => socket.close(refusedCode, 'no token'), gate.deadlineMs);
  const done = (): void => {
    clearTimeout(deadline);
    stream.off('data', count);
  };
  stream.on('data', count);
  socket.on('error', () => socket.terminate());
  socket.once('close', done);
  socket.once('message', (data: RawData, isBinary: boolean) => {
    done();
    if (isBinary || !isToken(tokenIn(data), gate.token)) socket.close(refusedCode, 'wrong token');
    else admit(socketWire(socket));
  });
}

function tokenIn(data: RawData): unknown {
  const message = parseJson(data);
  if (typeof message !== 'object' || message === null || !('kind' in message) || !('token' in message)) return undefined;
  return message.kind === 'token' ? message.token : undefined;
}

/** The Wire over an admitted socket; messages are JSON texts. What is not JSON ends it. */
function socketWire(socket: WebSocket): Wire {
  return {
    send(message) {
      if (socket.bufferedAmount > maxWaitingBytes) socket.terminate();
      else if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(message));
    },
    onMessage(receive) {
      const listen = (data: RawData, isBinary: boolean): void => {
        const message = isBinary ? undefined : parseJson(data);
        if (message === undefined) socket.close(refusedCode, 'not JSON');
        else receive(message);
      };
      socket.on('message', listen);
      return () => socket.off('message', listen);
    },
    onClose(closed) {
      socket.once('close', closed);
      return () => socket.off('close', closed);
    },
    close() {
      socket.close();
    },
  };
}

/** Messages arrive as one Buffer: the `nodebuffer` type is ws's default and left alone. */
function parseJson(data: RawData): unknown {
  try {
    return Buffer.isBuffer(data) ? JSON.parse(data.toString('utf8')) : undefined;
  } catch {
    return undefined;
  }
}
