/** Where the test programs are, and free places for them: ports, folders, certificates. */
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startChild } from './child.ts';

const bin = join(import.meta.dirname, '..', '..', 'engine', 'bin');

/** Built from engine/testpeers. */
export const testpeersProgram = join(bin, 'testpeers');
/** Built from engine/testpeers/xray267. */
export const xray267Program = join(bin, 'testpeers-xray267');
/** The product's engine. */
export const engineProgram = join(bin, 'byway-engine');

/** Ports of 127.0.0.1 that were free on TCP and UDP a moment ago. */
export async function freePorts(count: number): Promise<number[]> {
  const held = await Promise.all(Array.from({ length: count }, holdPort));
  await Promise.all(held.map((hold) => hold.release()));
  return held.map((hold) => hold.port);
}

/** One such port. */
export async function freePort(): Promise<number> {
  const [port] = await freePorts(1);
  if (port === undefined) throw new Error('no free port');
  return port;
}

async function holdPort(): Promise<{ readonly port: number; release(): Promise<void> }> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const release = async () => {
    server.close();
    await once(server, 'close');
  };
  const packets = createSocket('udp4');
  const isFree = await new Promise<boolean>((resolve) => {
    packets.once('error', () => resolve(false));
    packets.bind(address.port, '127.0.0.1', () => resolve(true));
  });
  packets.close();
  if (isFree) return { port: address.port, release };
  const next = await holdPort();
  await release();
  return next;
}

/** A folder of the test's own. */
export interface Folder {
  readonly path: string;
  /** Writes a file that only its owner reads, and answers its path. */
  write(name: string, content: string | object): Promise<string>;
  remove(): Promise<void>;
}

/** Makes a folder below the system's temporary one. */
export async function makeFolder(): Promise<Folder> {
  const path = await mkdtemp(join(tmpdir(), 'byway-peers-'));
  return {
    path,
    write: async (name, content) => {
      const file = join(path, name);
      await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content), { mode: 0o600 });
      return file;
    },
    remove: () => rm(path, { recursive: true, force: true }),
  };
}

/** A self-signed certificate for a name, 127.0.0.1 and ::1. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
  /** SHA-256 of the certificate in lower-case hex: what a pin must say. */
  readonly sha256: string;
}

/** Makes a certificate in the folder. Throws when the test program fails. */
export async function makeCertificate(folder: Folder, name: string): Promise<Certificate> {
  const child = await startChild(testpeersProgram, ['cert', folder.path, name], { isOurs: true });
  try {
    return await child.hear((line) => readCertificate(JSON.parse(line)));
  } finally {
    await child.stop();
  }
}

function readCertificate(said: Record<string, unknown>): Certificate | undefined {
  const { cert, key, sha256 } = said;
  return typeof cert === 'string' && typeof key === 'string' && typeof sha256 === 'string' ? { cert, key, sha256 } : undefined;
}
