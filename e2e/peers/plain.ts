/** The website, the plain proxies, the silent port and the dead port. */
import type { HttpProfile, Socks5Profile } from '../../src/shared/profile.ts';
import { asPeer, startTestProgram, type Peer, type ProxyPeer } from './peer.ts';
import { freePort, type Certificate } from './places.ts';

/** The website that tests fetch: `/`, `/bytes/N`, `/204`, `/status/N`, `/requests`. */
export interface Origin extends Peer {
  /** `http://127.0.0.1:PORT` or `https://…`, without a slash at the end. */
  readonly url: string;
  /** Requests answered so far. */
  requests(): Promise<number>;
}

/** Starts the website; with a certificate it speaks TLS 1.3 and HTTP/2, and can stand behind REALITY. */
export async function startOrigin(certificate?: Certificate): Promise<Origin> {
  const program = await startTestProgram(['origin', ...tlsFlags(certificate)]);
  const peer = asPeer(program);
  return {
    ...peer,
    url: `${certificate === undefined ? 'http' : 'https'}://127.0.0.1:${peer.port}`,
    requests: async () => (await program.seen()).connections,
  };
}

export interface PlainOptions {
  readonly username: string;
  readonly password: string;
  /** With it the server speaks TLS; the profile pins it. */
  readonly certificate?: Certificate;
}

/** A SOCKS5 server that demands a name and a password. */
export async function startSocks(options: PlainOptions): Promise<ProxyPeer & { readonly profile: Socks5Profile }> {
  const peer = await startPlain('socks', options);
  return { ...peer, profile: { type: 'socks5', name: 'socks', ...common(peer, options) } };
}

/** An HTTP proxy that demands a name and a password. */
export async function startHttp(options: PlainOptions): Promise<ProxyPeer & { readonly profile: HttpProfile }> {
  const peer = await startPlain('http', options);
  return { ...peer, profile: { type: 'http', name: 'http', ...common(peer, options) } };
}

async function startPlain(kind: 'socks' | 'http', options: PlainOptions): Promise<Peer> {
  const credentials = ['-user', options.username, '-password', options.password];
  return asPeer(await startTestProgram([kind, ...credentials, ...tlsFlags(options.certificate)]));
}

function common(peer: Peer, { username, password, certificate }: PlainOptions) {
  const tls = certificate === undefined ? { security: 'none' as const } : { security: 'tls' as const, certificatePins: [certificate.sha256] };
  return { server: '127.0.0.1', port: peer.port, username, password, ...tls };
}

/** A port that accepts and never answers, TCP and UDP. */
export async function startSilent(): Promise<Peer> {
  return asPeer(await startTestProgram(['silent']));
}

/** A port where nothing listens. */
export function deadPort(): Promise<number> {
  return freePort();
}

function tlsFlags(certificate: Certificate | undefined): string[] {
  return certificate === undefined ? [] : ['-cert', certificate.cert, '-key', certificate.key];
}
