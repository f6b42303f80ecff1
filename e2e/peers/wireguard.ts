/** wireguard-go and amneziawg-go, each with a network of its own inside whose port 80 is the website. */
import { createPublicKey, generateKeyPairSync, randomBytes } from 'node:crypto';
import type { AmneziawgProfile, WireguardProfile } from '../../src/shared/profile-tunnels.ts';
import { asPeer, startTestProgram, type Peer } from './peer.ts';
import { freePort } from './places.ts';

/** Address of the far end inside the tunnel; every name asked for there leads to it as well. */
export const insideAddress = '10.9.0.1';

export interface WireguardOptions {
  /** `host:port` of the website that stands inside. */
  readonly site: string;
  /** Leave out the key that both ends share beside their pairs. */
  readonly withoutPresharedKey?: boolean;
}

/** A WireGuard end. */
export async function startWireguard(options: WireguardOptions): Promise<Peer & { readonly profile: WireguardProfile }> {
  const { peer, ends } = await startEnd('wireguard', options, {});
  return { ...peer, profile: { ...ends, type: 'wireguard' } };
}

/** An AmneziaWG end with the given keys, named as in a profile. */
export async function startAmneziawg(options: WireguardOptions & { readonly amnezia: Readonly<Record<string, string>> }): Promise<Peer & { readonly profile: AmneziawgProfile }> {
  const kind = 'headerProtectionKey' in options.amnezia ? 'amneziawg3' : 'amneziawg';
  const { peer, ends } = await startEnd(kind, options, options.amnezia);
  return { ...peer, profile: { ...ends, type: 'amneziawg', amnezia: options.amnezia } };
}

async function startEnd(kind: 'wireguard' | 'amneziawg' | 'amneziawg3', options: WireguardOptions, amnezia: Readonly<Record<string, string>>) {
  const port = await freePort();
  const [own, client] = [wireguardKeys(), wireguardKeys()];
  const presharedKey = options.withoutPresharedKey === true ? undefined : randomBytes(32).toString('base64');
  const settings = Object.entries(amnezia).map(([name, value]) => deviceSetting(name, value)).join('\n');
  const program = await startTestProgram([
    kind, '-port', String(port), '-private-key', own.privateKey, '-client-key', client.publicKey, '-preshared-key', presharedKey ?? '', '-options', settings,
    '-address', insideAddress, '-site', options.site,
  ]);
  const other = { publicKey: own.publicKey, server: '127.0.0.1', port, ...(presharedKey === undefined ? {} : { presharedKey }) };
  const profile = { name: kind, server: '127.0.0.1', port, privateKey: client.privateKey, addresses: ['10.9.0.2/32'], dns: [insideAddress], peers: [other] };
  return { peer: asPeer(program), ends: profile };
}

/** In the device's own protocol: words apart, keys in hex. */
function deviceSetting(name: string, value: string): string {
  const key = name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return `${key}=${key === 'header_protection_key' ? Buffer.from(value, 'base64').toString('hex') : value}`;
}

/** A fresh pair in WireGuard's form: bare, base64. */
export function wireguardKeys(): { readonly privateKey: string; readonly publicKey: string } {
  const { privateKey } = generateKeyPairSync('x25519');
  const { d } = privateKey.export({ format: 'jwk' });
  const { x } = createPublicKey(privateKey).export({ format: 'jwk' });
  if (d === undefined || x === undefined) throw new Error('no X25519 key');
  return { privateKey: Buffer.from(d, 'base64url').toString('base64'), publicKey: Buffer.from(x, 'base64url').toString('base64') };
}
