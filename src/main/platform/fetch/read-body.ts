/** The body of an answer within its limits, decoded. */
import type { IncomingMessage } from 'node:http';
import { Writable, type Duplex } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { fail, makeFault, succeed, type Fault, type Result } from '../../../shared/fault.ts';
import { errorCode } from '../paths.ts';

/** Most encodings one over the other. */
const maxEncodings = 2;

/**
 * Reads it. `limit` bytes are the most on the wire and, counted again, after decoding, so that no compression bomb gets
 * further. Faults: `input-too-large`, `cut-off` (shorter than announced), `protocol-error` (an unknown encoding, or bytes
 * that are not of it).
 */
export async function readBody(answer: IncomingMessage, limit: number): Promise<Result<string>> {
  if (Number(answer.headers['content-length'] ?? 0) > limit) return fail('input-too-large');
  const decoders = decodersOf(answer.headers['content-encoding'] ?? '');
  if (decoders === undefined) return fail('protocol-error', 'unknown encoding');
  const wire = new Tally(limit, false);
  const body = new Tally(limit, true);
  try {
    answer.on('data', (bytes: Buffer) => wire.add(bytes) || answer.destroy(new TooLarge()));
    await pipeline([answer, ...decoders, body.sink()]);
    return answer.complete ? succeed(asText(body.bytes())) : fail('cut-off');
  } catch (error) {
    return { ok: false, fault: bodyFault(error) };
  }
}

class TooLarge extends Error {}

function bodyFault(error: unknown): Fault {
  if (error instanceof TooLarge) return makeFault('input-too-large');
  const code = errorCode(error);
  if (code === 'Z_BUF_ERROR' || code === 'ECONNRESET' || code === 'ERR_STREAM_PREMATURE_CLOSE') return makeFault('cut-off', code);
  return makeFault('protocol-error', code);
}

/** Counts bytes, and keeps them where they are the result. */
class Tally {
  readonly #limit: number;
  readonly #keep: boolean;
  readonly #pieces: Buffer[] = [];
  #size = 0;

  constructor(limit: number, keep: boolean) {
    this.#limit = limit;
    this.#keep = keep;
  }

  /** False once there are too many. */
  add(bytes: Buffer): boolean {
    this.#size += bytes.length;
    if (this.#size > this.#limit) return false;
    if (this.#keep) this.#pieces.push(bytes);
    return true;
  }

  sink(): Writable {
    return new Writable({ write: (bytes: Buffer, _encoding, done) => (this.add(bytes) ? done() : done(new TooLarge())) });
  }

  bytes(): Buffer {
    return Buffer.concat(this.#pieces);
  }
}

function decodersOf(encodings: string): Duplex[] | undefined {
  const names = encodings.toLowerCase().split(',').map((name) => name.trim()).filter((name) => name !== '' && name !== 'identity');
  if (names.length > maxEncodings) return undefined;
  const decoders = names.toReversed().map(decoderOf);
  return decoders.every((decoder) => decoder !== undefined) ? decoders : undefined;
}

function decoderOf(name: string): Duplex | undefined {
  switch (name) {
    case 'gzip':
    case 'x-gzip':
      return createGunzip();
    case 'br':
      return createBrotliDecompress();
    case 'deflate':
      return createInflate();
    default:
      return undefined;
  }
}

/** UTF-8 unless a mark at the beginning says UTF-16; the mark itself goes. */
function asText(bytes: Buffer): string {
  const label = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8';
  return new TextDecoder(label).decode(bytes);
}
