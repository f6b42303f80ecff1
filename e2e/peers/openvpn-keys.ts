/** Certificates and the static key for one OpenVPN server, made by openssl and openvpn themselves. */
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import type { Folder } from './places.ts';

/** Paths of a certificate and its key. */
export interface KeyFiles {
  readonly cert: string;
  readonly key: string;
}

export interface Authority {
  /** Path of its own certificate. */
  readonly ca: string;
  readonly server: KeyFiles;
  readonly client: KeyFiles;
  /** Text of the key that wraps the control channel. */
  readonly staticKey: string;
}

const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];

/** Makes an authority that lasts a day, with one server and one client. */
export async function makeAuthority(folder: Folder, name: string): Promise<Authority> {
  const at = (file: string) => `${folder.path}/${name}-${file}`;
  const ca = { cert: at('ca.crt'), key: at('ca.key') };
  await run('openssl', ['req', '-x509', ...curve, '-keyout', ca.key, '-out', ca.cert, '-days', '1', '-subj', '/CN=byway-test-ca']);
  const issue = async (role: 'server' | 'client'): Promise<KeyFiles> => {
    const files = { cert: at(`${role}.crt`), key: at(`${role}.key`) };
    const uses = ['-addext', `extendedKeyUsage=${role}Auth`, '-addext', 'keyUsage=digitalSignature', '-addext', 'basicConstraints=critical,CA:FALSE'];
    await run('openssl', ['req', '-x509', '-CA', ca.cert, '-CAkey', ca.key, ...curve, '-keyout', files.key, '-out', files.cert, '-days', '1', '-subj', `/CN=${role}`, ...uses]);
    return files;
  };
  await run('/usr/sbin/openvpn', ['--genkey', 'tls-auth', at('wrap')]);
  return { ca: ca.cert, server: await issue('server'), client: await issue('client'), staticKey: await readFile(at('wrap'), 'utf8') };
}

async function run(program: string, args: readonly string[]): Promise<void> {
  await promisify(execFile)(program, args);
}
