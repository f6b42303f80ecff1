/** mihomo's listeners for TUIC, AnyTLS, Snell and mieru, which have no server in Debian. */
import { readFile } from 'node:fs/promises';
import type { AnytlsProfile, MieruProfile, SnellProfile, TuicProfile } from '../../src/shared/profile-proxies.ts';
import { startListener } from './mihomo.ts';
import type { ProxyPeer } from './peer.ts';
import { freeOpenPort, freePort, type Certificate, type Folder } from './places.ts';

export interface ListenerOptions {
  readonly folder: Folder;
  readonly certificate: Certificate;
  readonly password: string;
}

const uuid = 'b831381d-6324-4d53-ad4f-8cda48b30811';

/** The library reads files of its own folder only, so the text itself is given. */
async function tlsOf({ certificate }: ListenerOptions): Promise<Readonly<Record<string, string>>> {
  return { certificate: await readFile(certificate.cert, 'utf8'), 'private-key': await readFile(certificate.key, 'utf8') };
}

function pinned({ certificate }: ListenerOptions) {
  return { security: 'tls', certificatePins: [certificate.sha256] } as const;
}

/** TUIC of either version. */
export async function startTuic(options: ListenerOptions & { readonly version: 4 | 5 }): Promise<ProxyPeer & { readonly profile: TuicProfile }> {
  const port = await freePort();
  const { password, version } = options;
  const users = version === 5 ? { users: { [uuid]: password } } : { token: [password] };
  const peer = await startListener(options.folder, { type: 'tuic', port, ...users, ...(await tlsOf(options)) });
  const user = version === 5 ? { uuid, password } : { token: password };
  return { ...peer, profile: { type: 'tuic', name: 'tuic', server: '127.0.0.1', port, version, ...user, ...pinned(options) } };
}

export async function startAnytls(options: ListenerOptions): Promise<ProxyPeer & { readonly profile: AnytlsProfile }> {
  const port = await freePort();
  const { password } = options;
  const peer = await startListener(options.folder, { type: 'anytls', port, users: { friend: password }, ...(await tlsOf(options)) });
  return { ...peer, profile: { type: 'anytls', name: 'anytls', server: '127.0.0.1', port, password, ...pinned(options) } };
}

export type SnellOptions = Pick<ListenerOptions, 'folder' | 'password'> & Pick<SnellProfile, 'version' | 'obfs'>;

export async function startSnell({ folder, password, version, obfs }: SnellOptions): Promise<ProxyPeer & { readonly profile: SnellProfile }> {
  const port = await freePort();
  const disguise = obfs === undefined ? {} : { 'obfs-opts': { mode: obfs, host: 'example.com' } };
  const peer = await startListener(folder, { type: 'snell', port, psk: password, version, ...disguise });
  const shown = obfs === undefined ? {} : { obfs, obfsHost: 'example.com' };
  return { ...peer, profile: { type: 'snell', name: 'snell', server: '127.0.0.1', port, psk: password, version, ...shown } };
}

export type MieruOptions = Pick<ListenerOptions, 'folder' | 'password'> & { readonly protocol: 'tcp' | 'udp' };

/** The listener binds every address, not 127.0.0.1 alone. */
export async function startMieru({ folder, password, protocol }: MieruOptions): Promise<ProxyPeer & { readonly profile: MieruProfile }> {
  const port = await freeOpenPort();
  const peer = await startListener(folder, { type: 'mieru', port, transport: protocol.toUpperCase(), users: { friend: password } });
  const bindings = [{ ports: String(port), protocol }];
  return { ...peer, profile: { type: 'mieru', name: 'mieru', server: '127.0.0.1', port, username: 'friend', password, bindings } };
}
