/**
 * Debian's OpenVPN in a network namespace of its own, with the engine and the website beside it: nothing of it reaches
 * the system's own network, and nothing is left when its holder ends. Needs root and /dev/net/tun.
 */
import { access, constants, readFile } from 'node:fs/promises';
import type { OpenvpnProfile } from '../../src/shared/profile-tunnels.ts';
import { eventually, startChild, startForeign } from './child.ts';
import { startTestProgram, type TestProgram } from './peer.ts';
import { engineProgram, freePort, testpeersProgram, type Folder } from './places.ts';
import { makeAuthority } from './openvpn-keys.ts';

/** The server's address inside the tunnel, and the website's port there. */
export const vpnAddress = '10.77.0.1';
export const vpnSitePort = 8080;

/** Why OpenVPN cannot be tested here, in one sentence; undefined where it can. */
export async function whyNoOpenvpn(): Promise<string | undefined> {
  if (process.getuid?.() !== 0) return 'OpenVPN is not dialled: its server needs root';
  try {
    await access('/dev/net/tun', constants.R_OK | constants.W_OK);
  } catch {
    return 'OpenVPN is not dialled: there is no /dev/net/tun';
  }
  const probe = await startChild('unshare', ['--net', 'true']);
  await probe.stop();
  return probe.log() === '' ? undefined : `OpenVPN is not dialled: no network namespace (${probe.log().trim()})`;
}

/** A network of its own. */
export interface Namespace {
  /** Words to put before a command that is to run inside. */
  readonly enter: readonly string[];
  stop(): Promise<void>;
}

/** Makes a namespace with a working loopback, held by a process that ends with this one. */
export async function makeNamespace(): Promise<Namespace> {
  const holder = await startChild('unshare', ['--net', 'sh', '-c', 'ip link set lo up && echo up && exec cat']);
  await holder.hear((line) => (line === 'up' ? true : undefined));
  return { enter: ['nsenter', '--net', '--target', String(holder.pid)], stop: () => holder.stop() };
}

export interface OpenvpnOptions {
  readonly folder: Folder;
  readonly namespace: Namespace;
  readonly protocol: 'udp' | 'tcp';
  /** Which key wraps the control channel. */
  readonly wrap: 'tls-auth' | 'tls-crypt';
  /** The client shows a certificate, or a name and a password. */
  readonly login: 'certificate' | 'password';
  readonly cipher?: string;
}

export interface OpenvpnPeer {
  readonly profile: OpenvpnProfile;
  log(): string;
  stop(): Promise<void>;
}

/** Starts an OpenVPN server in the namespace. */
export async function startOpenvpn(options: OpenvpnOptions): Promise<OpenvpnPeer> {
  const { folder, namespace, protocol, wrap, login } = options;
  const digest = wrap === 'tls-auth' ? 'SHA1' : 'SHA256'; // the engine's library signs with SHA-1 only
  const port = await freePort();
  const authority = await makeAuthority(folder, `vpn-${port}`);
  const wrapKey = await folder.write(`wrap-${port}.key`, authority.staticKey);
  const judge = await folder.write(`judge-${port}.sh`, '#!/bin/sh\n[ "$(head -n 1 "$1")" = friend ] && [ "$(tail -n 1 "$1")" = "correct horse" ]\n');
  const word = login === 'password' ? ['verify-client-cert none', `auth-user-pass-verify "/bin/sh ${judge}" via-file`, 'script-security 2', `tmp-dir ${folder.path}`] : [];
  const config = await folder.write(`vpn-${port}.conf`, [
    'dev tun', 'topology subnet', `server 10.77.0.0 255.255.255.0`, `port ${port}`, `proto ${protocol === 'udp' ? 'udp4' : 'tcp4-server'}`, 'local 127.0.0.1',
    `ca ${authority.ca}`, `cert ${authority.server.cert}`, `key ${authority.server.key}`, 'dh none', `${wrap} ${wrapKey}${wrap === 'tls-auth' ? ' 0' : ''}`,
    `data-ciphers ${options.cipher ?? 'AES-256-GCM:AES-128-GCM'}`, `auth ${digest}`, 'keepalive 10 60', 'verb 3', ...word, '',
  ].join('\n'));
  const child = await startForeign(testpeersProgram, namespace.enter[0] ?? '', [...namespace.enter.slice(1), '/usr/sbin/openvpn', '--config', config]);
  await eventually(async () => child.log().includes('Initialization Sequence Completed') || undefined, () => child.log());
  const text = async (file: string) => await readFile(file, 'utf8');
  const blocks = { ca: await text(authority.ca), [wrap]: authority.staticKey, ...(login === 'certificate' ? { cert: await text(authority.client.cert), key: await text(authority.client.key) } : {}) };
  const directives = [['client'], ['dev', 'tun'], ['auth', digest], ...(wrap === 'tls-auth' ? [['key-direction', '1']] : []), ...(options.cipher === undefined ? [] : [['cipher', options.cipher]])];
  const user = login === 'password' ? { username: 'friend', password: 'correct horse' } : {};
  const profile: OpenvpnProfile = {
    type: 'openvpn', name: 'openvpn', server: '127.0.0.1', port, remotes: [{ server: '127.0.0.1', port, protocol }], directives, blocks, needsUserPass: login === 'password', ...user,
  };
  return { log: () => child.log(), stop: () => child.stop(), profile };
}

/** The website inside the namespace. */
export function startSiteInside(namespace: Namespace): Promise<TestProgram> {
  const [program = '', ...words] = namespace.enter;
  return startTestProgram([...words, testpeersProgram, 'origin', '-listen', `0.0.0.0:${vpnSitePort}`], program);
}

/** The engine's program and what comes before it, to be started inside the namespace. */
export function engineInside(namespace: Namespace): readonly string[] {
  return [...namespace.enter, engineProgram];
}

