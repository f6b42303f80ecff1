/** OpenSSH on a loopback port, with keys, configuration and an account's own door of its own. */
import { execFile } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { promisify } from 'node:util';
import type { SshProfile } from '../../src/shared/profile-tunnels.ts';
import { startForeign, untilListening } from './child.ts';
import { asPeer, startTestProgram, type ProxyPeer } from './peer.ts';
import { freePort, testpeersProgram, type Folder } from './places.ts';
import { startRelay } from './relay.ts';

export interface SshOptions {
  readonly folder: Folder;
  /** Locks the client's key. */
  readonly passphrase?: string;
}

/** Debian leaves this folder to the service that starts sshd; without it sshd refuses to start as root. */
const privilegeFolder = '/run/sshd';

/** Starts `sshd` for the user who runs the tests; a relay in front counts the bytes. */
export async function startSsh({ folder, passphrase }: SshOptions): Promise<ProxyPeer & { readonly profile: SshProfile }> {
  const port = await freePort();
  const host = await makeKey(folder, `host-${port}`, '');
  const client = await makeKey(folder, `client-${port}`, passphrase ?? '');
  const allowed = await folder.write(`allowed-${port}`, client.publicKey);
  const config = await folder.write(`sshd-${port}.conf`, [
    `Port ${port}`, 'ListenAddress 127.0.0.1', `HostKey ${host.file}`, `AuthorizedKeysFile ${allowed}`, 'PidFile none', 'StrictModes no', 'UsePAM no',
    'PasswordAuthentication no', 'KbdInteractiveAuthentication no', 'PermitRootLogin prohibit-password', 'AllowTcpForwarding yes', '',
  ].join('\n'));
  if (process.getuid?.() === 0) await mkdir(privilegeFolder, { recursive: true, mode: 0o755 });
  const child = await startForeign(testpeersProgram, '/usr/sbin/sshd', ['-D', '-e', '-f', config]);
  await untilListening(port, child);
  const relay = await startRelay(port);
  const stop = async () => {
    await relay.stop();
    await child.stop();
  };
  const login = { username: userInfo().username, privateKey: client.privateKey, ...(passphrase === undefined ? {} : { passphrase }) };
  const profile: SshProfile = { type: 'ssh', name: 'ssh', server: '127.0.0.1', port: relay.port, ...login, hostKeys: [host.publicKey.trim()] };
  return { port: relay.port, bytesSeen: () => Promise.resolve(relay.bytes()), log: () => child.log(), stop, profile };
}

/** A server of our own that takes a name and a password: OpenSSH takes only those of the machine's accounts. */
export async function startPasswordSsh(password: string): Promise<ProxyPeer & { readonly profile: SshProfile }> {
  const program = await startTestProgram(['ssh', '-user', 'friend', '-password', password]);
  const peer = asPeer(program);
  const hostKeys = [String(program.ready['hostKey']).trim()];
  return { ...peer, profile: { type: 'ssh', name: 'ssh', server: '127.0.0.1', port: peer.port, username: 'friend', password, hostKeys } };
}

/** A key in OpenSSH's own form, made by its own program. */
async function makeKey(folder: Folder, name: string, passphrase: string) {
  const file = `${folder.path}/${name}`;
  await promisify(execFile)('ssh-keygen', ['-q', '-t', 'ed25519', '-N', passphrase, '-C', name, '-f', file]);
  return { file, privateKey: await readFile(file, 'utf8'), publicKey: await readFile(`${file}.pub`, 'utf8') };
}

/** A host key that nobody has. */
export function strangeHostKey(): string {
  const { x } = generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' });
  const name = Buffer.from('\0\0\0\x0bssh-ed25519\0\0\0\x20', 'latin1');
  return `ssh-ed25519 ${Buffer.concat([name, Buffer.from(x ?? '', 'base64url')]).toString('base64')}`;
}
