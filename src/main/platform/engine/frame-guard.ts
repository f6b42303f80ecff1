/**
 * Stands between the engine's stdout and the JSON-RPC reader, which trusts what it reads: without this, text that is
 * no message would be gathered for ever, and so would a message that announces a terabyte.
 */
import { Transform } from 'node:stream';

/** Longest message taken: 64 Mi bytes. */
export const longestMessage = 64 * 1024 * 1024;
const longestHeader = 512;
const headerStart = 'content-';

/** Passes well-formed frames through unchanged; ends in an error at the first byte that cannot belong to one. */
export function createFrameGuard(): Transform {
  let header = '';
  let bodyLeft = 0;

  function take(chunk: Buffer): void {
    for (let at = 0; at < chunk.length; ) {
      if (bodyLeft > 0) {
        const step = Math.min(bodyLeft, chunk.length - at);
        bodyLeft -= step;
        at += step;
        continue;
      }
      const piece = chunk.toString('latin1', at, at + longestHeader - header.length);
      const end = (header + piece).indexOf('\r\n\r\n');
      const before = header.length;
      header = end === -1 ? header + piece : (header + piece).slice(0, end + 4);
      at += header.length - before;
      checkHeader(header, end !== -1);
      if (end === -1) continue;
      bodyLeft = bodyLength(header);
      header = '';
    }
  }

  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      try {
        take(chunk);
        done(null, chunk);
      } catch (error) {
        done(error instanceof Error ? error : new Error('not a message'));
      }
    },
  });
}

function checkHeader(header: string, complete: boolean): void {
  const start = header.slice(0, headerStart.length).toLowerCase();
  if (!headerStart.startsWith(start)) throw new Error('not a message');
  if (!complete && header.length >= longestHeader) throw new Error('not a message');
}

function bodyLength(header: string): number {
  const lengths = [...header.matchAll(/^content-length: *(\d{1,10})\r$/gim)].map((match) => Number(match[1]));
  const [length] = lengths;
  if (lengths.length !== 1 || length === undefined || length === 0) throw new Error('not a message');
  if (length > longestMessage) throw new Error('message too long');
  return length;
}
