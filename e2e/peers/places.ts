/** Where the test programs are, and free places for them: ports, folders, certificates. */
import { randomInt } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startChild } from './child.ts';

const bin = join(import.meta.dirname, '..', '..', 'engine', 'bin');

/** Built from engine/testpeers. */
export const testpeersProgram = join(bin, 'testpeers');
/** Built from engine/testpeers/xray267. */
export const xray267Program = join(bin, 'testpeers-xray267');
/** Built from engine/testpeers/hysteria1. */
export const hysteria1Program = join(bin, 'testpeers-hysteria1');
/** The product's engine. */
export const engineProgram = join(bin, 'byway-engine');

/** Below the range from which systems take ports for outgoing connections and for port 0. */
const lowestPort = 12_000;
const highestPort = 32_000;
/** Even ports from here to the lowest of the others are for servers that bind every address. */
const lowestOpenPort = 10_000;
/** Where a port is marked as taken by a test process; servers stand on 127.0.0.1, so nothing meets. */
const markAddress = '127.0.0.9';

/**
 * Ports of 127.0.0.1 that are free on TCP and UDP and stay this test process's own: suites run at the same time, and
 * some servers share a port with a stranger without a word. Nothing listens on them, so they also serve as dead ports.
 */
export function freePorts(count: number): Promise<number[]> {
  return Promise.all(Array.from({ length: count }, freePort));
}

/** One such port. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(lowestPort, highestPort);
    const mark = await listenOn(port, markAddress);
    if (mark === undefined) continue;
    if (await isFree(port)) {
      mark.unref();
      return port;
    }
    mark.close();
  }
}

/** A port for a server that binds every address, where the mark of `freePort` would be in its way: it marks the next one. */
export async function freeOpenPort(): Promise<number> {
  for (;;) {
    const port = lowestOpenPort + 2 * randomInt((lowestPort - lowestOpenPort) / 2);
    const mark = await listenOn(port + 1, markAddress);
    if (mark === undefined) continue;
    const server = await listenOn(port, '0.0.0.0');
    server?.close();
    if (server !== undefined) {
      mark.unref();
      return port;
    }
    mark.close();
  }
}

async function isFree(port: number): Promise<boolean> {
  const server = await listenOn(port, '127.0.0.1');
  if (server === undefined) return false;
  server.close();
  const packets = createSocket('udp4');
  const isBound = await new Promise<boolean>((resolve) => {
    packets.once('error', () => resolve(false));
    packets.bind(port, '127.0.0.1', () => resolve(true));
  });
  packets.close();
  return isBound;
}

function listenOn(port: number, host: string): Promise<Server | undefined> {
  return new Promise((resolve) => {
    const server = createServer((socket) => socket.destroy());
    server.once('error', () => resolve(undefined));
    server.listen({ port, host, exclusive: true }, () => resolve(server));
  });
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
  const child = await startChild(testpeersProgram, ['cert', folder.path, name]);
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
