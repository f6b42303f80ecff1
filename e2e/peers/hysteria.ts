/** The Hysteria 2 reference server. */
import type { Hysteria2Profile } from '../../src/shared/profile.ts';
import { asPeer, startTestProgram, type ProxyPeer } from './peer.ts';
import type { Certificate } from './places.ts';

export interface HysteriaOptions {
  readonly password: string;
  readonly certificate: Certificate;
  /** Key of the salamander obfuscation. */
  readonly salamander?: string;
}

/** Starts it; the profile pins its certificate. */
export async function startHysteria(options: HysteriaOptions): Promise<ProxyPeer & { readonly profile: Hysteria2Profile }> {
  const { cert, key, sha256 } = options.certificate;
  const obfs = options.salamander === undefined ? [] : ['-salamander', options.salamander];
  const peer = asPeer(await startTestProgram(['hysteria', '-password', options.password, '-cert', cert, '-key', key, ...obfs]));
  return {
    ...peer,
    profile: {
      type: 'hysteria2',
      name: 'hysteria',
      server: '127.0.0.1',
      port: peer.port,
      password: options.password,
      security: 'tls',
      certificatePins: [sha256],
      ...(options.salamander === undefined ? {} : { obfs: 'salamander', obfsPassword: options.salamander }),
    },
  };
}
