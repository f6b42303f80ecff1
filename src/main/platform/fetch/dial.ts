/** A connected stream to a host: directly with the address checked on the socket, or through the tunnel's local port. */
import { lookup as systemLookup } from 'node:dns/promises';
import { request } from 'node:http';
import { connect, isIP, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { connect as connectTls } from 'node:tls';
import { fail, succeed, type Result } from '../../../shared/fault.ts';
import type { FetchRequest } from '../../services/deps.ts';
import { networkFault } from './network-fault.ts';

export interface Address {
  readonly address: string;
  readonly family: number;
}

/** Name → all its addresses; rejects as `dns.lookup` does. */
export type Lookup = (host: string) => Promise<readonly Address[]>;

export interface Target {
  /** Without brackets. */
  readonly host: string;
  readonly port: number;
  readonly secure: boolean;
  /** Whether this address may be connected to. */
  readonly allow: (address: string) => boolean;
  readonly through: FetchRequest['through'];
}

export interface DialTools {
  readonly lookup: Lookup;
  /** Further certificate authorities, for tests. */
  readonly ca: string | undefined;
}

/** The resolver of the system. */
export const lookupAll: Lookup = (host) => systemLookup(host, { all: true, verbatim: true });

/** Connects. Faults: `address-unsafe`, and those of names, connections and TLS. The signal ends it at any point. */
export async function dial(target: Target, tools: DialTools, signal: AbortSignal): Promise<Result<Duplex>> {
  const base = target.through === undefined ? await dialDirectly(target, tools, signal) : await dialThrough(target, target.through, signal);
  return base.ok && target.secure ? startTls(base.value, target, tools, signal) : base;
}

/**
 * No packet goes to an address that is not allowed: the name is resolved once, checked, and those very addresses are
 * used; the socket's own word is checked again before a byte is sent.
 */
async function dialDirectly(target: Target, tools: DialTools, signal: AbortSignal): Promise<Result<Socket>> {
  const refusal = fail('address-unsafe', undefined, { reasons: 'private', host: target.host });
  const addresses = await resolve(target.host, tools.lookup);
  if (!addresses.ok) return addresses;
  if (!addresses.value.every(({ address }) => target.allow(address))) return refusal;
  const list = [...addresses.value];
  const socket = connect({
    host: target.host,
    port: target.port,
    signal,
    lookup: (_host, options, done) => (options.all === true ? done(null, list) : done(null, list[0]?.address ?? '', list[0]?.family ?? 4)),
  });
  const connected = await settled(socket, 'connect');
  if (!connected.ok) return connected;
  if (target.allow(socket.remoteAddress ?? '')) return succeed(socket);
  socket.destroy();
  return refusal;
}

async function resolve(host: string, lookup: Lookup): Promise<Result<readonly Address[]>> {
  const family = isIP(host);
  if (family !== 0) return succeed([{ address: host, family }]);
  try {
    const found = await lookup(host);
    return found.length > 0 ? succeed(found) : fail('name-unresolved');
  } catch (error) {
    return { ok: false, fault: networkFault(error) };
  }
}

/** HTTP CONNECT: the tunnel's far end resolves the name, so that no resolver near the person hears it. */
function dialThrough(target: Target, { port, username, password }: NonNullable<Target['through']>, signal: AbortSignal): Promise<Result<Duplex>> {
  const authority = `${target.host.includes(':') ? `[${target.host}]` : target.host}:${target.port}`;
  const credentials = Buffer.from(`${username}:${password}`).toString('base64');
  return new Promise((done) => {
    const asking = request({
      host: '127.0.0.1',
      port,
      method: 'CONNECT',
      path: authority,
      headers: { host: authority, 'proxy-authorization': `Basic ${credentials}` },
      agent: false,
      signal,
    });
    asking.on('connect', (answer, socket) => {
      if (answer.statusCode === 200) return done(succeed(socket));
      socket.destroy();
      done(fail('unreachable', `the tunnel answered ${answer.statusCode ?? 0}`));
    });
    asking.on('response', (answer) => {
      answer.destroy();
      done(fail('unreachable', `the tunnel answered ${answer.statusCode ?? 0}`));
    });
    asking.on('error', (error) => done({ ok: false, fault: networkFault(error) }));
    asking.end();
  });
}

async function startTls(socket: Duplex, { host }: Target, { ca }: DialTools, signal: AbortSignal): Promise<Result<Duplex>> {
  const secure = connectTls({ socket, ...(isIP(host) === 0 ? { servername: host } : {}), host, ALPNProtocols: ['http/1.1'], ...(ca === undefined ? {} : { ca }) });
  const abort = (): void => void secure.destroy(new Error('aborted'));
  signal.addEventListener('abort', abort, { once: true });
  const connected = await settled(secure, 'secureConnect');
  signal.removeEventListener('abort', abort);
  if (connected.ok) return connected;
  socket.destroy();
  // Whatever breaks a handshake, the person needs to hear that it was the handshake.
  return connected.fault.code === 'closed-early' ? connected : fail('tls-failed', connected.fault.cause);
}

function settled<T extends Duplex>(stream: T, event: 'connect' | 'secureConnect'): Promise<Result<T>> {
  return new Promise((done) => {
    const failed = (error: Error): void => {
      stream.destroy();
      done({ ok: false, fault: networkFault(error) });
    };
    const closed = (): void => done(fail('closed-early'));
    stream.once('error', failed);
    stream.once('close', closed);
    stream.once(event, () => {
      stream.removeListener('close', closed);
      stream.removeListener('error', failed);
      stream.on('error', () => undefined); // whoever uses the stream hears of it by its end
      done(succeed(stream));
    });
  });
}
