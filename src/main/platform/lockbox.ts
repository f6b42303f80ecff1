/**
 * Text locked with a passphrase: `byway1:` and base64url of a header, then AES-256-GCM over the deflated text, under a
 * key from scrypt. The header (version, cost, salt, nonce) is authenticated along. Only what BoringSSL has as well.
 */
import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto';
import { promisify } from 'node:util';
import { deflateRaw, inflateRaw } from 'node:zlib';
import { fail, succeed, type Result } from '../../shared/fault.ts';
import { isLockedText, lockedMark } from '../../shared/locked-text.ts';
import type { Lockbox } from '../services/deps.ts';

/** How hard a guess is: scrypt's N as a power of two, r and p. 2^17 and 8 take 128 MiB and about a second. */
export interface LockCost {
  readonly log2N: number;
  readonly r: number;
  readonly p: number;
}

const usualCost: LockCost = { log2N: 17, r: 8, p: 1 };
/** What opening agrees to spend, whatever a header demands: 256 MiB and four rounds. */
const mostMemory = 256 * 1024 * 1024;
const mostRounds = 4;
/** Most bytes that come out of one text. */
const mostPlain = 64 * 1024 * 1024;

const version = 1;
const saltBytes = 16;
const nonceBytes = 12;
const tagBytes = 16;
const headerBytes = 4 + saltBytes + nonceBytes;

const derive = promisify<string, Uint8Array, number, { N: number; r: number; p: number; maxmem: number }, Buffer>(scrypt);
const deflate = promisify<Uint8Array, Buffer>(deflateRaw);
const inflate = promisify<Uint8Array, { maxOutputLength: number }, Buffer>(inflateRaw);

/** Locks and opens; `cost` is for tests. Faults of opening: `sealed-damaged`, `sealed-wrong`, `input-too-large`. */
export function createLockbox(cost: LockCost = usualCost): Lockbox {
  return {
    async lock(plain, passphrase) {
      const header = Buffer.concat([Buffer.from([version, cost.log2N, cost.r, cost.p]), randomBytes(saltBytes + nonceBytes)]);
      const cipher = createCipheriv('aes-256-gcm', await keyOf(header, passphrase), nonceOf(header));
      cipher.setAAD(header);
      const body = Buffer.concat([cipher.update(await deflate(Buffer.from(plain, 'utf8'))), cipher.final(), cipher.getAuthTag()]);
      return succeed(lockedMark + Buffer.concat([header, body]).toString('base64url'));
    },
    async unlock(text, passphrase) {
      const bytes = readBytes(text);
      if (bytes === undefined) return fail('sealed-damaged', 'the locked text is cut off, altered or of a newer kind');
      const header = bytes.subarray(0, headerBytes);
      if (!isAffordable(costOf(header))) return fail('input-too-large', 'opening this text would take too much memory or time');
      const packed = decrypt(bytes, await keyOf(header, passphrase));
      return packed === undefined ? fail('sealed-wrong', 'the passphrase does not open this text') : unpack(packed);
    },
  };
}

function readBytes(text: string): Buffer | undefined {
  if (!isLockedText(text)) return undefined;
  const body = text.trim().slice(lockedMark.length).replace(/\s+/g, '');
  if (!/^[A-Za-z0-9_-]+$/.test(body)) return undefined;
  const bytes = Buffer.from(body, 'base64url');
  return bytes.length > headerBytes + tagBytes && bytes[0] === version ? bytes : undefined;
}

function costOf(header: Uint8Array): LockCost {
  const [, log2N = 0, r = 0, p = 0] = header;
  return { log2N, r, p };
}

function isAffordable({ log2N, r, p }: LockCost): boolean {
  return log2N >= 1 && log2N <= 20 && r >= 1 && p >= 1 && p <= mostRounds && 128 * 2 ** log2N * r <= mostMemory;
}

function keyOf(header: Uint8Array, passphrase: string): Promise<Buffer> {
  const { log2N, r, p } = costOf(header);
  return derive(sameWords(passphrase), header.subarray(4, 4 + saltBytes), 32, { N: 2 ** log2N, r, p, maxmem: mostMemory * 2 });
}

/** As people say and type it: capitals, hyphens and the number of spaces do not count. */
function sameWords(passphrase: string): string {
  return passphrase.normalize('NFKC').toLowerCase().split(/[\s-]+/u).filter((word) => word !== '').join(' ');
}

function nonceOf(header: Uint8Array): Uint8Array {
  return header.subarray(4 + saltBytes, headerBytes);
}

function decrypt(bytes: Buffer, key: Uint8Array): Buffer | undefined {
  const header = bytes.subarray(0, headerBytes);
  const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(header), { authTagLength: tagBytes });
  decipher.setAAD(header);
  decipher.setAuthTag(bytes.subarray(-tagBytes));
  try {
    return Buffer.concat([decipher.update(bytes.subarray(headerBytes, -tagBytes)), decipher.final()]);
  } catch {
    return undefined; // node has no other way of saying that the tag is wrong
  }
}

async function unpack(packed: Uint8Array): Promise<Result<string>> {
  try {
    return succeed((await inflate(packed, { maxOutputLength: mostPlain })).toString('utf8'));
  } catch {
    return fail('input-too-large', 'the locked text holds more than 64 MiB, or is damaged inside');
  }
}
